/**
 * The diary as it lies on this phone: the account, the documents, what waits to be sent, and how they are stored.
 *
 * Rule 1: an entry, its place in the outbox and the device's chain are written in one strict transaction.
 * Rule 2: stored documents hold acknowledged entries only; pending ones are laid over them from the outbox.
 * Rule 3: tabs never use a counter twice: writing holds a lock and reads the chain afresh.
 */
import { signal } from "@preact/signals";
import { cardOf } from "../crypto/card.ts";
import { type Bytes, concat, equal, hex, unhex } from "../crypto/encoding.ts";
import * as envelopes from "../crypto/envelope.ts";
import { NotAuthentic, Parked } from "../crypto/errors.ts";
import { addedAt, type Identity, mayHaveWritten, verifyLog } from "../crypto/identity.ts";
import * as suite from "../crypto/suite.ts";
import type { Row, Rows } from "../storage/store.ts";
import { Clock } from "../sync/clock.ts";
import {
  DocumentState,
  decodeContent,
  encodeContent,
  monthName,
  SETTINGS,
  type StoredDocument,
} from "../sync/document.ts";
import type { Entry } from "../sync/frames.ts";
import { type Accepted, Outbox, type Pending } from "../sync/outbox.ts";
import type { Change, RecordState } from "../sync/record.ts";
import { EMPTY, type Head, Replica, type ReplicaState } from "../sync/replica.ts";
import { ENTRY_CHANGES, encodeRestart, Restoring } from "../sync/restore.ts";
import {
  decodeSnapshot,
  encodeSnapshot,
  GRACE_MS,
  isWorthIt,
  lacking,
  makeSnapshot,
  type Snapshot,
} from "../sync/snapshot.ts";
import { dayOf } from "../today/day.ts";
import { Declined, readConfig } from "../transport/http.ts";
import {
  type Account,
  putCard,
  refreshLog,
  register,
  retire,
  type SpaceKeys,
  spaceKeys,
  takeOff,
  withLog,
} from "./account.ts";
import { type Content, isSnapshot, layContent, namesIn, stampsOf } from "./content.ts";
import type { Keeping, Phone } from "./model.ts";
import { PAGES } from "./page.ts";
import { signIn } from "./sign_in.ts";
import type { Arrived } from "./sync.ts";

const WRITE_LOCK = "newleaf-write";
const DAYS = "days/";
const PARKED = "parked/";
const PRUNE = "prune/"; // what the server may let go, by the snapshot that stands for it
const OF_THE_LOG = "log"; // entries that are about the log itself; their document id is zeros
const OTHER = "other/"; // documents of a newer program, by their id
const TAKE_OFF_TRIES = 8;
const HEAR_MS = 500;

interface Chain {
  readonly counter: number;
  readonly hash: Bytes;
  readonly clock: Bytes;
}

const FIRST_CHAIN: Chain = { counter: 0, hash: new Uint8Array(32), clock: new Uint8Array(8) };

/** Entries that may go; not before `due` (ms). */
interface Prune {
  readonly seqs: readonly number[];
  readonly due: number;
}

type Landed = Pick<Entry, "seq" | "received">;

/** Maps and sets as MessagePack can hold them. */
interface StoredReplica extends Omit<ReplicaState, "heads" | "ahead"> {
  readonly heads: readonly (readonly [string, Head])[];
  readonly ahead: readonly (readonly [number, unknown])[];
}

export class Book {
  keys: SpaceKeys;
  readonly dsk: CryptoKey;
  readonly keeping = signal<Keeping>("phone");
  readonly alarms = signal<readonly string[]>([]);
  /** Ids of phones that came to the tree and that the person has not been told of. */
  readonly newcomers = signal<readonly string[]>([]);
  readonly account$ = signal<Account>(null as never);
  readonly changed = signal(0);
  readonly fetched = signal<{ done: number; of: number } | null>(null);
  outbox = new Outbox();
  replica = new Replica();
  /** The server came back from an older copy, and this phone put back what was missing. */
  readonly restored = signal(false);
  /** Called after something was stored, so that other tabs read it. */
  onStored: () => void = () => undefined;
  /** Called when the account's log says that the person deleted everything, on whichever phone. */
  onRetired: () => void = () => undefined;
  readonly #store: Rows;
  readonly #documents = new Map<string, DocumentState>();
  readonly #names = new Map<string, string>(); // document id in hex -> name
  #identity: Identity | null = null;
  #restoring: Restoring | null = null;
  #prunes = new Map<number, Prune>();
  readonly #again: [name: string, changes: readonly Change[]][] = []; // what a snapshot of another phone lacked
  #clock = new Clock();
  #counter = 0; // of the newest own entry that this tab knows of
  #online = false;
  #serverFull = false;
  #reaching: Promise<void> | null = null;

