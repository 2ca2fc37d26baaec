/** A copy of everything a person wrote: taken out as plain data, and brought in again, here or somewhere else. */
import { AREAS, type Area } from "../areas/model.ts";
import { type Bytes, unhex } from "../crypto/encoding.ts";
import { monthName, SETTINGS } from "../sync/document.ts";
import type { Book } from "./book.ts";
import { COLLECTIONS, collectionName, readItems } from "./item.ts";
import { LEAF } from "./leaf.ts";
import type { CopiedPhoto, Day, Item, Leaf, Talks } from "./model.ts";
import type { Pages } from "./pages.ts";
import type { PhonePhotos } from "./photos.ts";
import { makeSetting, TREE_SEED } from "./settings.ts";

const ENTRY_CHANGES = 64;

export interface Copy {
  readonly treeSeed: string;
  readonly leaves: readonly Omit<Leaf, "stamp">[];
  readonly pages: readonly CopiedPage[];
  readonly collections: readonly CopiedCollection[];
  /** To read and to keep. A talk belongs to all who are in it, so that no file brings one in. */
  readonly talks?: readonly CopiedTalk[];
}

export interface CopiedTalk {
  readonly name: string;
  /** Oldest first. by: empty for the person's own. */
  readonly said: readonly { readonly day: Day; readonly by: string; readonly text: string }[];
}

/** Of this account alone, and partly secrets: links that open a talk have no place in a file that is not locked. */
const OF_THE_ACCOUNT = new Set(["invitation", "circle", "met", "passed", "project"]);

/** The items of one kind, in the person's order. */
export interface CopiedCollection {
  readonly kind: string;
  readonly items: readonly Item[];
}

export interface CopiedPage {
  readonly id: string;
  readonly day: Day;
  readonly text: string;
  readonly photos: readonly CopiedPhoto[];
}

/** null for anything that is no copy of a diary. `picture`: the JPEG of a photo, as it lies beside. */
export function readCopy(value: unknown, picture: (photo: string) => Bytes | null): Copy | null {
  if (!isMap(value) || typeof value.treeSeed !== "string" || !/^[0-9a-f]{32}$/.test(value.treeSeed)) return null;
  if (!Array.isArray(value.leaves) || !Array.isArray(value.pages)) return null;
  const { collections = [] } = value; // a copy of before there were any has none
  if (!value.leaves.every(isLeaf) || !value.pages.every(isPage)) return null;
  if (!Array.isArray(collections) || !collections.every(isCollection)) return null;
  const { treeSeed, leaves, pages } = value as unknown as Copy;
  const withPictures = pages.map(({ photos = [], ...page }: CopiedPage) => ({
    ...page,
    photos: photos.map((photo) => ({ ...photo, jpeg: picture(photo.id) })),
  }));
  return { treeSeed, leaves, pages: withPictures, collections };
}

/** Lists that were never written in are left out. */
export async function copyCollections(book: Book): Promise<CopiedCollection[]> {
  const lists = (await book.documents.all(COLLECTIONS)).map((document) => {
    const kind = document.name.slice(COLLECTIONS.length);
    return { kind, items: readItems(document.records().values(), kind) };
  });
  return lists.filter(({ kind, items }) => items.length > 0 && !OF_THE_ACCOUNT.has(kind));
}

/** What was said and not taken back. */
export async function copyTalks({ list }: Talks): Promise<CopiedTalk[]> {
  const found: CopiedTalk[] = [];
  for (const talk of list.value) {
    const nameOf = (by: string) => talk.circle?.nameOf(by) ?? talk.name.value;
    const said = (await talk.find("")).filter(({ text }) => text !== "").reverse();
    const lines = said.map(({ day, by, mine, text }) => ({ day, by: mine ? "" : nameOf(by), text }));
    if (lines.length > 0) found.push({ name: talk.name.value, said: lines });
  }
  return found;
}

/** Writes what is not here yet; what is here stays as it is. An empty diary takes the copy's tree, leaf for leaf. */
export async function bringCopy(
  book: Book,
  pages: Pages,
  photos: PhonePhotos,
  here: readonly Leaf[],
  copy: Copy,
): Promise<void> {
  if (here.length === 0) await book.write(SETTINGS, (tick) => [makeSetting(tick(), TREE_SEED, copy.treeSeed)]);
  const known = new Set(here.map(({ id }) => id));
  const months = new Map<string, Copy["leaves"][number][]>();
  for (const leaf of copy.leaves) {
    if (known.has(leaf.id)) continue;
    const month = months.get(monthName(leaf.day)) ?? [];
    months.set(monthName(leaf.day), month);
    month.push(leaf);
  }
  for (const [month, leaves] of months)
    for (let at = 0; at < leaves.length; at += ENTRY_CHANGES) {
      const some = leaves.slice(at, at + ENTRY_CHANGES);
      await book.write(month, (tick) =>
        some.map(({ id, tile, area, day, text, slot, removed }) => ({
          type: LEAF,
          id: unhex(id),
          stamp: tick(),
          fields: { tile, area, day, text, slot, ...(removed ? { deleted: true } : {}) },
        })),
      );
    }
  for (const { kind, items } of copy.collections) {
    if (OF_THE_ACCOUNT.has(kind)) continue; // of a copy of before
    const document = await book.documents.get(collectionName(kind));
    const missing = items.filter(({ id }) => !document.records().has(`${kind} ${id}`));
    for (let at = 0; at < missing.length; at += ENTRY_CHANGES) {
      const some = missing.slice(at, at + ENTRY_CHANGES);
      await book.write(collectionName(kind), (tick) =>
        some.map(({ id, order, fields }) => ({
          type: kind,
          id: unhex(id),
          stamp: tick(),
          fields: { ...fields, order },
        })),
      );
    }
  }
  const written = new Set((await pages.list()).map(({ id }) => id));
  for (const page of copy.pages) {
    if (!written.has(page.id)) {
      const text = await pages.read(page.id);
      text.type(page.text);
      await pages.seal(page.id, page.day, text);
    }
    await photos.bring(page.id, page.day, page.photos);
  }
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isId(value: unknown): boolean {
  return typeof value === "string" && /^[0-9a-f]{32}$/.test(value);
}

function isDay(value: unknown): boolean {
  return typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value);
}

function isLeaf(value: unknown): boolean {
  if (!isMap(value) || !isId(value.id) || !isDay(value.day) || !AREAS.includes(value.area as Area)) return false;
  const { tile, text, slot, removed } = value;
  const words = typeof tile === "string" && typeof text === "string";
  return words && Number.isSafeInteger(slot) && (slot as number) >= 0 && typeof removed === "boolean";
}

function isPage(value: unknown): boolean {
  if (!isMap(value) || !isId(value.id) || !isDay(value.day) || typeof value.text !== "string") return false;
  return value.photos === undefined || (Array.isArray(value.photos) && value.photos.every(isPhoto));
}

function isCollection(value: unknown): boolean {
  return isMap(value) && typeof value.kind === "string" && Array.isArray(value.items) && value.items.every(isItem);
}

function isItem(value: unknown): boolean {
  if (!isMap(value) || !isId(value.id) || typeof value.order !== "string" || !isMap(value.fields)) return false;
  return Object.values(value.fields).every((field) => field === null || typeof field !== "object");
}

function isPhoto(value: unknown): boolean {
  const isCount = (number: unknown) => Number.isSafeInteger(number) && (number as number) > 0;
  return isMap(value) && isId(value.id) && [value.width, value.height, value.added].every(isCount);
}
