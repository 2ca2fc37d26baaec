/** The record of a photo, in its page's document (PROTOCOL.md section 5.3). */
import { type File, MOST_CHUNKS } from "../crypto/chunks.ts";
import { type Bytes, unhex } from "../crypto/encoding.ts";
import { stampMs } from "../sync/clock.ts";
import { type Change, gone, type RecordState, type Value } from "../sync/record.ts";
import type { Day, Photo } from "./model.ts";
import { PAGE, PAGES, readPage } from "./page.ts";

export const PHOTO = "photo";
export const UPLOAD = "upload/"; // own rows: of what the server is still to be told
const [FILE_BYTES, KEY_BYTES, STAMP_DIGITS] = [16, 32, 16];

/** With the file behind it, which screens need not know. */
export interface PhotoFile extends Photo, File {
  readonly out: boolean; // taken out of its page
}

export type NewPhoto = Omit<PhotoFile, "added" | "out">;

/** As fields of its record. */
export function photoFields({ file, key, chunks, width, height }: NewPhoto): Record<string, Value> {
  return { file, key, chunks, width, height };
}

/** One entry for a page of these records: the page first, so that a reader can tell which one it is. */
export function makePhoto(
  page: string,
  day: Day,
  photo: NewPhoto,
  records: Iterable<RecordState>,
  stamp: Bytes,
  added = stamp,
): Change[] {
  const known = readPage(records);
  const ofPage: Record<string, Value> = known === null ? { day, line: "" } : { day: known.day };
  return [
    { type: PAGE, id: unhex(page), stamp, fields: ofPage },
    { type: PHOTO, id: unhex(photo.id), stamp: added, fields: photoFields(photo) },
  ];
}

function takeOut(page: string, id: string, deleted: boolean, stamp: Bytes): Change[] {
  return [
    { type: PAGE, id: unhex(page), stamp, fields: {} },
    { type: PHOTO, id: unhex(id), stamp, fields: { deleted } },
  ];
}

/** Where photos stand: in journal pages, or beside what is said in a talk. */
export interface Album {
  readonly prefix: string; // of its documents; what follows is the page
  takeOut(page: string, id: string, deleted: boolean, stamp: Bytes): Change[];
}

export const OF_PAGES: Album = { prefix: PAGES, takeOut };

/** In the order of their adding, those that are taken out as well; what makes no sense is left out. */
export function readPhotos(records: Iterable<RecordState>): PhotoFile[] {
  const found: [at: string, photo: PhotoFile][] = [];
  for (const record of records) {
    const photo = read(record);
    if (photo !== null) found.push([`${record.fields.file?.at}${record.id}`, photo]);
  }
  return found.sort(([one], [other]) => (one < other ? -1 : 1)).map(([, photo]) => photo);
}

function read(record: RecordState): PhotoFile | null {
  const value = (name: string) => record.fields[name]?.value;
  const [file, key, chunks, width, height] = ["file", "key", "chunks", "width", "height"].map(value);
  if (record.type !== PHOTO || !isBytes(file, FILE_BYTES) || !isBytes(key, KEY_BYTES)) return null;
  if (!isCount(chunks) || !isCount(width) || !isCount(height) || chunks > MOST_CHUNKS) return null;
  const added = stampMs(unhex(record.fields.file!.at.slice(0, STAMP_DIGITS)));
  return { id: record.id, file, key, chunks, width, height, added, out: gone(record) };
}

function isBytes(value: Value | undefined, length: number): value is Bytes {
  return value instanceof Uint8Array && value.length === length;
}

function isCount(value: Value | undefined): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0;
}
