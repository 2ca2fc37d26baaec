/** Journal pages: a document a page, whose text is made of edits that only grow (PROTOCOL.md section 5.1). */
import { type Bytes, concat, unhex } from "../crypto/encoding.ts";
import { TEXT } from "../sync/edits.ts";
import { type Change, gone, type RecordState } from "../sync/record.ts";
import type { Day, Page } from "./model.ts";

export const PAGE = "page";
const LINE = 120; // letters of a page that a list shows
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
