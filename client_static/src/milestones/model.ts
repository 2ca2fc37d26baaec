/**
 * Milestones: what a person says has changed, in the words of the study's Appendix 1 (mission F4, 1G).
 *
 * Each is declared by the person alone, at any time, and can be taken back. Medication is not among the chips: whoever
 * wants to say something of it writes it in their own words (1G's note on clinical safety).
 */
import CONTENT from "../content/milestones.json";
import { textOf } from "../diary/item.ts";
import type { Item } from "../diary/model.ts";

export const MILESTONE = "milestone";

export const { chips: CHIPS } = CONTENT;

export type Heading = keyof typeof CHIPS;
export const HEADINGS = Object.keys(CHIPS) as readonly Heading[];
const KNOWN: ReadonlySet<unknown> = new Set(HEADINGS.flatMap((heading) => CHIPS[heading]));

export interface Milestone {
  readonly id: string;
  readonly chip: string | null; // null: in own words
  readonly text: string;
  readonly when: string; // as the person writes it
  readonly words: string;
  readonly without: string;
}

/** In the order of their saying; what makes no sense is left out. A chip that two phones declared apart is one. */
export function milestonesOf(items: readonly Item[]): Milestone[] {
  const found: Milestone[] = [];
  for (const item of items) {
    const chip = KNOWN.has(item.fields.chip) ? (item.fields.chip as string) : null;
    const text = textOf(item);
    if (chip === null ? text === "" : found.some((one) => one.chip === chip)) continue;
    const [when, words, without] = [textOf(item, "when"), textOf(item, "words"), textOf(item, "without")];
    found.push({ id: item.id, chip, text, when, words, without });
  }
  return found;
}
