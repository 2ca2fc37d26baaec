/**
 * The diary as it lies on this phone: the account, the documents, what waits to be sent, and how they are stored.
 *
 * Rule 1: an entry, its place in the outbox and the device's chain are written in one strict transaction.
 * Rule 2: stored documents hold acknowledged entries only; pending ones are laid over them from the outbox.
 * Rule 3: tabs never use a counter twice: writing holds a lock and reads the chain afresh.
 */
import { signal } from "@preact/signals";
import { type Bytes, concat, equal, hex } from "../crypto/encoding.ts";
import * as envelopes from "../crypto/envelope.ts";
import { NotAuthentic, Parked } from "../crypto/errors.ts";
import * as suite from "../crypto/suite.ts";
import type { Row, Rows } from "../storage/store.ts";
import { Clock } from "../sync/clock.ts";
import { decodeContent, encodeContent, monthName } from "../sync/document.ts";
import type { Entry } from "../sync/frames.ts";
import { type Accepted, Outbox, type Pending } from "../sync/outbox.ts";
import type { Change } from "../sync/record.ts";
import { EMPTY, type Head, Replica, type ReplicaState } from "../sync/replica.ts";
import { encodeRestart, Restoring } from "../sync/restore.ts";
import { decodeSnapshot, encodeSnapshot, isWorthIt, makeSnapshot } from "../sync/snapshot.ts";
import { dayOf } from "../today/day.ts";
import type { Account } from "./account.ts";
import { type Content, isSnapshot, layContent, stampsOf } from "./content.ts";
import { AT_START, Documents, OF_THE_LOG, rowFor } from "./documents.ts";
import type { Arrived } from "./line.ts";
import type { Keeping } from "./model.ts";
import { PAGES } from "./page.ts";
import { Person } from "./person.ts";
import { Prunes } from "./prunes.ts";
import type { Space } from "./space.ts";

const WRITE_LOCK = "newleaf-write";
const PARKED = "parked/";

interface Chain {
  readonly counter: number;
  readonly hash: Bytes;
  readonly clock: Bytes;
}

const READ_ANEW_MS = 3_600_000; // not more often, whatever a server does

const FIRST_CHAIN: Chain = { counter: 0, hash: new Uint8Array(32), clock: new Uint8Array(8) };

/** Maps and sets as MessagePack can hold them. */
interface StoredReplica extends Omit<ReplicaState, "heads" | "ahead"> {
  readonly heads: readonly (readonly [string, Head])[];
  readonly ahead: readonly (readonly [number, unknown])[];
}

export class Book {
  readonly person: Person;
  readonly space: Space;
  readonly documents: Documents;
  readonly prunes: Prunes;
  readonly keeping = signal<Keeping>("phone");
  readonly alarms = signal<readonly string[]>([]);
  readonly changed = signal(0);
  readonly fetched = signal<{ done: number; of: number } | null>(null);
  outbox = new Outbox();
  replica = new Replica();
  /** The server came back from an older copy, and this phone put back what was missing. */
  readonly restored = signal(false);
  /** Called after something was stored, so that other tabs read it. */
  onStored: () => void = () => undefined;
  /** Called after entries of the log were stored. */
  onTaken: (arrived: readonly Arrived[]) => void = () => undefined;
  readonly #store: Rows;
  #restoring: Restoring | null = null;
  #doubted = false; // what could not be opened
  #readAnew = 0; // when the log was last read anew
  #clock = new Clock();
  #counter = 0; // of the newest own entry that this tab knows of
  #online = false;
  #serverFull = false;

  private constructor(store: Rows, person: Person, space: Space) {
    this.#store = store;
    this.person = person;
    this.space = space;
    this.documents = new Documents(store, space, person.account.deviceId, () => this.outbox);
    this.prunes = new Prunes(store, person);
  }

