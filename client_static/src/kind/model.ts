/** Kind words and reasons, and a few of the person's own leaves to be reminded of. */
import { textOf } from "../diary/item.ts";
import type { Item, Leaf } from "../diary/model.ts";

export const KIND_WORD = "kind-word";
export const REASON = "reason";

export interface Kept {
  readonly id: string;
  readonly text: string;
  readonly from: string; // who said it, may be empty
}

export function keptOf(items: readonly Item[]): Kept[] {
  return items
    .filter((item) => textOf(item).trim() !== "")
    .map((item) => ({ id: item.id, text: textOf(item), from: textOf(item, "from") }));
}

/** A few, by chance; others than `before` as long as there are others. Nothing is counted. */
export function someOf(
  leaves: readonly Leaf[],
  few: number,
  before: ReadonlySet<string> = new Set(),
  chance: () => number = Math.random,
): Leaf[] {
  const there = leaves.filter(({ removed }) => !removed).map((leaf) => ({ leaf, at: chance() }));
  const seen = ({ leaf }: { leaf: Leaf }) => Number(before.has(leaf.id));
  return there
    .sort((one, other) => seen(one) - seen(other) || one.at - other.at)
    .slice(0, few)
    .map(({ leaf }) => leaf);
}
