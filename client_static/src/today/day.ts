/** Days of the person's own calendar, and which leaves belong to one. */
import type { Day, Leaf } from "../diary/model.ts";
import { SOMETHING_ELSE } from "./model.ts";

export function dayOf(date: Date): Day {
  const month = String(date.getMonth() + 1).padStart(2, "0");
  return `${date.getFullYear()}-${month}-${String(date.getDate()).padStart(2, "0")}`;
}

export function dayBefore(date: Date): Day {
  return dayOf(new Date(date.getFullYear(), date.getMonth(), date.getDate() - 1, 12)); // noon: safe on clock-change days
}

/** What happened that day, first thing first. Removed leaves are buds on the tree and nothing here. */
export function leavesOn(leaves: readonly Leaf[], day: Day): Leaf[] {
  return leaves.filter((leaf) => leaf.day === day && !leaf.removed);
}

/** The newest leaf of that day that says the same: the one that "take it back" takes. */
export function newestOf(leaves: readonly Leaf[], what: Pick<Leaf, "tile" | "text">, day: Day): Leaf | undefined {
  return leavesOn(leaves, day)
    .filter(({ tile, text }) => tile === what.tile && (tile !== SOMETHING_ELSE || text === what.text))
    .at(-1);
}
