/** The safety plan: the six steps of the Safety Planning Intervention in plain words. Every part may stay empty. */
import type { Area } from "../areas/model.ts";
import { textOf } from "../diary/item.ts";
import type { Item } from "../diary/model.ts";
import { telLink } from "../people/model.ts";

export const PLAN_STEP = "plan-step";

export interface Part {
  readonly key: string; // Fluent `plan-<key>`
  readonly step: number; // 1 to 6
  readonly worth: boolean; // what makes life worth living closes the sixth
  readonly calls: boolean;
  readonly area: Area; // its leaf
}

const part = (key: string, step: number, area: Area, calls = false, worth = false): Part => ({
  key,
  step,
  worth,
  calls,
  area,
});
export const PARTS: readonly Part[] = [
  part("signs", 1, "heard"),
  part("alone", 2, "do"),
  part("around", 3, "belong", true),
  part("people", 4, "love", true),
  part("services", 5, "enough", true),
  part("safer", 6, "dwell"),
  part("worth", 6, "love", false, true),
];

export interface Line {
  readonly id: string;
  readonly text: string;
}
export interface Call extends Line {
  readonly number: string;
  readonly link: string;
}

function belongs(item: Item, { step, worth }: Part): boolean {
  return item.fields.step === step && (item.fields.worth === true) === worth;
}

/** Most often one; two phones that wrote apart each made their own, and both are kept. */
export function linesOf(items: readonly Item[], of: Part): Line[] {
  return items
    .filter((item) => belongs(item, of) && textOf(item, "call") === "")
    .map((item) => ({ id: item.id, text: textOf(item) }));
}

export function callsOf(items: readonly Item[], of: Part): Call[] {
  const calls: Call[] = [];
  for (const item of items) {
    const number = textOf(item, "call");
    const link = telLink(number);
    if (of.calls && belongs(item, of) && link !== null) calls.push({ id: item.id, text: textOf(item), number, link });
  }
  return calls;
}

/** The plan as plain text: to be read aloud, and for the open copy. Empty where nothing is written. */
export function planText(items: readonly Item[], title: (of: Part) => string): string {
  const written: string[] = [];
  for (const of of PARTS) {
    const lines = linesOf(items, of).map(({ text }) => text.trim());
    const calls = callsOf(items, of).map(({ text, number }) => `${text} ${number}`);
    const words = [...lines, ...calls].filter((line) => line !== "");
    if (words.length > 0) written.push(`${title(of)}\n${words.join("\n")}`);
  }
  return written.join("\n\n");
}
