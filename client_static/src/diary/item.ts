/**
 * Items of a collection: hopes, the week, a plan ... Small lists that a person puts in their own order.
 *
 * Rule: items stand in order of `order`, then of id. An item that moves gets a new `order` between its new neighbours;
 * nobody else's changes, so that two phones can sort one list apart.
 */
import { gone, type RecordState, type Value } from "../sync/record.ts";
import type { Item } from "./model.ts";

export const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"; // in the order of their bytes
export const COLLECTIONS = "collection/";

/** The document of all items of one kind, which is their record's type. */
export function collectionName(kind: string): string {
  return `${COLLECTIONS}${kind}`;
}

/** Records never change (a merge makes a new one), so each is read once. */
const known = new WeakMap<RecordState, Item | null>();

function readItem(record: RecordState): Item | null {
  let item = known.get(record);
  if (item === undefined) {
    const { order, deleted: _, ...fields } = record.fields;
    const values = Object.entries(fields).map(([name, { value }]) => [name, value] as const);
    const shown = typeof order?.value === "string" && !gone(record);
    item = shown ? { id: record.id, order: order.value as string, fields: Object.fromEntries(values) } : null;
    known.set(record, item);
  }
  return item;
}

/** In the person's order; what is gone, or was never put in order, is left out. */
export function readItems(records: Iterable<RecordState>, kind: string): Item[] {
  const found: Item[] = [];
  for (const record of records) {
    const item = record.type === kind ? readItem(record) : null;
    if (item !== null) found.push(item);
  }
  return found.sort(inOrder);
}

export function inOrder(one: Pick<Item, "order" | "id">, other: Pick<Item, "order" | "id">): number {
  if (one.order !== other.order) return one.order < other.order ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}

/**
 * The short text that sorts after `low` and before `high`; empty for no neighbour on that side.
 *
 * Both are made of DIGITS and do not end in 0. Where `high` is not above `low` it counts as no neighbour. At an end of
 * the list the next digit is taken, not the middle: most items are put first or last, and stay short so.
 */
export function between(low: string, high: string): string {
  let below = low < high ? high : "";
  let made = "";
  for (;;) {
    const at = made.length;
    const left = at < low.length ? DIGITS.indexOf(low[at]!) : 0;
    const right = at < below.length ? DIGITS.indexOf(below[at]!) : DIGITS.length;
    if (right - left > 1) {
      if ((low === "") === (below === "")) return made + DIGITS[(left + right) >> 1];
      return made + DIGITS[low === "" ? right - 1 : left + 1];
    }
    made += DIGITS[Math.max(left, 0)];
    if (right > left) below = ""; // any digits may follow
  }
}

/** The order for something that is put before the item at `index`; at the end where there is none. */
export function orderAt(items: readonly Pick<Item, "order">[], index: number): string {
  return between(items[index - 1]?.order ?? "", items[index]?.order ?? "");
}

/** What an item says, where it says it as text. */
export function textOf(item: Item, name = "text"): string {
  const value: Value | undefined = item.fields[name];
  return typeof value === "string" ? value : "";
}
