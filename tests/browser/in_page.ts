/**
 * What a test does inside a page of the built app: it takes the app's own diary in hand, as a screen does, and reads
 * what is stored with the phone's own keys. Bundled by `hands.py` and evaluated in the page; no part of the app.
 */
import { encode } from "@msgpack/msgpack";
import { hex, unhex } from "../../client_static/src/crypto/encoding.ts";
import { type Account, spaceKeys } from "../../client_static/src/diary/account.ts";
import type { Diary, Item, Leaf } from "../../client_static/src/diary/model.ts";
import { Store } from "../../client_static/src/storage/store.ts";
import type { StoredDocument } from "../../client_static/src/sync/document.ts";
import type { RecordState } from "../../client_static/src/sync/record.ts";

type Fields = { day?: string; text?: string };
/** Where on a page is written, as a share of it; how many letters are taken away there; what is put. */
type Pen = readonly [at: number, away: number, put: string];
/** As Preact marks it, under the names that its own tools rely on. */
type Drawn = { readonly props?: { readonly value?: unknown } | null; readonly __k?: Drawn | (Drawn | null)[] | null };

const DOCUMENT = "document/";
const OTHER = "other/";

/** The diary that is handed to every screen: it hangs on what Preact drew. */
function find(drawn: Drawn | null): Diary | undefined {
  const given = drawn?.props?.value;
  if (given instanceof Object && "addLeaf" in given) return given as Diary;
  for (const part of [drawn?.__k ?? []].flat()) {
    const found = find(part);
    if (found) return found;
  }
  return undefined;
}

const diary = find(document.getElementById("app") as Drawn | null)!;
const opened = Store.open();

/** The first that has come to this phone. */
function first(ids: readonly string[]): Leaf | null {
  const leaves = new Map(diary.leaves.value.map((leaf) => [leaf.id, leaf]));
  return ids.map((id) => leaves.get(id)).find((leaf) => leaf !== undefined) ?? null;
}

/** The leaf as a screen has it then. */
async function after(ids: readonly string[], work: (id: string) => Promise<unknown>): Promise<Leaf | null> {
  const leaf = first(ids);
  if (leaf === null) return null;
  await work(leaf.id);
  return first([leaf.id]);
}

const hopes = () => diary.collection("hope");

/** As a screen has them once what has come is read. */
async function listed(): Promise<readonly Item[]> {
  do await new Promise((resolve) => setTimeout(resolve));
  while (hopes().items.value === null);
  return hopes().items.value ?? [];
}

function placeOf(share: number, items: readonly Item[]): number {
  return Math.floor(share * (items.length + 1));
}

/** The first that has come to this phone and stands in the list. */
async function ofHopes(ids: readonly string[], work: (id: string) => Promise<unknown>): Promise<string | null> {
  const here = new Set((await listed()).map(({ id }) => id));
  const id = ids.find((one) => here.has(one));
  if (id !== undefined) await work(id);
  return id ?? null;
}

function written(text: string, [at, away, put]: Pen): string {
  const letters = [...text];
  letters.splice(Math.floor(at * (letters.length + 1)), away, ...put);
  return letters.join("");
}

