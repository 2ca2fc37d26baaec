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

/** Records never change (a merge makes a new one), so each is read once however often the tree is. */
const known = new WeakMap<RecordState, Leaf | null>();

/** null for another type, and for a leaf whose first entry is not here yet or that makes no sense. */
export function readLeaf(record: RecordState): Leaf | null {
  let leaf = known.get(record);
  if (leaf === undefined) {
    leaf = parseLeaf(record);
    known.set(record, leaf);
  }
  return leaf;
}

function parseLeaf(record: RecordState): Leaf | null {
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

type Taken = ReadonlyMap<Area, Set<number>>;

function noneTaken(): Taken {
  return new Map(AREAS.map((area) => [area, new Set()]));
}

function place(leaf: Leaf, taken: Taken): Leaf {
  const used = taken.get(leaf.area)!;
  let { slot } = leaf;
  while (used.has(slot)) slot += 1;
  used.add(slot);
  return slot === leaf.slot ? leaf : { ...leaf, slot };
}

/** All leaves in order of their growing, each with the slot it settled on; slots are unique within an area. */
export function settle(leaves: Iterable<Leaf>, taken = noneTaken()): Leaf[] {
  return [...leaves].sort(byGrowing).map((leaf) => place(leaf, taken));
}

/** Where a new leaf of this area grows: above all settled ones, so that no bud is ever grown over. */
export function nextFreeSlot(settled: readonly Leaf[], area: Area): number {
  return settled.reduce((next, leaf) => (leaf.area === area ? Math.max(next, leaf.slot + 1) : next), 0);
}

export function readLeaves(records: Iterable<RecordState>): Leaf[] {
  return settle(leavesIn(records));
}

/** As readLeaves, time after time: where leaves came after all others, those others stay as they were settled. */
export class Growing {
  #found: readonly Leaf[] = [];
  #settled: readonly Leaf[] = [];
  #taken = noneTaken();

  read(records: Iterable<RecordState>): readonly Leaf[] {
    const found = leavesIn(records);
    const more = found.slice(this.#found.length);
    if (!this.#found.every((leaf, at) => leaf === found[at]) || !more.every((leaf) => this.#isLast(leaf))) {
      this.#taken = noneTaken();
      this.#settled = settle(found, this.#taken);
    } else if (more.length > 0) this.#settled = [...this.#settled, ...settle(more, this.#taken)];
    this.#found = found;
    return this.#settled;
  }

  #isLast(leaf: Leaf): boolean {
    const last = this.#settled.at(-1);
    return last === undefined || byGrowing(last, leaf) < 0;
  }
}

function leavesIn(records: Iterable<RecordState>): Leaf[] {
  const found: Leaf[] = [];
  for (const record of records) {
    const leaf = readLeaf(record);
    if (leaf !== null) found.push(leaf);
  }
  return found;
}
