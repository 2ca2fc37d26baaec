/** The settings document: small values by name, and what a person calls their phones. */
import { type Bytes, hex, utf8 } from "../crypto/encoding.ts";
import { sha256Now } from "../crypto/suite.ts";
import { type Change, gone, type RecordState, type Value } from "../sync/record.ts";

export const PHONE = "phone";
const SETTING = "setting";
/** The tree's shape where it came with a copy: else it follows from the space's key. */
export const TREE_SEED = "tree-seed";

/** Derived, so that two phones that set the same thing apart change the same record. */
function settingId(name: string): Bytes {
  return sha256Now(utf8(`newleaf/v1/setting/${name}`)).slice(0, 16);
}

export function makeSetting(stamp: Bytes, name: string, value: Value): Change {
  return { type: SETTING, id: settingId(name), stamp, fields: { name, value } };
}

export function readSetting(records: Iterable<RecordState>, name: string): Value | undefined {
  const id = hex(settingId(name));
  for (const record of records)
    if (record.type === SETTING && record.id === id && !gone(record)) return record.fields.value?.value;
  return undefined;
}

/** By device id. */
export function phoneNames(records: Iterable<RecordState>): Map<string, string> {
  const names = new Map<string, string>();
  for (const record of records) {
    const name = record.fields.name?.value;
    if (record.type === PHONE && typeof name === "string" && !gone(record)) names.set(record.id, name);
  }
  return names;
}