const hands = {
  add: (leaf: Parameters<Diary["addLeaf"]>[0]) => diary.addLeaf(leaf),
  change: (ids: string[], fields: Fields) => after(ids, (id) => diary.changeLeaf(id, fields)),
  remove: (ids: string[]) => after(ids, (id) => diary.removeLeaf(id)),
  bring_back: (ids: string[]) => after(ids, (id) => diary.bringBackLeaf(id)),

  /** A new page where no id is given. Two who rewrote one passage: both are kept before anything is written. */
  async write(ids: string[], day: string, pen: Pen, answer: boolean) {
    const id = first(ids)?.id ?? null;
    if (ids.length > 0 && id === null) return null;
    const page = await diary.openPage(id);
    const both = page.rewritten.value?.both;
    if (both !== undefined && answer) await page.choose(both);
    const text = written(page.text.value, pen);
    page.type(text);
    await page.keep();
    const kept = page.text.value;
    await page.close();
    if (id === null) await diary.addLeaf({ tile: "wrote", area: "heard", day, id: page.id });
    return { id: page.id, typed: text, kept };
  },

  /** Writes and does not keep it: the draft alone is on the phone when this ends. */
  async begin(ids: string[], pen: Pen) {
    const id = first(ids)?.id;
    if (id === undefined) return null;
    const page = await diary.openPage(id);
    page.type(written(page.text.value, pen));
    const store = await opened;
    while (!(await store.names("own/draft/")).includes(`own/draft/${id}`))
      await new Promise((resolve) => setTimeout(resolve, 20));
    return { id };
  },

  remove_page: (ids: string[]) => after(ids, (id) => diary.removePage(id)),
  bring_back_page: (ids: string[]) => after(ids, (id) => diary.bringBackPage(id)),
  name: (id: string, name: string) => diary.namePhone(id, name),

  hope: async (text: string, place: number) => hopes().add({ text }, placeOf(place, await listed())),
  change_hope: (ids: string[], text: string) => ofHopes(ids, (id) => hopes().change(id, { text })),
  move_hope: (ids: string[], place: number) =>
    ofHopes(ids, async (id) => hopes().move(id, placeOf(place, (await listed()).slice(1)))),
  take_out_hope: (ids: string[]) => ofHopes(ids, (id) => hopes().takeOut(id)),
  bring_back_hope: (id: string) => hopes().bringBack(id),

  /** How far this phone has the log, what waits to be sent, and whatever should never be there. */
  async standing() {
    const store = await opened;
    const replica = await store.read<{ cursor: number; parked: number[]; chain: Uint8Array }>("replica");
    return {
      cursor: replica?.cursor ?? 0,
      chain: hex(replica?.chain ?? new Uint8Array(32)),
      waiting: (await store.names("outbox/")).length,
      drafts: (await store.names("own/draft/")).length,
      parked: replica?.parked ?? [],
      alarms: diary.alarms.value,
    };
  },

  /** What is acknowledged, from the store, as bytes that are equal where the content is. In base64. */
  async content() {
    const store = await opened;
    const account = (await store.read<Account>("account"))!;
    const { documentId } = await spaceKeys(account);
    const documents: [string, unknown[]][] = [];
    for (const [row, { records }] of await store.readAll<StoredDocument>(DOCUMENT)) {
      const name = row.slice(DOCUMENT.length);
      if (records.length === 0) continue;
      const id = name.startsWith(OTHER) ? name.slice(OTHER.length) : hex(await documentId(name));
      documents.push([id, byKey(records.map((record) => [`${record.id}${record.type}`, plain(record)]))]);
    }
    return base64(encode(byKey(documents.map(([id, records]) => [id, [unhex(id), records]]))));
  },

  /** What screens show. */
  async view() {
    const pages = [];
    for (const { id, day, line } of await diary.pages()) {
      const page = await diary.openPage(id);
      pages.push({ id, day, line, text: page.text.value, asked: page.rewritten.value?.both ?? null });
      await page.close();
    }
    const names = Object.fromEntries(diary.phones.value.map(({ id, name }) => [id, name]));
    const kept = (await listed()).map(({ id, order, fields }) => ({ id, order, text: fields.text }));
    return { leaves: diary.leaves.value, pages, names, seed: diary.treeSeed.value, hopes: kept };
  },
};

/** In the order of the keys, which are plain ASCII. */
function byKey(pairs: readonly (readonly [string, unknown])[]): unknown[] {
  return [...pairs].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, value]) => value);
}

function plain({ type, id, fields }: RecordState): unknown {
  return [
    type,
    unhex(id),
    byKey(Object.entries(fields).map(([name, { value, at }]) => [name, [name, value, unhex(at)]])),
  ];
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

Object.assign(globalThis, { hands });