  private constructor(store: Rows, account: Account, keys: SpaceKeys, dsk: CryptoKey) {
    this.#store = store;
    this.keys = keys;
    this.dsk = dsk;
    this.account$.value = account;
  }

  get account(): Account {
    return this.account$.value;
  }

  /** The book on this phone, or null before Start. */
  static async open(store: Rows): Promise<Book | null> {
    const [account, dsk] = await Promise.all([store.read<Account>("account"), store.readKey("dsk")]);
    if (account === undefined || dsk === undefined) return null;
    const book = new Book(store, account, await spaceKeys(account), dsk);
    await book.load();
    if (account.log.length > 0) void book.#know();
    return book;
  }

  /** Keeps a new account on this phone. */
  static async create(store: Rows, account: Account, dsk: CryptoKey): Promise<Book> {
    await store.writeKey("dsk", dsk);
    await store.write([
      ["account", account],
      ["chain", FIRST_CHAIN],
    ]);
    const book = await Book.open(store);
    if (book === null) throw new Error("what was just written is not there");
    return book;
  }

  async #know(): Promise<void> {
    this.#identity ??= await verifyLog(this.account.accountId, this.account.log);
    await this.#lookForStrangers();
    this.#tell();
  }

  /** Reads everything from the store: at start, and when another tab wrote. */
  async load(): Promise<void> {
    const [account, chain, stored, documents, settings, outbox, alarms, restored, prunes] = await Promise.all([
      this.#store.read<Account>("account"),
      this.#store.read<Chain>("chain"),
      this.#store.read<StoredReplica>("replica"),
      this.#store.readAll<StoredDocument>(rowOf(DAYS)),
      this.#store.read<StoredDocument>(rowOf(SETTINGS)),
      this.#store.readAll<Pending>("outbox/"),
      this.#store.read<string[]>("alarms"),
      this.#store.read<boolean>("restored"),
      this.#store.readAll<Prune>(PRUNE),
    ]);
    this.#prunes = new Map([...prunes].map(([row, prune]) => [Number(row.slice(PRUNE.length)), prune]));
    if (account !== undefined) await this.#use(account);
    this.#clock = new Clock(chain?.clock);
    this.#counter = chain?.counter ?? 0;
    this.replica = new Replica(stored === undefined ? EMPTY : thawReplica(stored));
    this.outbox = new Outbox(outbox.values());
    this.#documents.clear();
    for (const [row, stored] of documents) this.#documents.set(nameOf(row), new DocumentState(nameOf(row), stored));
    this.#documents.set(SETTINGS, new DocumentState(SETTINGS, settings));
    for (const pending of outbox.values()) this.#propose(pending);
    if (alarms !== undefined) this.alarms.value = alarms;
    this.restored.value = restored ?? false;
    this.#tell();
  }

  /** As load, while nobody writes: what this tab is about to keep would be missing on its screen. */
  loadAlone(): Promise<void> {
    return locked(() => this.load());
  }

  /** What another tab put into the outbox: the tab that keeps the connection sends it. */
  async readOutbox(): Promise<void> {
    for (const pending of (await this.#store.readAll<Pending>("outbox/")).values()) {
      if (this.outbox.has(pending.counter) || this.#settled(pending)) continue;
      this.outbox.add(pending);
      this.#propose(pending);
    }
    this.#tell();
  }

  /** The document that holds a leaf: the month that it was first written into, whatever its day is now. */
  documentOf(leaf: string): string | undefined {
    for (const [name, document] of this.#documents) if (document.records().has(`leaf ${leaf}`)) return name;
    return undefined;
  }

  /** Of every day; other documents are read when a screen asks for them. */
  *records(): Iterable<RecordState> {
    for (const [name, document] of this.#documents) if (name.startsWith(DAYS)) yield* document.records().values();
  }

  /** What the person set, on any of their phones. */
  settings(): Iterable<RecordState> {
    return this.#documents.get(SETTINGS)?.records().values() ?? [];
  }

  /** A document with this phone's pending changes over it, read from the store where it was not yet. */
  async document(name: string): Promise<DocumentState> {
    const known = this.#documents.get(name);
    if (known !== undefined) return known;
    const stored = await this.#store.read<StoredDocument>(rowOf(name));
    return this.#documents.get(name) ?? this.#opened(name, stored);
  }

  /** Every document whose name begins so. */
  async documents(prefix: string): Promise<DocumentState[]> {
    for (const [row, stored] of await this.#store.readAll<StoredDocument>(rowOf(prefix)))
      if (!this.#documents.has(nameOf(row))) this.#opened(nameOf(row), stored);
    for (const { document } of this.outbox.entries()) if (document.startsWith(prefix)) await this.document(document);
    return [...this.#documents].filter(([name]) => name.startsWith(prefix)).map(([, document]) => document);
  }

  #opened(name: string, stored: StoredDocument | undefined): DocumentState {
    const document = new DocumentState(name, stored);
    this.#documents.set(name, document);
    for (const pending of this.outbox.entries()) if (pending.document === name) this.#propose(pending);
    return document;
  }

  /** A row that only this phone keeps: never sealed into an entry, never sent. */
  readOwn<T>(name: string): Promise<T | undefined> {
    return this.#store.read<T>(`own/${name}`);
  }

  writeOwn(name: string, value: unknown): Promise<void> {
    return this.#store.write([[`own/${name}`, value]]);
  }

  async ownNames(prefix: string): Promise<string[]> {
    return (await this.#store.names(`own/${prefix}`)).map((row) => row.slice("own/".length));
  }

  removeOwn(name: string): Promise<void> {
    return this.#store.write([], [`own/${name}`]);
  }

  /** Seals a change and keeps it on this phone. Resolves when it is durable. */
  write(name: string, makeChanges: (tick: () => Bytes) => readonly Change[]): Promise<void> {
    return this.#add(name, envelopes.KIND_CHANGE, (tick) => encodeContent(makeChanges(tick)));
  }

  async #add(name: string, kind: number, makeContent: (tick: () => Bytes) => Bytes): Promise<void> {
    await locked(async () => {
      const chain = (await this.#store.read<Chain>("chain")) ?? FIRST_CHAIN;
      // Another tab wrote and may be gone: its entry goes first, or the server would find this one's counter too far.
      if (chain.counter !== this.#counter) await this.readOutbox();
      const clock = new Clock(chain.clock);
      clock.observe(this.#clock.last);
      const content = makeContent(() => clock.tick(Date.now()));
      const { pending, next } = await this.#seal(chain, name, content, kind);
      await this.#store.write([
        [outboxRow(pending.counter), pending],
        ["chain", { ...next, clock: clock.last }],
      ]);
      this.#clock = clock;
      this.#counter = pending.counter;
      this.outbox.add(pending);
      this.#propose(pending);
    });
    this.#tell();
    this.onStored();
  }

  /** Seals an entry of this phone after `chain`; the caller stores it and the chain's next place together. */
  async #seal(chain: Chain, name: string, content: Bytes, kind: number): Promise<{ pending: Pending; next: Chain }> {
    const counter = chain.counter + 1;
    const documentId = name === OF_THE_LOG ? new Uint8Array(16) : await this.#idOf(name);
    const header = { spaceId: this.account.spaceId, documentId, counter, epoch: this.keys.epoch, kind };
    const pending = await this.#sealed(header, chain.hash, name, content);
    return { pending, next: { ...chain, counter, hash: pending.hash } };
  }

  async #sealed(header: envelopes.Header, prev: Bytes, document: string, content: Bytes): Promise<Pending> {
    const author = { deviceId: this.account.deviceId, key: this.dsk, prev };
    const key = this.keys.envelope(header.epoch)!;
    const sealed = await envelopes.seal(header, key, author, this.replica.seen(), content);
    return { counter: header.counter, document, content, ...sealed };
  }

  /**
   * Seals what waits from `counter` on with the keys of now; false where it is so already.
   * Only for entries that the server refused as `old-epoch`: those stand nowhere in the log, nor do later ones.
   */
  async reseal(counter: number): Promise<boolean> {
    const rows: Pending[] = [];
    await locked(async () => {
      await this.readOutbox();
      const chain = await this.#store.read<Chain>("chain");
      let prev: Bytes | null = null;
      for (const pending of this.outbox.entries()) {
        if (pending.counter < counter) continue;
        const header = envelopes.decodeHeader(pending.envelope);
        if (prev === null && header.epoch === this.keys.epoch) return;
        prev ??= (await this.open(pending.envelope, header)).prev;
        const again: Pending = await this.#sealed(
          { ...header, epoch: this.keys.epoch },
          prev,
          pending.document,
          pending.content,
        );
        prev = again.hash;
        rows.push(again);
      }
      if (prev === null || chain === undefined) return;
      await this.#store.write([
        ...rows.map((pending) => [outboxRow(pending.counter), pending] as const),
        ["chain", { ...chain, hash: prev }],
      ]);
      for (const pending of rows) this.outbox.replace(pending);
    });
    return rows.length > 0;
  }

  /** An envelope of this space. Throws Parked for an epoch that is not known yet, NotAuthentic for a stranger's. */
  async open(envelope: Uint8Array, header: envelopes.Header): Promise<envelopes.Opened> {
    const key = this.keys.envelope(header.epoch);
    if (key === undefined) throw new Parked("epoch");
    const opened = await envelopes.open(envelope, header, key, (id) => this.deviceKey(id));
    const known = this.#identity;
    if (known === null || !mayHaveWritten(known, opened.deviceId, header.counter, opened.hash))
      throw new NotAuthentic();
    return opened;
  }

  // What sync brings

  /** The log that is read: of another generation while one is looked at, else the one that is kept. */
  get following(): Replica {
    return this.#restoring?.replica ?? this.replica;
  }

  logOpened(logId: Bytes): void {
    this.#restoring = this.replica.opened(logId) ? null : new Restoring(logId);
  }

  /** Everything of the log is here: one of another generation is adopted, and what it lacks is written again. */
  async caughtUp(): Promise<void> {
    const restoring = this.#restoring;
    const logId = restoring?.replica.logId;
    if (restoring === null || !logId) return;
    await this.refreshLog();
    await this.reachServer();
    await locked(async () => {
      await this.readOutbox();
      await this.documents("");
      let chain = (await this.#store.read<Chain>("chain")) ?? FIRST_CHAIN;
      const earlier = await this.#store.readAll<unknown>("outbox/");
      const lost = restoring.lost(this.#documents);
      this.replica = restoring.replica;
      const rows: Pending[] = [];
      const add = async (name: string, content: Bytes, kind: number) => {
        const { pending, next } = await this.#seal(chain, name, content, kind);
        rows.push(pending);
        chain = next;
      };
      await add(OF_THE_LOG, encodeRestart(logId), envelopes.KIND_CONTROL);
      for (const { name, changes } of lost) await add(name, encodeContent(changes), envelopes.KIND_CHANGE);
      const alarms = this.alarms.value.filter((what) => what !== "rolled-back");
      await this.#store.write(
        [
          ...[...restoring.documents].map(([name, document]) => [rowOf(name), document.stored()] as const),
          ...rows.map((pending) => [outboxRow(pending.counter), pending] as const),
          ...restoring.parked.map((item) => [parkedRow(item.seq), item] as const),
          ["chain", chain],
          ["replica", freezeReplica(this.replica.state())],
          ["alarms", alarms],
          ["restored", true],
        ],
        [...earlier.keys(), ...(await this.#store.names(PARKED)), ...(await this.#store.names(PRUNE))],
      );
      this.#restoring = null;
      this.#prunes.clear();
      this.#documents.clear();
      for (const [name, document] of restoring.documents) this.#documents.set(name, document);
      this.outbox = new Outbox();
      for (const pending of rows) {
        this.outbox.add(pending);
        this.#propose(pending);
      }
      this.#counter = chain.counter;
      this.alarms.value = alarms;
      this.restored.value = true;
    });
    this.#tell();
    this.onStored();
  }

  /** Entries of the log that were checked: stored with the cursor in one transaction. */
  async take(arrived: readonly Arrived[]): Promise<void> {
    if (this.#restoring !== null) return this.#takeAside(this.#restoring, arrived);
    const touched = new Set<string>();
    const removals: string[] = [];
    const rows: Row[] = [];
    for (const { item, opened, content, placed } of arrived) {
      const { counter } = placed;
      const own = equal(item.device, this.account.deviceId) ? this.outbox.get(counter) : undefined;
      if (placed.hole) {
        // Of an own entry whose acknowledgement was lost: a snapshot stands for it by now.
        if (own === undefined || !equal(suite.sha256Now(own.envelope), placed.envelopeHash)) continue;
        (await this.document(own.document)).settle(counter, item.received);
        touched.add(own.document);
      } else if (opened === null || content === null) {
        rows.push([parkedRow(item.seq), item]);
        continue;
      } else {
        const name = await this.#nameOf(opened.header.documentId, content);
        const document = await this.document(name);
        if (own !== undefined) document.pending.delete(counter);
        for (const stamp of stampsOf(content, item.received)) this.#clock.observe(stamp);
        if (isSnapshot(content)) rows.push(...(await this.#judge(document, opened.deviceId, item, content)));
        layContent(document, opened.deviceId, item, content);
        touched.add(name);
      }
      if (own !== undefined && this.outbox.seenInLog(counter)) removals.push(outboxRow(counter));
    }
    await this.#keep(touched, removals, rows);
  }

  /** The documents that a screen shows first: this month, and how things are set. */
  firstSeen(): Promise<Bytes[]> {
    return Promise.all([monthName(dayOf(new Date())), SETTINGS].map((name) => this.keys.documentId(name)));
  }

  /** Entries before their turn: shown now; when the log brings them they change nothing. */
  async glimpse(read: readonly Arrived[]): Promise<void> {
    if (this.#restoring !== null) return;
    const touched = new Set<string>();
    for (const { item, opened, content } of read) {
      if (opened === null || content === null) continue;
      const name = await this.#nameOf(opened.header.documentId, content);
      layContent(await this.document(name), opened.deviceId, item, content);
      touched.add(name);
    }
    await this.#keep(touched, []);
  }

  // Snapshots

  /** Seals a snapshot of one document that has grown by many entries; false where there is none. */
  async compact(now: number): Promise<boolean> {
    const due = [...this.#documents.values()].filter(isWorthIt);
    if (due.length === 0 || this.#restoring !== null) return false;
    const parked = new Set((await this.parked()).map(({ envelope }) => hex(envelope.slice(28, 44))));
    for (const document of due) {
      const page = document.name.startsWith(PAGES) ? document.name.slice(PAGES.length) : "";
      const drafted = page !== "" && (await this.readOwn(`draft/${page}`)) !== undefined;
      if (drafted || parked.has(hex(await this.#idOf(document.name)))) continue;
      const at = hex(concat(this.#clock.tick(now), this.account.deviceId));
      const snapshot = await makeSnapshot(document, this.#seenByAll(), at, now);
      if (snapshot === null) continue;
      await this.#add(document.name, envelopes.KIND_SNAPSHOT, () => encodeSnapshot(snapshot));
      return true;
    }
    return false;
  }

  /** The seq that every other phone had seen when it last wrote. */
  #seenByAll(): number {
    const mine = hex(this.account.deviceId);
    const others = this.phones().filter(({ id }) => id !== mine);
    return Math.min(Number.MAX_SAFE_INTEGER, ...others.map(({ id }) => this.replica.heads.get(id)?.seen ?? 0));
  }

  /** What may go from the server now: for each snapshot the seqs that it stands for. */
  prunes(now: number): [number, readonly number[]][] {
    return [...this.#prunes].filter(([, { due }]) => due <= now).map(([snapshot, { seqs }]) => [snapshot, seqs]);
  }

  async pruned(snapshot: number): Promise<void> {
    this.#prunes.delete(snapshot);
    await this.#store.write([], [pruneRow(snapshot)]);
  }

  /**
   * A snapshot that stands in the log. Of another phone: what it stands for may go where it lacks nothing, and what it
   * lacks is written again. An own one: others say so, or time does.
   */
  async #judge(document: DocumentState, device: Uint8Array, item: Landed, snapshot: Snapshot): Promise<Row[]> {
    let due = 0;
    if (!equal(device, this.account.deviceId)) {
      const lacks = await lacking(document, snapshot);
      if (lacks === null) return [];
      for (let at = 0; at < lacks.length; at += ENTRY_CHANGES)
        this.#again.push([document.name, lacks.slice(at, at + ENTRY_CHANGES)]);
      if (lacks.length > 0) return [];
    } else if (this.phones().length > 1) {
      due = item.received + GRACE_MS;
    }
    const prune = { seqs: snapshot.covers, due };
    this.#prunes.set(item.seq, prune);
    return [[pruneRow(item.seq), prune]];
  }

  /** What a snapshot of another phone lacked. */
  async writeAgain(): Promise<void> {
    for (const [name, changes] of this.#again.splice(0))
      await this.#add(name, envelopes.KIND_CHANGE, () => encodeContent(changes));
  }

  /** Entries of the log that this program, or one before it, could not open: they lie sealed until one can. */
  async parked(): Promise<Entry[]> {
    return [...(await this.#store.readAll<Entry>(PARKED)).values()];
  }

  /** Takes what can be opened now, after an update of the program. */
  async unpark(tried: readonly Arrived[]): Promise<void> {
    const touched = new Set<string>();
    const removals: string[] = [];
    for (const { item, opened, content } of tried) {
      if (opened === null || content === null) continue;
      const name = await this.#nameOf(opened.header.documentId, content);
      layContent(await this.document(name), opened.deviceId, item, content);
      if (isSnapshot(content)) for (const seq of content.covers) this.replica.holes.delete(seq);
      this.replica.parked.delete(item.seq);
      removals.push(parkedRow(item.seq));
      touched.add(name);
    }
    if (touched.size > 0) await this.#keep(touched, removals);
  }

  async #takeAside(restoring: Restoring, arrived: readonly Arrived[]): Promise<void> {
    for (const { item, opened, content, placed } of arrived) {
      if (placed.hole) continue;
      if (opened === null || content === null) {
        restoring.parked.push(item);
        continue;
      }
      const name = await this.#nameOf(opened.header.documentId, content);
      layContent(restoring.document(name), opened.deviceId, item, content);
    }
  }

  /** Own entries that the server acknowledged. */
  async settle(accepted: readonly Accepted[]): Promise<void> {
    const touched = new Set<string>();
    const rows: Row[] = [];
    for (const { pending, seq, received } of accepted) {
      const document = await this.document(pending.document);
      document.pending.delete(pending.counter);
      const content = contentOf(pending);
      const { deviceId } = this.account;
      if (isSnapshot(content)) rows.push(...(await this.#judge(document, deviceId, { seq, received }, content)));
      layContent(document, deviceId, { seq, received }, content);
      touched.add(pending.document);
    }
    this.#serverFull = false;
    const removals = accepted.map(({ pending }) => outboxRow(pending.counter));
    await this.#keep(touched, removals, rows);
  }

  async #keep(touched: ReadonlySet<string>, removals: readonly string[], more: readonly Row[] = []): Promise<void> {
    const rows = [...touched].map((name) => [rowOf(name), this.#documents.get(name)!.stored()] as const);
    await this.#store.write([...rows, ...more, ["replica", freezeReplica(this.replica.state())]], removals);
    this.#tell();
    this.onStored();
  }

  deviceKey(id: Uint8Array): Bytes | undefined {
    return this.#identity?.devices.get(hex(id));
  }

  /** The phones of this tree, in the order of their coming; this one alone before it ever met a server. */
  phones(): Omit<Phone, "name">[] {
    const mine = hex(this.account.deviceId);
    const known = this.#identity;
    if (known === null) return [{ id: mine, added: Date.now(), mine: true }];
    const added = addedAt(this.account.log);
    const here = [...known.devices.keys()].filter((id) => !known.revoked.has(id));
    return here.map((id) => ({ id, added: added.get(id) ?? 0, mine: id === mine }));
  }

  /** Takes another phone off: it hears nothing more, and opens nothing that is written from now on. Needs the server. */
  async takeOff(device: Bytes): Promise<void> {
    for (let left = TAKE_OFF_TRIES; ; left -= 1) {
      await this.refreshLog();
      const head = this.replica.heads.get(hex(device));
      const pin = { counter: head?.counter ?? 0, hash: head?.hash ?? new Uint8Array(32) };
      try {
        return await this.follow(await takeOff(this.account, device, pin));
      } catch (problem) {
        const moved = problem instanceof Declined && problem.code === "log-moved";
        if (!moved || left === 0) throw problem;
      }
      await new Promise((heard) => setTimeout(heard, HEAR_MS)); // what it wrote last is on its way to here
    }
  }

  /** Takes this very phone off, where it is given back to others. Needs the server, and that nothing waits. */
  async leave(): Promise<void> {
    await this.refreshLog();
    const chain = (await this.#store.read<Chain>("chain")) ?? FIRST_CHAIN;
    await takeOff(this.account, this.account.deviceId, { counter: chain.counter, hash: chain.hash });
  }

  /** Makes the account where the server does not have it yet, and puts a confirmed card on it. */
  reachServer(): Promise<void> {
    // One at a time: two that made the account's first log apart would give it two histories.
    this.#reaching ??= this.#reach().finally(() => {
      this.#reaching = null;
    });
    return this.#reaching;
  }

  async #reach(): Promise<void> {
    const { instanceId } = await readConfig();
    if (!this.account.registered) {
      const account = await withLog(this.account, Date.now());
      await this.save(account);
      await register(account);
      await this.save({ ...account, registered: true });
    }
    this.#identity ??= await verifyLog(this.account.accountId, this.account.log);
    if (this.account.card === "confirmed") await this.#putCard(instanceId);
  }

  async #putCard(instanceId: Bytes): Promise<void> {
    await this.refreshLog();
    await this.follow(await putCard(this.account, await cardOf(this.account.cardEntropy, instanceId)));
  }

  async refreshLog(): Promise<void> {
    await this.follow(await refreshLog(this.account, this.dsk));
  }

  async retire(): Promise<void> {
    await this.reachServer();
    await this.refreshLog();
    await retire(this.account);
  }

  /** Takes over what the log says now, and the keys that follow from it. */
  async follow(account: Account): Promise<void> {
    this.#identity = await verifyLog(account.accountId, account.log);
    if (this.#identity.retired) return this.onRetired();
    const { card, cardEntropy, cardPostponed, registered } = this.account; // changed here meanwhile, perhaps
    const mine = account.card === "kept" ? { registered } : { card, cardEntropy, cardPostponed, registered };
    await this.save({ ...account, ...mine });
    await this.#lookForStrangers();
    this.#tell();
  }

  /** A phone that came to the tree without this one is told of: once, until somebody has read it. */
  async #lookForStrangers(): Promise<void> {
    const ids = this.phones().map(({ id }) => id);
    const known = await this.readOwn<string[]>("phones");
    if (known === undefined) return this.writeOwn("phones", ids);
    this.newcomers.value = ids.filter((id) => !known.includes(id) && id !== hex(this.account.deviceId));
  }

  async newcomersRead(): Promise<void> {
    this.newcomers.value = [];
    await this.writeOwn(
      "phones",
      this.phones().map(({ id }) => id),
    );
  }

  signIn(): Promise<void> {
    return signIn(this.account, this.dsk);
  }

  async forgetRegistration(): Promise<void> {
    await this.save({ ...this.account, registered: false });
  }

  async save(account: Account): Promise<void> {
    await this.#store.write([["account", account]]);
    await this.#use(account);
    this.onStored();
  }

  async #use(account: Account): Promise<void> {
    const { accountId, log } = account;
    if (account.spaceKeys.length !== this.keys.epoch) this.keys = await spaceKeys(account);
    if (this.#identity !== null && log.length > this.#identity.seq + 1)
      this.#identity = await verifyLog(accountId, log);
    this.account$.value = account;
  }

  async restoredRead(): Promise<void> {
    this.restored.value = false;
    await this.#store.write([["restored", false]]);
    this.onStored();
  }

  // How things stand, for the screens

  online(yes: boolean): void {
    this.#online = yes;
    if (yes) this.fetched.value = null;
    this.#tell();
  }

  progress(done: number, of: number): void {
    this.fetched.value = { done, of };
  }

  serverFull(yes: boolean): void {
    this.#serverFull = yes;
    this.#tell();
  }

  raise(what: string): void {
    if (this.alarms.value.includes(what)) return;
    this.alarms.value = [...this.alarms.value, what];
    void this.#store.write([["alarms", this.alarms.value]]);
    this.#tell();
  }

  #tell(): void {
    this.changed.value += 1;
    if (this.alarms.value.length > 0 && this.outbox.size > 0) this.keeping.value = "alarm";
    else if (this.#serverFull && this.outbox.size > 0) this.keeping.value = "server-full";
    else if (this.outbox.size === 0 && this.account.registered) this.keeping.value = "everywhere";
    else this.keeping.value = this.#online ? "sending" : "phone";
  }

  /** Whether an own entry is in the log already, as far as this tab knows it. */
  #settled(pending: Pending): boolean {
    return (this.replica.heads.get(hex(this.account.deviceId))?.counter ?? 0) >= pending.counter;
  }

  #propose(pending: Pending): void {
    const { document: name, counter, content } = pending;
    if (envelopes.decodeHeader(pending.envelope).kind !== envelopes.KIND_CHANGE) return;
    let document = this.#documents.get(name);
    if (document === undefined) {
      if (!name.startsWith(DAYS)) return; // laid over the document when it is read
      document = new DocumentState(name);
      this.#documents.set(name, document);
    }
    document.propose(this.account.deviceId, counter, decodeContent(content));
  }

  /** The name behind a document id: ids are derived, so the names that its content tells of are tried. */
  async #nameOf(id: Bytes, content: Content): Promise<string> {
    const key = hex(id);
    if (id.every((byte) => byte === 0)) return OF_THE_LOG;
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    for (const name of [...namesIn(content), ...[...this.#documents.keys()].filter((name) => !name.startsWith(OTHER))])
      if (await this.#isNamed(key, name)) return name;
    // A page that no screen read yet.
    for (const row of await this.#store.names(rowOf(PAGES)))
      if (await this.#isNamed(key, nameOf(row))) return nameOf(row);
    this.#names.set(key, `${OTHER}${key}`);
    return `${OTHER}${key}`;
  }

  async #isNamed(key: string, name: string): Promise<boolean> {
    const derived = hex(await this.keys.documentId(name));
    this.#names.set(derived, name);
    return derived === key;
  }

  #idOf(name: string): Promise<Bytes> {
    return name.startsWith(OTHER) ? Promise.resolve(unhex(name.slice(OTHER.length))) : this.keys.documentId(name);
  }
}

/** What an own entry says. */
function contentOf({ envelope, content }: Pending): Content {
  const { kind } = envelopes.decodeHeader(envelope);
  if (kind === envelopes.KIND_SNAPSHOT) return decodeSnapshot(content);
  return kind === envelopes.KIND_CHANGE ? decodeContent(content) : [];
}

function rowOf(name: string): string {
  return `document/${name}`;
}

function nameOf(row: string): string {
  return row.slice(rowOf("").length);
}

function parkedRow(seq: number): string {
  return `${PARKED}${String(seq).padStart(16, "0")}`;
}

function pruneRow(snapshot: number): string {
  return `${PRUNE}${snapshot}`;
}

function outboxRow(counter: number): string {
  return `outbox/${String(counter).padStart(12, "0")}`;
}

function locked(work: () => Promise<void>): Promise<void> {
  return "locks" in navigator ? navigator.locks.request(WRITE_LOCK, work) : work();
}

function freezeReplica(state: ReplicaState): StoredReplica {
  return { ...state, heads: [...state.heads], ahead: [...state.ahead] };
}

function thawReplica(stored: StoredReplica): ReplicaState {
  return { ...stored, heads: new Map(stored.heads), ahead: new Map(stored.ahead) as ReplicaState["ahead"] };
}
