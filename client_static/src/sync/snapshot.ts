/**
 * Snapshots: one entry that stands for all entries of a document so far, which may then go (PROTOCOL.md section 6.3).
 *
 * Rule 1: a snapshot names each entry that it stands for; what the log lacks is a hole only where a snapshot names it.
 * Rule 2: nobody lets entries go for a snapshot that lacks anything which this phone knows.
 * Rule 3: what two phones do at once stays right: snapshots merge as changes do, and letting go twice is letting go once.
 */
import { encode } from "@msgpack/msgpack";
import { type Bytes, hex, unhex } from "../crypto/encoding.ts";
import { readU64 } from "../crypto/envelope.ts";
import { Malformed, Parked } from "../crypto/errors.ts";
import { unpack } from "../crypto/msgpack.ts";
import { type DocumentState, isMap, READER, SCHEMA, sorted } from "./document.ts";
import { hasText, superseded, TEXT } from "./edits.ts";
import type { Change, Field, RecordState, Value } from "./record.ts";
import { missing } from "./restore.ts";

export const STUB_BYTES = 40;
const AT_BYTES = 24;
const DAY_MS = 86_400_000;
/** So long a phone that is away keeps others from letting go. */
export const GRACE_MS = 30 * DAY_MS;
/** Entries of a document that make a snapshot worth its own. */
const MANY = 64;
const MANY_OF_A_PAGE = 16;

/** `records`: as acknowledged, each field with its stamp (clamped) and device; `covers`: ascending seqs. */
export interface Snapshot {
  readonly records: readonly RecordState[];
  readonly covers: readonly number[];
}

/** What the log keeps of an entry that went: its hash, so that the chain of the log still verifies. */
export interface Stub {
  readonly envelopeHash: Bytes;
  readonly counter: number;
}

/** null for an envelope: those are longer. */
export function readStub(envelope: Uint8Array): Stub | null {
  if (envelope.length !== STUB_BYTES) return null;
  const view = new DataView(envelope.buffer, envelope.byteOffset);
  return { envelopeHash: envelope.slice(0, 32) as Bytes, counter: readU64(view, 32) };
}

/** The content of a kind 2 envelope. Everything is sorted, so that both languages write equal bytes. */
export function encodeSnapshot({ records, covers }: Snapshot): Bytes {
  const ordered = [...records].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const ats = [...new Set(ordered.flatMap(({ fields }) => Object.values(fields).map(({ at }) => at)))].sort();
  const place = new Map(ats.map((at, index) => [at, index]));
  const rows = ordered.map(({ type, id, fields }) => {
    const pairs = Object.entries(fields).map(([name, { value, at }]) => [name, [value, place.get(at)]] as const);
    return [type, unhex(id), sorted(Object.fromEntries(pairs))];
  });
  const steps = covers.map((seq, at) => seq - (covers[at - 1] ?? 0));
  return encode([SCHEMA, READER, ats.map(unhex), rows, steps]).slice() as Bytes;
}

/** Throws Parked for content of a newer program, Malformed for anything not readable at all. */
export function decodeSnapshot(content: Uint8Array): Snapshot {
  const value = unpack(content);
  if (!Array.isArray(value) || !Number.isSafeInteger(value[1])) throw new Malformed("snapshot");
  if ((value[1] as number) > READER) throw new Parked("reader");
  const [, , ats, rows, steps] = value as unknown[];
  if (!Array.isArray(ats) || !Array.isArray(rows) || !Array.isArray(steps)) throw new Malformed("snapshot");
  const stamps = ats.map((at: unknown) => {
    if (!(at instanceof Uint8Array) || at.length !== AT_BYTES) throw new Malformed("snapshot");
    return hex(at);
  });
  return { records: rows.map((row) => readRecord(row, stamps)), covers: readCovers(steps) };
}

function readRecord(row: unknown, stamps: readonly string[]): RecordState {
  if (!Array.isArray(row) || row.length < 3) throw new Malformed("snapshot");
  const [type, id, fields] = row as unknown[];
  const sound = typeof type === "string" && id instanceof Uint8Array && id.length === 16 && isMap(fields);
  if (!sound) throw new Malformed("snapshot");
  const read = Object.entries(fields).map(([name, field]) => [name, readField(field, stamps)] as const);
  return { type, id: hex(id), fields: Object.fromEntries(read) };
}

function readField(field: unknown, stamps: readonly string[]): Field {
  const at = Array.isArray(field) && typeof field[1] === "number" ? stamps[field[1]] : undefined;
  if (at === undefined) throw new Malformed("snapshot");
  return { value: (field as [Value])[0], at };
}

function readCovers(steps: readonly unknown[]): number[] {
  let seq = 0;
  return steps.map((step) => {
    if (!Number.isSafeInteger(step) || (step as number) < 1) throw new Malformed("snapshot");
    seq += step as number;
    if (!Number.isSafeInteger(seq)) throw new Malformed("snapshot");
    return seq;
  });
}

export function isWorthIt(document: DocumentState): boolean {
  return document.seqs.size >= (hasText(document.confirmed.values()) ? MANY_OF_A_PAGE : MANY);
}

/**
 * Of all that is acknowledged; null where it cannot be made now.
 * `seenByAll`: the seq that every other phone had seen when it last wrote. Edits of a page become one only where nobody
 * can still be writing after an older one. `at`: stamp || device of the edit that takes their place, in hex.
 */
export async function makeSnapshot(
  document: DocumentState,
  seenByAll: number,
  at: string,
  now: number,
): Promise<Snapshot | null> {
  let records: readonly RecordState[] | null = [...document.confirmed.values()];
  const covers = [...new Set([...document.covered, ...document.seqs])].sort((one, other) => one - other);
  if (hasText(records)) {
    const newest = Math.max(0, ...document.seqs);
    if (newest > seenByAll && document.received > now - GRACE_MS) return null;
    const { compacted } = await import("./compact_text.ts");
    records = compacted(records, at);
  }
  return records === null || covers.length === 0 ? null : { records, covers };
}

/** What this phone knows and the snapshot lacks; null where it knows entries that are not covered. */
export async function lacking(document: DocumentState, snapshot: Snapshot): Promise<Change[] | null> {
  const covers = new Set(snapshot.covers);
  if ([...document.seqs].some((seq) => !covers.has(seq))) return null;
  const theirs = new Map(snapshot.records.map((record) => [keyOf(record), record]));
  const mine = [...document.confirmed.values()];
  const texts = hasText(mine) ? await import("./compact_text.ts") : null;
  const same = texts?.sameText(mine, snapshot.records) ?? false;
  const compared = same ? mine.filter(({ type }) => type !== TEXT) : mine;
  return missing(new Map(compared.map((record) => [keyOf(record), record])), theirs);
}

/** Takes a snapshot that stands at `seq`; taking it again changes nothing. */
export function adoptSnapshot(document: DocumentState, seq: number, received: number, snapshot: Snapshot): void {
  for (const record of snapshot.records) document.lay(record);
  for (const gone of superseded(document.confirmed.values())) document.drop(`${TEXT} ${gone}`);
  for (const covered of snapshot.covers) document.covered.add(covered);
  document.place(seq, received);
  for (const covered of snapshot.covers) document.seqs.delete(covered);
}

function keyOf({ type, id }: RecordState): string {
  return `${type} ${id}`;
}
