/**
 * Leaves as records: one thing somebody did on a day, and its place on the tree.
 *
 * Rule: leaves of one area take slots in order of the stamp of their `slot` (then id); each takes the slot it names, or
 * the next free one above it. A removed leaf keeps its slot, as a bud. The same set of leaves gives the same tree.
 */
import { AREAS, type Area } from "../areas/model.ts";
import { gone, type RecordState } from "../sync/record.ts";
import type { Leaf } from "./model.ts";

export const LEAF = "leaf";

/** null for another type, and for a leaf whose first entry is not here yet or that makes no sense. */
export function readLeaf(record: RecordState): Leaf | null {
  const value = (name: string) => record.fields[name]?.value;
  const [tile, area, day, slot, text] = ["tile", "area", "day", "slot", "text"].map(value);
  const stamp = record.fields.slot?.at;
  if (record.type !== LEAF || typeof tile !== "string" || typeof day !== "string" || stamp === undefined) return null;
  if (!AREAS.includes(area as Area) || typeof slot !== "number" || !Number.isSafeInteger(slot) || slot < 0) return null;
  const words = typeof text === "string" ? text : "";
  return { id: record.id, tile, area: area as Area, day, text: words, slot, stamp, removed: gone(record) };
}

function byGrowing(one: Leaf, other: Leaf): number {
  if (one.stamp !== other.stamp) return one.stamp < other.stamp ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}

/** The slot of each leaf by its id; unique within an area. */
export function settleSlots(leaves: readonly Leaf[]): Map<string, number> {
  const taken = new Map<Area, Set<number>>(AREAS.map((area) => [area, new Set()]));
  const slots = new Map<string, number>();
  for (const leaf of [...leaves].sort(byGrowing)) {
    const used = taken.get(leaf.area)!;
    let { slot } = leaf;
    while (used.has(slot)) slot += 1;
    used.add(slot);
    slots.set(leaf.id, slot);
  }
  return slots;
}

/** Where a new leaf of this area grows: above all that are there, so that no bud is ever grown over. */
export function nextFreeSlot(leaves: readonly Leaf[], area: Area): number {
  const mine = settleSlots(leaves.filter((leaf) => leaf.area === area));
  return [...mine.values()].reduce((next, slot) => Math.max(next, slot + 1), 0);
}

/** All leaves in order of their growing, each with the slot it settled on. */
export function readLeaves(records: Iterable<RecordState>): Leaf[] {
  const found: Leaf[] = [];
  for (const record of records) {
    const leaf = readLeaf(record);
    if (leaf !== null) found.push(leaf);
  }
  const slots = settleSlots(found);
  return found.map((leaf) => ({ ...leaf, slot: slots.get(leaf.id) ?? leaf.slot })).sort(byGrowing);
}
