/** Journal pages: a document a page, whose text is made of edits that only grow (PROTOCOL.md section 5.1). */
import { type Bytes, concat, hex, unhex } from "../crypto/encoding.ts";
import { type Change, gone, type RecordState } from "../sync/record.ts";
import type { Edit } from "../sync/text.ts";
import type { Day, Page } from "./model.ts";

export const PAGE = "page";
const TEXT = "text";
const LINE = 120; // letters of a page that a list shows
const ID_DIGITS = 32;
export const PAGES = "page/";

export function pageDocument(id: string): string {
  return `${PAGES}${id}`;
}

/** How a page begins, in one line. */
export function lineOf(text: string): string {
  return [...text.trim().split(/\s+/).join(" ")].slice(0, LINE).join("");
}

/** One entry: the page as a list shows it, and the edit. */
export function makeEdit(
  page: { id: string; day: Day; text: string },
  edit: { id: Bytes; update: Bytes; after: readonly string[] },
  stamp: Bytes,
): Change[] {
  const after = concat(...edit.after.map(unhex));
  return [
    { type: PAGE, id: unhex(page.id), stamp, fields: { day: page.day, line: lineOf(page.text) } },
    { type: TEXT, id: edit.id, stamp, fields: { update: edit.update, after } },
  ];
}

/** null where the document holds no page, or one that makes no sense. */
export function readPage(records: Iterable<RecordState>): Page | null {
  for (const record of records) {
    const day = record.fields.day?.value;
    const line = record.fields.line?.value;
    if (record.type !== PAGE || typeof day !== "string" || typeof line !== "string") continue;
    return { id: record.id, day, line, changed: record.fields.line?.at ?? "", removed: gone(record) };
  }
  return null;
}

export function readEdits(records: Iterable<RecordState>): Edit[] {
  const found: Edit[] = [];
  for (const { type, id, fields } of records) {
    const update = fields.update?.value;
    const after = fields.after?.value;
    if (type !== TEXT || !(update instanceof Uint8Array) || !(after instanceof Uint8Array)) continue;
    const digits = hex(after);
    const known: string[] = [];
    for (let at = 0; at + ID_DIGITS <= digits.length; at += ID_DIGITS) known.push(digits.slice(at, at + ID_DIGITS));
    found.push({ id, update, after: known });
  }
  return found;
}
