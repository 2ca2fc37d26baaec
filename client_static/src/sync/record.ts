/**
 * Records and how they merge (PROTOCOL.md section 5).
 *
 * Rule 1: each field keeps the value with the greatest `at` = stamp || device id.
 * Rule 2: where `at` is equal, the greater MessagePack bytes win, so that no order of arrival can matter.
 * Rule 3: a record is gone where `deleted` is true and no other field is newer than that.
 */
import { encode } from "@msgpack/msgpack";
import { type Bytes, concat, hex } from "../crypto/encoding.ts";
import { compareBytes } from "./clock.ts";

export type Value = string | number | boolean | null | Uint8Array;

/** New values for some fields of one record. */
export interface Change {
  readonly type: string;
  readonly id: Bytes;
  readonly stamp: Bytes;
  readonly fields: Readonly<Record<string, Value>>;
}

/** `at`: stamp || device id, 24 bytes in hex, which sorts as the bytes do. */
export interface Field {
  readonly value: Value;
  readonly at: string;
}

export interface RecordState {
  readonly type: string;
  readonly id: string; // hex
  readonly fields: Readonly<Record<string, Field>>;
}

export function newer(left: Field, right: Field): Field {
  if (left.at !== right.at) return left.at > right.at ? left : right;
  return compareBytes(encode(left.value), encode(right.value)) >= 0 ? left : right;
}

export function mergeFields(left: RecordState["fields"], right: RecordState["fields"]): Record<string, Field> {
  const merged = new Map(Object.entries(left)); // a map: a field may be named __proto__
  for (const [name, field] of Object.entries(right)) {
    const mine = merged.get(name);
    merged.set(name, mine === undefined ? field : newer(mine, field));
  }
  return Object.fromEntries(merged);
}

export function asRecord(change: Change, device: Uint8Array): RecordState {
  const at = hex(concat(change.stamp, device));
  const fields = Object.fromEntries(Object.entries(change.fields).map(([name, value]) => [name, { value, at }]));
  return { type: change.type, id: hex(change.id), fields };
}

export function merge(left: RecordState, right: RecordState): RecordState {
  return { type: left.type, id: left.id, fields: mergeFields(left.fields, right.fields) };
}

export function gone(record: RecordState): boolean {
  const deleted = record.fields.deleted;
  if (deleted?.value !== true) return false;
  return Object.entries(record.fields).every(([name, field]) => name === "deleted" || field.at <= deleted.at);
}
