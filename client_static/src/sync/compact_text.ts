/** A page's edits as one, and whether two sets of edits say the same. Loaded where a snapshot of a page is made or read. */
import { readEdits, TEXT } from "./edits.ts";
import { merge, type RecordState } from "./record.ts";
import { Text } from "./text.ts";

/**
 * The records with one edit in place of all; null while two are the newest, or one is missing.
 * The newest keeps its id, so that what somebody writes after it still comes after it.
 */
export function compacted(records: readonly RecordState[], at: string): RecordState[] | null {
  const text = new Text(readEdits(records));
  const [newest, ...others] = text.newest();
  const update = text.whole();
  if (newest === undefined || others.length > 0 || update === null) return null;
  const fields = { update: { value: update, at }, whole: { value: true, at } };
  return records
    .filter(({ type, id }) => type !== TEXT || id === newest)
    .map((record) => (record.type === TEXT ? merge(record, { type: TEXT, id: newest, fields }) : record));
}

export function sameText(mine: Iterable<RecordState>, theirs: Iterable<RecordState>): boolean {
  return new Text(readEdits(mine)).toString() === new Text(readEdits(theirs)).toString();
}
