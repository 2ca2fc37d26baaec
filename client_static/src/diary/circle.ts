/** What a circle has beyond a talk of two: its name, who is in it, and what a host may do (PROTOCOL.md section 3.10). */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Bytes } from "../crypto/encoding.ts";
import { CIRCLE, type CircleWords, NO_WORDS, newestWords, readCircle } from "../talk/circle.ts";
import { readAbout } from "../talk/model.ts";
import { NoNetwork } from "../transport/http.ts";
import type { Book } from "./book.ts";
import type { Circle, Fields, InCircle } from "./model.ts";
import { aboutOf, circleOf, type TalkSpace } from "./talk_space.ts";

const ONLY = new Uint8Array(16);
type Write = (document: string, type: string, id: Bytes, fields: Fields) => Promise<void>;

export class PhoneCircle implements Circle {
  readonly #book: Book;
  readonly #space: TalkSpace;
  readonly #write: Write;
  readonly #read = signal(0); // grows when what is shown first was read from the store

  constructor(book: Book, space: TalkSpace, write: Write) {
    this.#book = book;
    this.#space = space;
    this.#write = write;
  }

  /** As its hosts say it: who is one, or was. What others put there counts for nothing. */
  readonly #said: ReadonlySignal<CircleWords> = computed(() => {
    if (!this.#changed()) return NO_WORDS;
    return newestWords([...this.#space.hosts].map((host) => readCircle(this.#records(circleOf(host)))));
  });
  readonly name = computed(() => this.#said.value.name);
  readonly words = computed(() => this.#said.value.words);
  readonly hosting = computed(() => this.#changed() && this.#space.hosting);
  readonly later = computed(() => this.#changed() && !this.#space.wasHere(1));
  readonly people: ReadonlySignal<readonly InCircle[]> = computed(() => {
    if (!this.#changed()) return [];
    const { me, people } = this.#space;
    return people
      .map(({ account, host }) => ({ account, host, mine: account === me, name: this.nameOf(account) }))
      .sort((one, other) => Number(other.mine) - Number(one.mine) || one.name.localeCompare(other.name));
  });

  #changed(): boolean {
    return this.#book.changed.value + this.#read.value >= 0;
  }

  nameOf(account: string): string {
    return readAbout(this.#records(aboutOf(account))).name || this.#said.value.called.get(account) || "";
  }

  #records(document: string) {
    return this.#book.documents.here.get(document)?.records().values() ?? [];
  }

  /** What is shown before the circle is opened. */
  async load(): Promise<void> {
    const all = [this.#space.me, ...this.#space.others];
    const documents = [...all.map(aboutOf), ...[...this.#space.hosts].map(circleOf)];
    await Promise.all(documents.map((name) => this.#book.documents.get(name)));
    this.#read.value += 1;
  }

  /** Said by a host, again for each who comes: they cannot read what was said before. called: how to call the new one. */
  async say(name: string, words: string, called: Readonly<Record<string, string>> = {}): Promise<void> {
    const names = this.people.value.filter((one) => one.name !== "").map((one) => [one.account, one.name] as const);
    const fields = { ...Object.fromEntries(names), ...called, name, words };
    await this.#write(circleOf(this.#space.me), CIRCLE, ONLY, fields);
  }

  takeOut(account: string): Promise<boolean> {
    return changed(this.#book, () => this.#space.takeOut(account));
  }

  makeHost(account: string): Promise<boolean> {
    return changed(this.#book, () => this.#space.makeHost(account));
  }
}

/** False without a network: nothing has changed then. */
export async function changed(book: Book, change: () => Promise<void>): Promise<boolean> {
  try {
    await change();
  } catch (problem) {
    if (problem instanceof NoNetwork) return false;
    throw problem;
  }
  book.tell();
  return true;
}
