/**
 * The journal on this phone: pages as a list, and a page that is open.
 *
 * Rule 1: every burst of typing is kept on this phone at once (a draft); an entry is sealed on a pause and on leaving,
 *         so that a page is a few entries and not one a letter.
 * Rule 2: an edit is made to the text that the person saw, so nothing that came meanwhile is overwritten unseen.
 */
import { signal } from "@preact/signals";
import { hex, unhex } from "../crypto/encoding.ts";
import * as suite from "../crypto/suite.ts";
import { readEdits } from "../sync/edits.ts";
import type { Rewrite, Text } from "../sync/text.ts";
import type { Book } from "./book.ts";
import { fold } from "./fold.ts";
import type { Day, OpenPage, Page } from "./model.ts";
import { makeEdit, PAGE, PAGES, pageDocument, readPage } from "./page.ts";

const DRAFT = "draft/";
const BURST_MS = 300;
const PAUSE_MS = 4000;

/** What was typed and is not sealed yet, and which edits the person was looking at. */
interface Draft {
  readonly day: Day;
  readonly text: string;
  readonly after: readonly string[];
}

export class Pages {
  readonly #book: Book;
  readonly #written: () => void;
  readonly #found = new Map<string, { changed: string; text: string }>(); // what search has read

  /** `written`: called after an entry was sealed. */
  constructor(book: Book, written: () => void) {
    this.#book = book;
    this.#written = written;
  }

  /** Newest day first; removed ones are left out. */
  async list(): Promise<Page[]> {
    await this.#keepDrafts();
    const pages: Page[] = [];
    for (const document of await this.#book.documents.all(PAGES)) {
      const page = readPage(document.records().values());
      if (page !== null && !page.removed) pages.push(page);
    }
    return pages.sort((one, other) => (one.day + one.changed < other.day + other.changed ? 1 : -1));
  }

  /** Pages that hold all of these words, wherever; read on this phone only. */
  async search(words: string): Promise<Page[]> {
    const wanted = fold(words).split(/\s+/).filter(Boolean);
    const found: Page[] = [];
    for (const page of await this.list()) {
      const text = await this.#textOf(page);
      if (wanted.every((word) => text.includes(word))) found.push(page);
    }
    return found;
  }

  async #textOf(page: Page): Promise<string> {
    const known = this.#found.get(page.id);
    if (known?.changed === page.changed) return known.text;
    const text = fold((await this.read(page.id)).toString());
    this.#found.set(page.id, { changed: page.changed, text });
    return text;
  }

  async read(id: string): Promise<Text> {
    const { Text } = await import("../sync/text.ts");
    const document = await this.#book.documents.get(pageDocument(id));
    return new Text(readEdits(document.records().values()));
  }

  async open(id: string | null, day: Day): Promise<OpenPage> {
    const page = new Open(this.#book, this, this.#written, id ?? hex(suite.randomBytes(16)), day);
    await page.begin();
    return page;
  }

  async remove(id: string, deleted: boolean): Promise<void> {
    const change = { type: PAGE, id: unhex(id), fields: { deleted } };
    await this.#book.write(pageDocument(id), (tick) => [{ ...change, stamp: tick() }]);
    this.#written();
  }

  /** What was typed when the app was ended from outside is sealed now. A page that is open elsewhere keeps its own. */
  async #keepDrafts(): Promise<void> {
    for (const name of await this.#book.ownNames(DRAFT)) {
      const id = name.slice(DRAFT.length);
      await alone(id, () => this.recover(id));
    }
  }

  async #sealDraft(id: string, { day, text, after }: Draft): Promise<void> {
    const now = await this.read(id);
    if (now.has(after)) {
      const page = now.at(after);
      page.type(text);
      return this.seal(id, day, page);
    }
    // What it was written after went into a snapshot: it stands below what is there.
    if (!now.toString().includes(text)) now.type(`${now.toString()}\n${text}`);
    await this.seal(id, day, now);
  }

  /** Makes an entry of what was typed, if anything was, and lets the draft go. */
  async seal(id: string, day: Day, page: Text): Promise<void> {
    const typed = page.unsealed();
    if (typed !== null) {
      const edit = { ...typed, id: suite.randomBytes(16) };
      const text = page.toString();
      await this.#book.write(pageDocument(id), (tick) => makeEdit({ id, day, text }, edit, tick()));
      page.sealed(hex(edit.id), typed);
      this.#written();
    }
    await this.#book.removeOwn(DRAFT + id);
  }

  /** What was typed in a page when the app was ended from outside. */
  async recover(id: string): Promise<void> {
    const draft = await this.#book.readOwn<Draft>(DRAFT + id);
    if (draft !== undefined) await this.#sealDraft(id, draft);
  }
}

