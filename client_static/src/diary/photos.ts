/**
 * Photos on this phone: sealed and kept at once, sent when the server is reached, fetched when a page shows them.
 *
 * Own rows: `file/<file>/<index>` a sealed chunk; `upload/<file>` what the server is still to be told of a file.
 *
 * Rule 1: chunks, then what is to be sent, then the record: a record never names what is nowhere.
 * Rule 2: a photo that was taken out stays, here and there, as long as it can be brought back.
 * Rule 3: what the server gives is opened before it is kept.
 */
import type { Signal } from "@preact/signals";
import { cut, openChunk, sealAll } from "../crypto/chunks.ts";
import { type Bytes, hex } from "../crypto/encoding.ts";
import { KIND_CHANGE } from "../crypto/envelope.ts";
import { NotAuthentic } from "../crypto/errors.ts";
import * as suite from "../crypto/suite.ts";
import { makeStamp } from "../sync/clock.ts";
import type { Change } from "../sync/record.ts";
import { deleteFile, getChunk, heldChunks, putChunk } from "../transport/files.ts";
import { Declined, NoNetwork } from "../transport/http.ts";
import type { Book } from "./book.ts";
import { type CopiedPhoto, type Day, type Keeping, PhoneFull, type Photo, type Photos, type Picture } from "./model.ts";
import { type Album, makePhoto, type NewPhoto, OF_PAGES, type PhotoFile, readPhotos, UPLOAD } from "./photo.ts";

const LOCK = "newleaf-files";
const FIRST_MS = 4000;
const SLOWEST_MS = 5 * 60_000;
const DAY_MS = 86_400_000;
const [RETRY, FULL] = [429, 507]; // what no other file would fare better with, too

/** `out`: when it was taken out, 0 where it is to be sent. */
interface Upload {
  readonly page: string;
  readonly id: string;
  readonly out: number;
}

export class PhonePhotos implements Photos {
  readonly #book: Book;
  readonly #written: () => void;
  readonly #album: Album;
  readonly #keeping: Signal<Keeping>;
  readonly #settled = new Set<string>(); // files whose undo is over
  #sending: Promise<void> | null = null;
  #again = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #stopped = false;

