/** A page's edits as records of type `text` (PROTOCOL.md section 5.1), without what it takes to read their letters. */
import { hex } from "../crypto/encoding.ts";
import type { RecordState, Value } from "./record.ts";
import type { Edit } from "./text.ts";

export const TEXT = "text";
const ID_DIGITS = 32;

export function hasText(records: Iterable<RecordState>): boolean {
  for (const { type } of records) if (type === TEXT) return true;
  return false;
}

export function readEdits(records: Iterable<RecordState>): Edit[] {
  const found: Edit[] = [];
  for (const { type, id, fields } of records) {
    const update = fields.update?.value;
    const after = fields.after?.value;
    if (type !== TEXT || !(update instanceof Uint8Array) || !(after instanceof Uint8Array)) continue;
    found.push({ id, update, after: idsOf(after), whole: fields.whole?.value === true });
  }
  return found;
}

/** The edits that a whole one holds, by id: they may go. */
export function superseded(records: Iterable<RecordState>): Set<string> {
  const edits = new Map(readEdits(records).map((edit) => [edit.id, edit]));
  const gone = new Set<string>();
  const open = [...edits.values()].filter(({ whole }) => whole);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const id of next.after) {
      const before = edits.get(id);
      if (before === undefined || gone.has(id)) continue;
      gone.add(id);
      open.push(before);
    }
  }
  return gone;
}

function idsOf(after: Value): string[] {
  const digits = hex(after as Uint8Array);
  const ids: string[] = [];
  for (let at = 0; at + ID_DIGITS <= digits.length; at += ID_DIGITS) ids.push(digits.slice(at, at + ID_DIGITS));
  return ids;
}