  /** The book on this phone, or null before Start. */
  static async open(store: Rows): Promise<Book | null> {
    const person = await Person.open(store);
    if (person === null) return null;
    const book = new Book(store, person, person);
    person.onChanged = () => book.tell();
    person.onStored = () => book.onStored();
    await book.load();
    void person.know();
    return book;
  }

  /** The book of a space that the person shares with others; its rows are its own. */
  static async openShared(store: Rows, person: Person, space: Space): Promise<Book> {
    const book = new Book(store, person, space);
    await book.load();
    return book;
  }

  /** Keeps a new account on this phone. */
  static async create(store: Rows, account: Account): Promise<Book> {
    await store.write([
      ["account", account],
      ["chain", FIRST_CHAIN],
    ]);
    const book = await Book.open(store);
    if (book === null) throw new Error("what was just written is not there");
    return book;
  }

  /** The diary itself, which only the person's own phones write. */
  get own(): boolean {
    return this.space === this.person;
  }

  get #deviceId(): Bytes {
    return this.person.account.deviceId;
  }

  /** Reads everything from the store: at start, and when another tab wrote. */
  async load(): Promise<void> {
    const [chain, stored, outbox, alarms, restored] = await Promise.all([
      this.#store.read<Chain>("chain"),
      this.#store.read<StoredReplica>("replica"),
      this.#store.readAll<Pending>("outbox/"),
      this.#store.read<string[]>("alarms"),
      this.#store.read<boolean>("restored"),
      this.prunes.load(),
      this.documents.load(),
      this.space.load(),
    ]);
    this.#clock = new Clock(chain?.clock);
    this.#counter = chain?.counter ?? 0;
    this.replica = new Replica(stored === undefined ? EMPTY : thawReplica(stored));
    this.outbox = new Outbox(outbox.values());
    for (const pending of outbox.values()) this.documents.propose(pending);
    if (alarms !== undefined) this.alarms.value = alarms;
    this.restored.value = restored ?? false;
    this.tell();
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
      this.documents.propose(pending);
    }
    this.tell();
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
  write(
    name: string,
    makeChanges: (tick: () => Bytes) => readonly Change[],
    kind: number = envelopes.KIND_CHANGE,
  ): Promise<void> {
    return this.#add(name, kind, (tick) => encodeContent(makeChanges(tick)));
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
      this.documents.propose(pending);
    });
    this.tell();
    this.onStored();
  }

  /** Seals an entry of this phone after `chain`; the caller stores it and the chain's next place together. */
  async #seal(chain: Chain, name: string, content: Bytes, kind: number): Promise<{ pending: Pending; next: Chain }> {
    const counter = chain.counter + 1;
    const documentId = await this.documents.idOf(name);
    const header = { spaceId: this.space.id, documentId, counter, epoch: this.space.keys.epoch, kind };
    const pending = await this.#sealed(header, chain.hash, name, content);
    return { pending, next: { ...chain, counter, hash: pending.hash } };
  }

  async #sealed(header: envelopes.Header, prev: Bytes, document: string, content: Bytes): Promise<Pending> {
    const author = { deviceId: this.#deviceId, key: this.person.dsk, prev };
    const key = this.space.keys.envelope(header.epoch)!;
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
        if (prev === null && header.epoch === this.space.keys.epoch) return;
        prev ??= (await this.open(pending.envelope, header)).prev;
        const documentId = await this.documents.idOf(pending.document);
        const again: Pending = await this.#sealed(
          { ...header, documentId, epoch: this.space.keys.epoch },
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
    const key = this.space.keys.envelope(header.epoch);
    if (key === undefined) throw new Parked("epoch");
    const opened = await envelopes.open(envelope, header, key, (id) => this.space.deviceKey(id));
    if (!this.space.mayHaveWritten(opened)) throw new NotAuthentic();
    return opened;
  }

  // What sync brings

  /** The log that is read: of another generation while one is looked at, else the one that is kept. */
  get following(): Replica {
    return this.#restoring?.replica ?? this.replica;
  }

  logOpened(logId: Bytes): void {
    const known = this.replica.opened(logId);
    const again = known && this.#doubted && Date.now() - this.#readAnew >= READ_ANEW_MS;
    this.#restoring = again || !known ? new Restoring(logId) : null;
    this.#doubted = false;
    if (again) this.#readAnew = Date.now();
  }

  /** Something cannot be right. What nobody could open may have been made up, and the rest is right: it is read anew. */
  doubt(): void {
    this.#doubted = this.#restoring === null && this.replica.parked.size > 0;
  }

  /** Everything of the log is here: one of another generation is adopted, and what it lacks is written again. */
  async caughtUp(): Promise<void> {
    const restoring = this.#restoring;
    const logId = restoring?.replica.logId;
    if (restoring === null || !logId) return;
    if (this.replica.logId !== null && equal(logId, this.replica.logId)) return this.#takeOver(restoring);
    await this.space.refresh();
    await this.person.reachServer();
    await locked(async () => {
      await this.readOutbox();
      await this.documents.all("");
      let chain = (await this.#store.read<Chain>("chain")) ?? FIRST_CHAIN;
      const earlier = await this.#store.readAll<unknown>("outbox/");
      const own = [...this.documents.here].filter(([name]) => this.space.isFor(name, this.#deviceId));
      const lost = restoring.lost(new Map(own));
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
          ...[...restoring.documents.values()].map(rowFor),
          ...rows.map((pending) => [outboxRow(pending.counter), pending] as const),
          ...restoring.parked.map((item) => [parkedRow(item.seq), item] as const),
          ["chain", chain],
          ["replica", freezeReplica(this.replica.state())],
          ["alarms", alarms],
          ["restored", true],
        ],
        [...earlier.keys(), ...(await this.#parkedBut(restoring.parked)), ...(await this.prunes.forget())],
      );
      this.#restoring = null;
      this.documents.replace(restoring.documents);
      this.outbox = new Outbox();
      for (const pending of rows) {
        this.outbox.add(pending);
        this.documents.propose(pending);
      }
      this.#counter = chain.counter;
      this.alarms.value = alarms;
      this.restored.value = true;
    });
    this.tell();
    this.onStored();
  }

  /** The same log, in which something that could not be opened is something else than it was. */
  async #takeOver(read: Restoring): Promise<void> {
    this.#restoring = null;
    if (!read.replica.goesOnFrom(this.replica)) return this.raise("rolled-back");
    const landed = read.replica.heads.get(hex(this.#deviceId))?.counter ?? 0;
    await locked(async () => {
      await this.readOutbox();
      const own = this.outbox.entries().filter(({ counter }) => counter <= landed);
      await this.#store.write(
        [
          ...[...read.documents.values()].map(rowFor),
          ...read.parked.map((item) => [parkedRow(item.seq), item] as const),
          ["replica", freezeReplica(read.replica.state())],
        ],
        [...(await this.#parkedBut(read.parked)), ...own.map(({ counter }) => outboxRow(counter))],
      );
      this.replica = read.replica;
      for (const { counter } of own) this.outbox.seenInLog(counter);
      this.documents.take(read.documents);
    });
    this.tell();
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
      const own = equal(item.device, this.#deviceId) ? this.outbox.get(counter) : undefined;
      if (placed.hole) {
        // Of an own entry whose acknowledgement was lost: a snapshot stands for it by now.
        if (own === undefined || !equal(suite.sha256Now(own.envelope), placed.envelopeHash)) continue;
        (await this.documents.get(own.document)).settle(counter, item.received);
        touched.add(own.document);
      } else if (placed.past) {
        continue;
      } else if (opened === null || content === null) {
        rows.push([parkedRow(item.seq), item]);
        continue;
      } else {
        const name = await this.documents.nameOf(opened.header, content, opened.deviceId);
        const document = await this.documents.get(name);
        if (own !== undefined) document.withdraw(counter);
        for (const stamp of stampsOf(content, item.received)) this.#clock.observe(stamp);
        if (isSnapshot(content)) rows.push(...(await this.prunes.judge(document, opened.deviceId, item, content)));
        layContent(document, opened.deviceId, item, content);
        touched.add(name);
      }
      if (own !== undefined && this.outbox.seenInLog(counter)) removals.push(outboxRow(counter));
    }
    await this.#keep(touched, removals, rows);
    this.onTaken(arrived);
  }

  /** The documents that a screen shows first: this month, and how things are set. */
  firstSeen(): Promise<Bytes[]> {
    const names = [monthName(dayOf(new Date())), ...AT_START];
    return Promise.all(names.map((name) => this.space.keys.documentId(name)));
  }

  /** Entries before their turn: shown now; when the log brings them they change nothing. */
  async glimpse(read: readonly Arrived[]): Promise<void> {
    if (this.#restoring !== null) return;
    const touched = new Set<string>();
    for (const { item, opened, content } of read) {
      if (opened === null || content === null) continue;
      const name = await this.documents.nameOf(opened.header, content, opened.deviceId);
      layContent(await this.documents.get(name), opened.deviceId, item, content);
      touched.add(name);
    }
    await this.#keep(touched, []);
  }

  // Snapshots

  /** Seals a snapshot of one document that has grown by many entries; false where there is none. */
  async compact(now: number): Promise<boolean> {
    const due = [...this.documents.here.values()].filter(isWorthIt);
    if (due.length === 0 || this.#restoring !== null) return false;
    const parked = new Set((await this.parked()).map(({ envelope }) => hex(envelope.slice(28, 44))));
    for (const document of due) {
      const page = document.name.startsWith(PAGES) ? document.name.slice(PAGES.length) : "";
      const drafted = page !== "" && (await this.readOwn(`draft/${page}`)) !== undefined;
      if (drafted || parked.has(hex(await this.documents.idOf(document.name)))) continue;
      const at = hex(concat(this.#clock.tick(now), this.#deviceId));
      const snapshot = await makeSnapshot(document, this.#seenByAll(), at, now);
      if (snapshot === null) continue;
      await this.#add(document.name, envelopes.KIND_SNAPSHOT, () => encodeSnapshot(snapshot));
      return true;
    }
    return false;
  }

  /** The seq that every other phone had seen when it last wrote. */
  #seenByAll(): number {
    const mine = hex(this.#deviceId);
    const others = this.person.phones().filter(({ id }) => id !== mine);
    return Math.min(Number.MAX_SAFE_INTEGER, ...others.map(({ id }) => this.replica.heads.get(id)?.seen ?? 0));
  }

  /** What a snapshot of another phone lacked. */
  async writeAgain(): Promise<void> {
    for (const [name, changes] of this.prunes.takeAgain())
      await this.#add(name, envelopes.KIND_CHANGE, () => encodeContent(changes));
  }

  /** Entries of the log that this program, or one before it, could not open: they lie sealed until one can. */
  async parked(): Promise<Entry[]> {
    return [...(await this.#store.readAll<Entry>(PARKED)).values()];
  }

  /** The rows of entries that lie sealed, but for those that are written at the same time. */
  async #parkedBut(kept: readonly Entry[]): Promise<string[]> {
    const rows = new Set(kept.map(({ seq }) => parkedRow(seq)));
    return (await this.#store.names(PARKED)).filter((row) => !rows.has(row));
  }

  /** Takes what can be opened now, after an update of the program. */
  async unpark(tried: readonly Arrived[]): Promise<void> {
    const touched = new Set<string>();
    const removals: string[] = [];
    for (const { item, opened, content } of tried) {
      if (opened === null || content === null) continue;
      const name = await this.documents.nameOf(opened.header, content, opened.deviceId);
      layContent(await this.documents.get(name), opened.deviceId, item, content);
      if (isSnapshot(content)) for (const seq of content.covers) this.replica.holes.delete(seq);
      this.replica.parked.delete(item.seq);
      removals.push(parkedRow(item.seq));
      touched.add(name);
    }
    if (touched.size > 0) await this.#keep(touched, removals);
  }

  async #takeAside(restoring: Restoring, arrived: readonly Arrived[]): Promise<void> {
    for (const { item, opened, content, placed } of arrived) {
      if (placed.hole || placed.past) continue;
      if (opened === null || content === null) {
        restoring.parked.push(item);
        continue;
      }
      const name = await this.documents.nameOf(opened.header, content, opened.deviceId);
      layContent(restoring.document(name), opened.deviceId, item, content);
    }
  }

  /** Own entries that the server acknowledged. */
  async settle(accepted: readonly Accepted[]): Promise<void> {
    const touched = new Set<string>();
    const rows: Row[] = [];
    for (const { pending, seq, received } of accepted) {
      const document = await this.documents.get(pending.document);
      document.withdraw(pending.counter);
      const content = contentOf(pending);
      const deviceId = this.#deviceId;
      if (isSnapshot(content)) rows.push(...(await this.prunes.judge(document, deviceId, { seq, received }, content)));
      layContent(document, deviceId, { seq, received }, content);
      touched.add(pending.document);
    }
    this.#serverFull = false;
    const removals = accepted.map(({ pending }) => outboxRow(pending.counter));
    await this.#keep(touched, removals, rows);
  }

  async #keep(touched: ReadonlySet<string>, removals: readonly string[], more: readonly Row[] = []): Promise<void> {
    await this.#store.write(
      [...this.documents.rows(touched), ...more, ["replica", freezeReplica(this.replica.state())]],
      removals,
    );
    this.tell();
    this.onStored();
  }

  /** Takes another phone off the tree: see Person.takeOff. */
  takeOff(device: Bytes): Promise<void> {
    return this.person.takeOff(device, () => {
      const head = this.replica.heads.get(hex(device));
      return { counter: head?.counter ?? 0, hash: head?.hash ?? new Uint8Array(32) };
    });
  }

  /** Takes this phone off: see Person.leave. */
  async leave(): Promise<void> {
    const { counter, hash } = (await this.#store.read<Chain>("chain")) ?? FIRST_CHAIN;
    await this.person.leave({ counter, hash });
  }

  async restoredRead(): Promise<void> {
    await this.#store.write([["restored", false]]);
    this.restored.value = false; // the notice goes once that is kept
    this.onStored();
  }

  // How things stand, for the screens

  online(yes: boolean): void {
    this.#online = yes;
    if (yes) this.fetched.value = null;
    this.tell();
  }

  progress(done: number, of: number): void {
    this.fetched.value = { done, of };
  }

  serverFull(yes: boolean): void {
    this.#serverFull = yes;
    this.tell();
  }

  raise(what: string): void {
    if (this.alarms.value.includes(what)) return;
    this.alarms.value = [...this.alarms.value, what];
    void this.#store.write([["alarms", this.alarms.value]]);
    this.tell();
  }

  /** Screens look again. */
  tell(): void {
    this.changed.value += 1;
    if (this.alarms.value.length > 0 && this.outbox.size > 0) this.keeping.value = "alarm";
    else if (this.#serverFull && this.outbox.size > 0) this.keeping.value = "server-full";
    else if (this.outbox.size === 0 && this.person.account.registered) this.keeping.value = "everywhere";
    else this.keeping.value = this.#online ? "sending" : "phone";
  }

  /** Whether an own entry is in the log already, as far as this tab knows it. */
  #settled(pending: Pending): boolean {
    return (this.replica.heads.get(hex(this.#deviceId))?.counter ?? 0) >= pending.counter;
  }
}

/** What an own entry says. */
function contentOf({ envelope, content }: Pending): Content {
  const { kind } = envelopes.decodeHeader(envelope);
  if (kind === envelopes.KIND_SNAPSHOT) return decodeSnapshot(content);
  return envelopes.saysChanges(kind) ? decodeContent(content) : [];
}

function parkedRow(seq: number): string {
  return `${PARKED}${String(seq).padStart(16, "0")}`;
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
