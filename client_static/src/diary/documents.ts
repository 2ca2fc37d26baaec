/**
 * The documents of a space on this phone, by name: read from the store when they are first asked for.
 *
 * Stored are acknowledged entries only; what waits in the outbox is laid over them (Book, rule 2). The log knows
 * documents by ids that say nothing; the names behind them are found by deriving the ids of names that may be meant.
 */
import { type Bytes, hex, unhex } from "../crypto/encoding.ts";
import * as envelopes from "../crypto/envelope.ts";
import type { Row, Rows } from "../storage/store.ts";
import { DocumentState, decodeContent, SETTINGS, type StoredDocument } from "../sync/document.ts";
import type { Outbox, Pending } from "../sync/outbox.ts";
import type { RecordState } from "../sync/record.ts";
import { ANSWER } from "../today/answers.ts";
import type { Content } from "./content.ts";
import { collectionName } from "./item.ts";
import { PAGES } from "./page.ts";
import type { Space } from "./space.ts";

export const OF_THE_LOG = "log"; // entries that are about the log itself; their document id is zeros
const DAYS = "days/";
/** Beside the days: how things are set, and the answers that stand on Today, which must not jump into place. */
export const AT_START: readonly string[] = [SETTINGS, collectionName(ANSWER)];
const OTHER = "other/"; // documents of a newer program, by their id

export class Documents {
  readonly #store: Rows;
  readonly #space: Space;
  readonly #deviceId: Bytes;
  readonly #outbox: () => Outbox;
  readonly #here = new Map<string, DocumentState>();
  readonly #names = new Map<string, string>(); // document id in hex -> name

  constructor(store: Rows, space: Space, deviceId: Bytes, outbox: () => Outbox) {
    this.#store = store;
    this.#space = space;
    this.#deviceId = deviceId;
    this.#outbox = outbox;
  }

  /** Reads what the first screen needs: the days, and how things are set. Others are read again when they are asked for. */
  async load(): Promise<void> {
    const [days, ...set] = await Promise.all([
      this.#store.readAll<StoredDocument>(rowOf(DAYS)),
      ...AT_START.map((name) => this.#store.read<StoredDocument>(rowOf(name))),
    ]);
    this.#here.clear();
    for (const [row, stored] of days) this.#here.set(nameOf(row), new DocumentState(nameOf(row), stored));
    for (const [at, name] of AT_START.entries()) this.#here.set(name, new DocumentState(name, set[at]));
  }

  /** Those of another log take the place of all. */
  replace(documents: Iterable<readonly [name: string, document: DocumentState]>): void {
    this.#here.clear();
    for (const [name, document] of documents) this.#here.set(name, document);
  }

  /** Read anew: what waits is laid over them again. */
  take(documents: Iterable<readonly [name: string, document: DocumentState]>): void {
    for (const [name, document] of documents) this.#here.set(name, document);
    for (const pending of this.#outbox().entries()) this.propose(pending);
  }

  /** Those that were read. */
  get here(): ReadonlyMap<string, DocumentState> {
    return this.#here;
  }

  /** The document that holds a leaf: the month that it was first written into, whatever its day is now. */
  ofLeaf(leaf: string): string | undefined {
    for (const [name, document] of this.#here) if (document.records().has(`leaf ${leaf}`)) return name;
    return undefined;
  }

  /** Of every day. */
  *days(): Iterable<RecordState> {
    for (const [name, document] of this.#here) if (name.startsWith(DAYS)) yield* document.records().values();
  }

  /** What the person set, on any of their phones. */
  settings(): Iterable<RecordState> {
    return this.#here.get(SETTINGS)?.records().values() ?? [];
  }

  /** With this phone's pending changes over it. */
  async get(name: string): Promise<DocumentState> {
    const known = this.#here.get(name);
    if (known !== undefined) return known;
    const stored = await this.#store.read<StoredDocument>(rowOf(name));
    return this.#here.get(name) ?? this.#opened(name, stored);
  }

  /** Every document whose name begins so. */
  async all(prefix: string): Promise<DocumentState[]> {
    for (const [row, stored] of await this.#store.readAll<StoredDocument>(rowOf(prefix)))
      if (!this.#here.has(nameOf(row))) this.#opened(nameOf(row), stored);
    for (const { document } of this.#outbox().entries()) if (document.startsWith(prefix)) await this.get(document);
    return [...this.#here].filter(([name]) => name.startsWith(prefix)).map(([, document]) => document);
  }

  /** The names of those that begin so; nothing is opened. */
  async namesOf(prefix: string): Promise<string[]> {
    const stored = (await this.#store.names(rowOf(prefix))).map(nameOf);
    const waiting = this.#outbox()
      .entries()
      .map(({ document }) => document);
    return [...new Set([...stored, ...this.#here.keys(), ...waiting])].filter((name) => name.startsWith(prefix)).sort();
  }

  #opened(name: string, stored: StoredDocument | undefined): DocumentState {
    const document = new DocumentState(name, stored);
    this.#here.set(name, document);
    for (const pending of this.#outbox().entries()) if (pending.document === name) this.propose(pending);
    return document;
  }

  /** Lays what waits over its document, where that was read. */
  propose(pending: Pending): void {
    const { document: name, counter, content } = pending;
    if (!envelopes.saysChanges(envelopes.decodeHeader(pending.envelope).kind)) return;
    let document = this.#here.get(name);
    if (document === undefined) {
      if (!name.startsWith(DAYS)) return; // laid over the document when it is read
      document = new DocumentState(name);
      this.#here.set(name, document);
    }
    document.propose(this.#deviceId, counter, decodeContent(content));
  }

  /** As the store keeps them. */
  rows(names: Iterable<string>): Row[] {
    return [...names].map((name) => rowFor(this.#here.get(name)!));
  }

  // Names and ids

  idOf(name: string): Promise<Bytes> {
    if (name === OF_THE_LOG) return Promise.resolve(new Uint8Array(16));
    return name.startsWith(OTHER)
      ? Promise.resolve(unhex(name.slice(OTHER.length)))
      : this.#space.keys.documentId(name);
  }

  /** The name behind a document id, into which a device wrote: the names that its content tells of are tried. */
  async nameOf(header: envelopes.Header, content: Content, device: Uint8Array): Promise<string> {
    const { documentId: id, epoch } = header;
    if (id.every((byte) => byte === 0)) return OF_THE_LOG;
    const name = await this.#nameOf(hex(id), epoch, content, device);
    return this.#space.isFor(name, device) ? name : `${OTHER}${hex(id)}`;
  }

  async #nameOf(key: string, epoch: number, content: Content, device: Uint8Array): Promise<string> {
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    for (const name of [
      ...this.#space.namesIn(content, device),
      ...[...this.#here.keys()].filter((name) => !name.startsWith(OTHER)),
    ])
      if (await this.#isNamed(key, epoch, name)) return name;
    // A page that no screen read yet.
    for (const row of await this.#store.names(rowOf(PAGES)))
      if (await this.#isNamed(key, epoch, nameOf(row))) return nameOf(row);
    this.#names.set(key, `${OTHER}${key}`);
    return `${OTHER}${key}`;
  }

  async #isNamed(key: string, epoch: number, name: string): Promise<boolean> {
    const derived = hex(await this.#space.keys.documentId(name, epoch));
    this.#names.set(derived, name);
    return derived === key;
  }
}

export function rowFor(document: DocumentState): Row {
  return [rowOf(document.name), document.stored()];
}

function rowOf(name: string): string {
  return `document/${name}`;
}

function nameOf(row: string): string {
  return row.slice(rowOf("").length);
}
