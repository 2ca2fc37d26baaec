/** My days: what happened, put together by week, season or year; and two of them that are kept together. */
import type { Day, Fields, Item, Leaf, Page } from "../diary/model.ts";
import { WROTE } from "../today/model.ts";
import { weekOf } from "../tree/days.ts";
import { seasonOf } from "../tree/seasons.ts";
import type { Own } from "./chosen.ts";

export const SPANS = ["week", "season", "year"] as const;
export type Span = (typeof SPANS)[number];
export const PAIR = "pair";

/** A leaf or a page. */
export interface Entry extends Own {
  readonly day: Day;
  readonly leaf: Leaf | null; // a page that was never given its leaf has none
  readonly line: string; // how a page begins
}

/** Only what has something in it is ever made. */
export interface Group {
  readonly day: Day; // its newest
  readonly entries: readonly Entry[];
}

export interface Piece extends Group {
  readonly begins: boolean; // the first of its group
}

/** Newest first. */
export function entriesOf(leaves: readonly Leaf[], pages: readonly Page[]): Entry[] {
  const left = new Map(pages.map((page) => [page.id, page]));
  const found: [at: string, Entry][] = [];
  for (const leaf of leaves) {
    if (leaf.removed) continue;
    const page = left.get(leaf.id);
    left.delete(leaf.id);
    const kind = page !== undefined || leaf.tile === WROTE ? "page" : "leaf";
    found.push([leaf.day + leaf.stamp, { kind, id: leaf.id, day: leaf.day, leaf, line: page?.line ?? "" }]);
  }
  for (const { id, day, line, changed } of left.values())
    found.push([day + changed, { kind: "page", id, day, leaf: null, line }]);
  return found.sort(([one], [other]) => (one < other ? 1 : -1)).map(([, entry]) => entry);
}

function startOf(day: Day, span: Span): string {
  if (span === "week") return weekOf(day);
  return span === "season" ? seasonOf(day).last : day.slice(0, 4);
}

/** `entries`: newest first. */
export function grouped(entries: readonly Entry[], span: Span): Group[] {
  const groups = new Map<string, Entry[]>();
  let start = "";
  let day = "";
  for (const entry of entries) {
    if (entry.day !== day) {
      day = entry.day;
      start = startOf(day, span);
    }
    const group = groups.get(start);
    if (group) group.push(entry);
    else groups.set(start, [entry]);
  }
  return [...groups.values()].map((group) => ({ day: group[0]?.day ?? "", entries: group }));
}

/** Short enough to be drawn between two frames of a cheap phone. */
export function inPieces(groups: readonly Group[], size: number): Piece[] {
  return groups.flatMap(({ day, entries }) =>
    Array.from({ length: Math.ceil(entries.length / size) }, (_, at) => ({
      day,
      entries: entries.slice(at * size, (at + 1) * size),
      begins: at === 0,
    })),
  );
}

export interface KeptPair {
  readonly id: string;
  readonly two: readonly [Entry, Entry];
}

/** The earlier one first, as a page is read; what is gone from the diary is gone from here. */
export function pairOf(entries: ReadonlyMap<string, Entry>, one: string, other: string): [Entry, Entry] | null {
  const a = entries.get(one);
  const b = entries.get(other);
  if (a === undefined || b === undefined || a === b) return null;
  return a.day <= b.day ? [a, b] : [b, a];
}

export function pairFields(one: Own, other: Own): Fields {
  return { one: one.id, other: other.id, "one-kind": one.kind, "other-kind": other.kind };
}

/** Two phones may have kept the same two: they are shown once. */
export function readPairs(items: readonly Item[], entries: ReadonlyMap<string, Entry>): KeptPair[] {
  const found = new Map<string, KeptPair>();
  for (const { id, fields } of items) {
    const two = pairOf(entries, String(fields.one), String(fields.other));
    const key = two?.map((entry) => entry.id).join();
    if (two && key && !found.has(key)) found.set(key, { id, two });
  }
  return [...found.values()];
}