  /** `written`: called after an entry was sealed. `keeping`: told how it stands with what is to be sent. */
  constructor(book: Book, written: () => void, keeping: Signal<Keeping>, album: Album = OF_PAGES) {
    this.#book = book;
    this.#album = album;
    this.#written = written;
    this.#keeping = keeping;
    addEventListener("online", this.#wake);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    removeEventListener("online", this.#wake);
  }

  async of(page: string): Promise<readonly Photo[]> {
    const found = await this.#files(page);
    for (const photo of found) if (photo.out) void this.#forgetUnlessUndo(photo);
    return found.filter(({ out }) => !out);
  }

  add(page: string, day: Day, picture: Picture): Promise<void> {
    return this.#addTo(page, day, { id: hex(suite.randomBytes(16)), ...picture });
  }

  /** Those of a page, with their pictures, for a copy. */
  async copied(page: string): Promise<CopiedPhoto[]> {
    const found: CopiedPhoto[] = [];
    for (const { id, width, height, added } of await this.of(page))
      found.push({ id, width, height, added, jpeg: await this.picture(page, id) });
    return found;
  }

  /** From a copy, what was never here, as old as it was. */
  async bring(page: string, day: Day, photos: readonly CopiedPhoto[]): Promise<void> {
    const known = new Set((await this.#files(page)).map(({ id }) => id));
    for (const { jpeg, added, ...photo } of photos)
      if (jpeg !== null && !known.has(photo.id)) await this.#addTo(page, day, { ...photo, jpeg }, makeStamp(added));
  }

  async #addTo(page: string, day: Day, picture: Picture & { id: string }, stamp?: Bytes): Promise<void> {
    const records = [...(await this.#book.documents.get(this.#document(page))).records().values()];
    await this.put(page, picture, (photo, tick) => makePhoto(page, day, photo, records, tick(), stamp));
  }

  /** changes: the entry that names the photo, written once its chunks are kept. */
  async put(
    page: string,
    { jpeg, ...shown }: Picture & { id: string },
    changes: (photo: NewPhoto, tick: () => Bytes) => Change[],
    kind = KIND_CHANGE,
  ): Promise<void> {
    const file = { file: suite.randomBytes(16), key: suite.randomBytes(32), chunks: cut(jpeg).length };
    const photo = { ...shown, ...file };
    try {
      for (const [index, chunk] of (await sealAll(photo, jpeg)).entries())
        await this.#book.writeOwn(chunkRow(hex(photo.file), index), chunk);
      await this.#note(photo.file, { page, id: photo.id, out: 0 });
      await this.#book.documents.get(this.#document(page));
      await this.#book.write(this.#document(page), (tick) => changes(photo, tick), kind);
    } catch (problem) {
      await this.#forget(hex(photo.file)).catch(() => undefined);
      throw problem;
    }
    this.#written();
    this.send();
  }

  async picture(page: string, id: string): Promise<Bytes | null> {
    const photo = await this.#file(page, id);
    if (photo === undefined) return null;
    const parts: Bytes[] = [];
    try {
      for (let index = 0; index < photo.chunks; index++) parts.push(await this.#part(photo, index));
    } catch (problem) {
      if (problem instanceof NoNetwork || problem instanceof Declined) return null;
      if (!(problem instanceof NotAuthentic)) throw problem;
      this.#book.raise("stranger");
      return null;
    }
    return new Uint8Array(await new Blob(parts).arrayBuffer());
  }

  async takeOut(page: string, id: string): Promise<void> {
    const photo = await this.#file(page, id);
    if (photo === undefined) return;
    await this.#note(photo.file, { page, id, out: Date.now() });
    await this.#book.write(this.#document(page), (tick) => this.#album.takeOut(page, id, true, tick()));
    this.#written();
  }

  async bringBack(page: string, id: string): Promise<void> {
    const photo = await this.#file(page, id);
    if (photo === undefined) return;
    await this.#book.write(this.#document(page), (tick) => this.#album.takeOut(page, id, false, tick()));
    await this.#note(photo.file, { page, id, out: 0 });
    this.#written();
    this.send();
  }

  async settle(page: string, ids: readonly string[]): Promise<void> {
    for (const { id, file } of await this.#files(page)) if (ids.includes(id)) this.#settled.add(hex(file));
    this.send();
  }

  /** Tells the server what it is still to be told, now or when it is next reached. One tab at a time does so. */
  send(): void {
    if (this.#stopped) return;
    this.#again = this.#sending !== null;
    this.#sending ??= alone(() => this.#sendAll())
      .catch((problem: unknown) => this.#later(problem))
      .finally(() => {
        this.#sending = null;
        if (this.#again) this.send();
      });
  }

  /** The server came back from an older copy: whatever of it is here, it is asked whether it still has. */
  async sendAgain(): Promise<void> {
    const names = new Set((await this.#book.ownNames("file/")).map((name) => name.split("/")[1]));
    for (const document of await this.#book.documents.all(this.#album.prefix))
      for (const { id, file, out } of readPhotos(document.records().values()))
        if (!out && names.has(hex(file)))
          await this.#note(file, { page: document.name.slice(this.#album.prefix.length), id, out: 0 });
    this.send();
  }

  async #sendAll(): Promise<void> {
    const tried = new Set<string>();
    let refused: unknown;
    for (;;) {
      const rows = (await this.#book.ownNames(UPLOAD)).map((name) => name.slice(UPLOAD.length));
      const next = rows.find((file) => !tried.has(file));
      if (next === undefined) break;
      tried.add(next);
      const upload = await this.#book.readOwn<Upload>(UPLOAD + next);
      if (upload === undefined || this.#stopped) continue;
      if (upload.out === 0) this.#keeping.value = "sending";
      try {
        await this.#tell(next, upload);
      } catch (problem) {
        refused ??= problem;
        if (!(problem instanceof Declined) || problem.status >= RETRY) break; // one that is refused stops no other
      }
    }
    if (refused !== undefined) throw refused;
    this.#failures = 0;
    this.#keeping.value = "everywhere";
  }

  async #tell(file: string, { page, id, out }: Upload): Promise<void> {
    if (out > 0) {
      if (!this.#settled.has(file) && Date.now() - out < DAY_MS) return; // it may be brought back, in whichever tab
      await this.#signedIn(() => deleteFile(file));
      return this.#forget(file);
    }
    const photo = await this.#file(page, id);
    if (photo === undefined) return; // its record is being written
    if (photo.out) return this.#forget(file); // on another phone
    const held = await this.#signedIn(() => heldChunks(file));
    for (let index = 0; index < photo.chunks; index++) {
      const chunk = held.has(index) ? undefined : await this.#book.readOwn<Bytes>(chunkRow(file, index));
      if (chunk !== undefined) await this.#signedIn(() => putChunk(file, index, chunk));
    }
    // Taken out while it was sent: then the row says so, and stays.
    if ((await this.#book.readOwn<Upload>(UPLOAD + file))?.out === 0) await this.#book.removeOwn(UPLOAD + file);
  }

  /** A session is only had over HTTP; the connection of the log has none that the browser would send along. */
  async #signedIn<T>(work: () => Promise<T>): Promise<T> {
    await this.#book.person.reachServer();
    try {
      return await work();
    } catch (problem) {
      if (!(problem instanceof Declined) || problem.status !== 401) throw problem;
      await this.#book.person.signIn();
      return work();
    }
  }

  readonly #wake = () => {
    this.#failures = 0;
    this.send();
  };

  #later(problem: unknown): void {
    if (problem instanceof Declined && problem.status === FULL) this.#keeping.value = "server-full";
    clearTimeout(this.#timer);
    const delay = Math.min(SLOWEST_MS, FIRST_MS * 2 ** this.#failures) * (0.5 + Math.random() / 2);
    this.#failures = Math.min(this.#failures + 1, 10);
    this.#timer = setTimeout(() => this.send(), delay);
  }

  /** A chunk from this phone, or else from the server, and from then on kept here. */
  async #part(photo: PhotoFile, index: number): Promise<Bytes> {
    const file = hex(photo.file);
    const kept = await this.#book.readOwn<Bytes>(chunkRow(file, index));
    if (kept !== undefined) return openChunk(photo, index, kept);
    if (!this.#book.person.account.registered) throw new NoNetwork();
    const chunk = await this.#signedIn(() => getChunk(file, index));
    const part = await openChunk(photo, index, chunk);
    await this.#book.writeOwn(chunkRow(file, index), chunk).catch((problem: unknown) => {
      if (!(problem instanceof PhoneFull)) throw problem; // shown all the same
    });
    return part;
  }

  async #files(page: string): Promise<PhotoFile[]> {
    return readPhotos((await this.#book.documents.get(this.#document(page))).records().values());
  }

  #document(page: string): string {
    return this.#album.prefix + page;
  }

  async #file(page: string, id: string): Promise<PhotoFile | undefined> {
    return (await this.#files(page)).find((photo) => photo.id === id);
  }

  #note(file: Bytes, upload: Upload): Promise<void> {
    return this.#book.writeOwn(UPLOAD + hex(file), upload);
  }

  async #forgetUnlessUndo({ file }: PhotoFile): Promise<void> {
    const upload = await this.#book.readOwn<Upload>(UPLOAD + hex(file));
    if (upload === undefined || upload.out === 0) await this.#forget(hex(file));
  }

  async #forget(file: string): Promise<void> {
    for (const prefix of [`file/${file}/`, UPLOAD + file])
      for (const name of await this.#book.ownNames(prefix)) await this.#book.removeOwn(name);
  }
}

function chunkRow(file: string, index: number): string {
  return `file/${file}/${index}`;
}

async function alone(work: () => Promise<void>): Promise<void> {
  if (!("locks" in navigator)) return work();
  await navigator.locks.request(LOCK, work);
}