class Open implements OpenPage {
  readonly id: string;
  readonly text = signal("");
  readonly rewritten = signal<Rewrite | null>(null);
  readonly kept = signal(true);
  readonly #book: Book;
  readonly #pages: Pages;
  readonly #written: () => void;
  #day: Day;
  #page: Text | null = null;
  #mine = false; // no other tab has it open
  #burst: ReturnType<typeof setTimeout> | undefined;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #work: Promise<void> = Promise.resolve();
  #release: () => void = () => undefined;

  constructor(book: Book, pages: Pages, written: () => void, id: string, day: Day) {
    this.#book = book;
    this.#pages = pages;
    this.#written = written;
    this.id = id;
    this.#day = day;
  }

  async begin(): Promise<void> {
    await new Promise<void>((opened) => {
      void alone(this.id, () => {
        this.#mine = true;
        opened();
        return new Promise<void>((closed) => {
          this.#release = closed;
        });
      }).then(opened); // open in another tab as well: then that one keeps drafts of a crash
    });
    if (this.#mine) await this.#pages.recover(this.id);
    const page = readPage((await this.#book.documents.get(pageDocument(this.id))).records().values());
    if (page !== null) this.#day = page.day;
    await this.look();
  }

  /** Reads the page again where nothing is typed that is not sealed. */
  async look(): Promise<void> {
    if (!this.kept.value) return;
    const text = await this.#pages.read(this.id);
    if (!this.kept.value) return;
    this.#page = text;
    this.text.value = text.toString();
    this.rewritten.value = text.rewritten();
  }

  type(text: string): void {
    this.text.value = text;
    this.kept.value = false;
    clearTimeout(this.#pause);
    this.#burst ??= setTimeout(() => {
      this.#burst = undefined;
      void this.#queue(() => this.#draft());
    }, BURST_MS);
    this.#pause = setTimeout(() => void this.keep(), PAUSE_MS);
  }

  /** Seals what was typed. Resolves when it is durable on this phone. */
  keep(): Promise<void> {
    clearTimeout(this.#burst);
    clearTimeout(this.#pause);
    this.#burst = undefined;
    return this.#queue(async () => {
      if (this.kept.value || this.#page === null) return;
      const text = this.text.value;
      this.#page.type(text);
      await this.#pages.seal(this.id, this.#day, this.#page);
      if (this.text.value !== text) return; // typed on meanwhile: the next pause keeps it
      this.kept.value = true;
      await this.look();
    });
  }

  async choose(text: string): Promise<void> {
    this.type(text);
    await this.keep();
  }

  async close(): Promise<void> {
    await this.keep();
    this.#release();
    this.#written();
  }

  async #draft(): Promise<void> {
    if (this.kept.value || this.#page === null) return;
    await this.#book.writeOwn(DRAFT + this.id, { day: this.#day, text: this.text.value, after: this.#page.newest() });
  }

  #queue(work: () => Promise<void>): Promise<void> {
    const done = this.#work.then(work);
    this.#work = done.catch(() => undefined);
    return done;
  }
}

/** Runs `work` if no other tab has this page open. */
async function alone(id: string, work: () => Promise<void>): Promise<void> {
  if (!("locks" in navigator)) return work();
  await navigator.locks.request(`newleaf-page-${id}`, { ifAvailable: true }, (lock) =>
    lock === null ? undefined : work(),
  );
}
