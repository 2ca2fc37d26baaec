/**
 * A document: what is acknowledged, and this phone's own pending changes laid over it.
 *
 * `confirmed` depends only on the set of entries taken, never on their order, so it is equal on all of a person's
 * phones. Pending changes count with their own stamp until `received` is known; then they are confirmed, clamped.
 */
import { encode } from "@msgpack/msgpack";
import type { Bytes } from "../crypto/encoding.ts";
import { Malformed, Parked } from "../crypto/errors.ts";
import { unpack } from "../crypto/msgpack.ts";
import { clamp } from "./clock.ts";
import { asRecord, type Change, merge, type RecordState, type Value } from "./record.ts";

export const SCHEMA = 1;
export const READER = 1;
export const SETTINGS = "settings";

/** The document of a day `YYYY-MM-DD`. */
export function monthName(day: string): string {
  return `days/${day.slice(0, 7)}`;
}

/** The content of a kind 1 envelope. Field names are sorted, so that both languages write equal bytes. */
export function encodeContent(changes: readonly Change[]): Bytes {
  const rows = changes.map((change) => [change.type, change.id, change.stamp, sorted(change.fields)]);
  return encode([SCHEMA, READER, rows]).slice() as Bytes;
}

/** Throws Parked for content of a newer program, Malformed for anything not readable at all. */
export function decodeContent(content: Uint8Array): Change[] {
  const value = unpack(content);
  if (!Array.isArray(value) || !Number.isSafeInteger(value[1])) throw new Malformed("content");
  if ((value[1] as number) > READER) throw new Parked("reader");
  const rows: unknown = value[2];
  if (!Array.isArray(rows)) throw new Malformed("content");
  return rows.map(readChange);
}

/** What the store keeps of a document: its records, and where its entries stand in the log. */
export interface StoredDocument {
  readonly records: readonly RecordState[];
  readonly seqs: readonly number[];
  readonly covered: readonly number[];
  readonly received: number;
}

export class DocumentState {
  readonly name: string;
  readonly confirmed: Map<string, RecordState>; // changed by the methods here only
  /** Entries of the log that stand for themselves, and those that a snapshot stands for. */
  readonly seqs: Set<number>;
  readonly covered: Set<number>;
  /** Time of the newest entry. */
  received: number;
  readonly pending = new Map<number, { device: Bytes; changes: readonly Change[] }>();
  #shown: Map<string, RecordState> | null = null; // until something is confirmed

  constructor(name: string, stored: Partial<StoredDocument> = {}) {
    this.name = name;
    this.confirmed = new Map();
    for (const record of stored.records ?? []) this.confirmed.set(keyOf(record), record);
    this.seqs = new Set(stored.seqs);
    this.covered = new Set(stored.covered);
    this.received = stored.received ?? 0;
  }

  stored(): StoredDocument {
    const { confirmed, seqs, covered, received } = this;
    return { records: [...confirmed.values()], seqs: [...seqs], covered: [...covered], received };
  }

  /** An entry of this document stands at `seq`. */
  place(seq: number, received: number): void {
    if (!this.covered.has(seq)) this.seqs.add(seq);
    this.received = Math.max(this.received, received);
  }

  lay(record: RecordState): void {
    this.#shown = null;
    lay(this.confirmed, record);
  }

  /** Takes an entry of the log; taking it again changes nothing. */
  confirm(device: Uint8Array, received: number, changes: readonly Change[]): void {
    for (const change of changes) this.lay(asRecord({ ...change, stamp: clamp(change.stamp, received) }, device));
  }

  /** Lays an own change on top that the server has not acknowledged yet. */
  propose(device: Bytes, counter: number, changes: readonly Change[]): void {
    this.pending.set(counter, { device, changes });
    if (this.#shown !== null) for (const change of changes) lay(this.#shown, asRecord(change, device));
  }

  /** Own changes that are in the log by now, or stand in another document. */
  withdraw(counter: number): void {
    this.#shown = null;
    this.pending.delete(counter);
  }

  /** A record whose content another one has. */
  drop(key: string): void {
    this.#shown = null;
    this.confirmed.delete(key);
  }

  /** The own entry `counter` is in the log since `received`. */
  settle(counter: number, received: number): void {
    const waiting = this.pending.get(counter);
    if (waiting === undefined) return;
    this.withdraw(counter);
    this.confirm(waiting.device, received, waiting.changes);
  }

  /** What a screen shows: confirmed, with the pending changes over it. A record is the same one until it changes. */
  records(): ReadonlyMap<string, RecordState> {
    if (this.pending.size === 0) return this.confirmed;
    if (this.#shown === null) {
      this.#shown = new Map(this.confirmed);
      for (const { device, changes } of this.pending.values())
        for (const change of changes) lay(this.#shown, asRecord(change, device));
    }
    return this.#shown;
  }
}

function keyOf(record: RecordState): string {
  return `${record.type} ${record.id}`;
}

function lay(records: Map<string, RecordState>, record: RecordState): void {
  const mine = records.get(keyOf(record));
  records.set(keyOf(record), mine === undefined ? record : merge(mine, record));
}

export function sorted<T>(fields: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function readChange(row: unknown): Change {
  if (!Array.isArray(row) || row.length < 4) throw new Malformed("change");
  const [type, id, stamp, fields] = row as unknown[];
  const bytes = id instanceof Uint8Array && id.length === 16 && stamp instanceof Uint8Array && stamp.length === 8;
  if (typeof type !== "string" || !bytes || !isMap(fields)) throw new Malformed("change");
  return { type, id: id.slice() as Bytes, stamp: stamp.slice() as Bytes, fields };
}

export function isMap(value: unknown): value is Record<string, Value> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}
