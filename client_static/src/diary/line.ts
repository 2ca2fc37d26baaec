/**
 * One space on the connection: what it brings is checked and stored, what waits is pushed.
 *
 * Rule 1: what comes is opened, checked and stored in one transaction before the cursor moves.
 * Rule 2: nothing that a server says removes anything from this phone; what cannot be right becomes an alarm.
 * Rule 3: nothing is pushed before the log was first read on this connection, so that `seen` and answers are true.
 */
import { type Bytes, equal, hex } from "../crypto/encoding.ts";
import * as envelopes from "../crypto/envelope.ts";
import { KeybagMismatch, LogBroken, MembershipBroken, NotAuthentic, Parked } from "../crypto/errors.ts";
import * as suite from "../crypto/suite.ts";
import type { Event } from "../sync/events.ts";
import type { Entry } from "../sync/frames.ts";
import type { Pending } from "../sync/outbox.ts";
import { NO_HASH, type Placed, type Verdict } from "../sync/replica.ts";
import { readRestart } from "../sync/restore.ts";
import type { Session } from "../sync/session.ts";
import { readStub } from "../sync/snapshot.ts";
import type { Book } from "./book.ts";
import { type Content, isSnapshot, readContent } from "./content.ts";

const RESEAL_MS = 10_000;
const TIDY_MS = 3000;
const LOOK_MS = 5000; // until a talk that could not be looked at is looked at again

/** What a line asks of the connection that carries it. */
export interface Wire {
  readonly session: Session;
  /** After what is being done: each event is stored before the next is looked at. */
  queue(work: () => Promise<void>): void;
  /** The server can be reached and answers: the next failure is the first. */
  well(): void;
  /** Something cannot be right: it is left, and tried again much later. */
  leave(): void;
}

export class Line {
  readonly book: Book;
  readonly #wire: Wire;
  #caughtUp = false;
  #looked = false;
  #vetted = false; // of a talk: who is in it was asked on this connection, and can be right
  #halted = false; // something cannot be right: nothing more of this connection is believed, and nothing sent
  readonly #pruning = new Set<number>(); // asked on this connection
  #tidying: ReturnType<typeof setTimeout> | undefined;
  #resealed = false; // what the push in flight was refused for

  constructor(book: Book, wire: Wire) {
    this.book = book;
    this.#wire = wire;
  }

  get #session(): Session {
    return this.#wire.session;
  }

  get #space(): Bytes {
    return this.book.space.id;
  }

  async opened(logId: Bytes): Promise<void> {
    this.#caughtUp = false;
    this.#halted = false;
    this.#vetted = this.book.own;
    if (!this.book.own) this.#looked = false;
    this.book.logOpened(logId);
    this.#lookAtLog();
    this.#session.subscribe(this.#space);
    // A phone that is new shows this month before five years of history have come.
    if (this.book.own && this.book.following.cursor === 0)
      for (const document of await this.book.firstSeen()) this.#session.read(this.#space, document);
    this.#pull();
  }

  ended(): void {
    this.#pruning.clear();
    this.book.outbox.disconnected();
    this.book.online(false);
  }

  /** What a waiting poll asks: everything after what is known. */
  listen(): void {
    this.#session.subscribe(this.#space);
    this.#session.pull(this.#space, this.book.following.cursor);
  }

  async handle(event: Event): Promise<void> {
    if (this.#halted) return;
    switch (event.is) {
      case "arrived":
        return this.#arrived(event);
      case "read":
        return this.book.glimpse(await this.#openAll(event.items));
      case "acknowledged":
        return this.#acknowledged(event);
      case "pruned":
        return this.book.prunes.done(event.snapshot);
      case "refused":
        return this.#refused(event);
      case "rang":
        if (!this.book.own) await this.#askAgain();
        this.#pull();
        return;
    }
  }

  /** Who writes here may have changed. */
  async #askAgain(): Promise<void> {
    await this.book.space.refresh().catch((problem: unknown) => this.#untrue(problem));
  }

  /** Whether a phone came, or left, that wrote nothing yet: of a diary once a start, of a talk before anything is sent. */
  #lookAtLog(): void {
    if (this.#looked) return;
    this.#looked = true;
    this.#wire.queue(async () => this.book.unpark(await this.#openAll(await this.book.parked())));
    this.book.space.refresh().then(
      () => {
        this.#vetted = true;
        this.#tryAgain();
      },
      (problem: unknown) => {
        if (this.#untrue(problem)) return;
        this.#looked = false;
        if (!this.book.own) setTimeout(() => this.#session.state === "open" && this.#lookAtLog(), LOOK_MS);
      },
    );
  }

  #pull(): void {
    if (this.#session.state === "open" && !this.#session.pulling(this.#space)) {
      this.#session.pull(this.#space, this.book.following.cursor);
    }
  }

  async pushMore(): Promise<void> {
    const { outbox } = this.book;
    if (this.#session.state !== "open" || !this.#caughtUp || !this.#vetted || this.#halted) return;
    const chosen = outbox.nextPush(Date.now());
    if (chosen.length > 0) {
      this.#session.push(
        this.#space,
        chosen.map((pending) => pending.counter),
        chosen.map((pending) => pending.envelope),
      );
    } else if (outbox.awaitingLog) {
      this.#pull();
    } else if (outbox.size === 0) {
      clearTimeout(this.#tidying);
      this.#tidying = setTimeout(() => this.#wire.queue(() => this.#tidy()), TIDY_MS);
    }
  }

  /** Where nothing waits: a snapshot in place of many entries; what snapshots stand for may go. */
  async #tidy(): Promise<void> {
    if (!this.book.own || this.#session.state !== "open" || !this.#caughtUp || this.book.outbox.size > 0) return;
    if (await this.book.compact(Date.now())) return this.pushMore();
    for (const [snapshot, seqs] of this.book.prunes.due(Date.now())) {
      if (this.#pruning.has(snapshot)) continue;
      this.#pruning.add(snapshot);
      this.#session.prune(this.#space, snapshot, seqs);
    }
  }

  async #arrived(event: Event & { is: "arrived" }): Promise<void> {
    const opened = await this.#openAll(event.items);
    const placed = opened.map((one) => one.placed);
    const verdict = this.book.following.arrived(event.first, event.last, placed, event.head, event.answer);
    if (this.#wrong(verdict)) return;
    if (verdict.is === "gap") {
      this.#pull();
      return;
    }
    const taken = new Set(verdict.is === "take" ? verdict.seqs : []);
    await this.book.take(opened.filter((one) => taken.has(one.placed.seq)));
    await this.book.writeAgain();
    if (event.answer && this.book.following.cursor < event.head) {
      this.book.progress(this.book.following.cursor, event.head);
      this.#pull();
      return;
    }
    if (event.answer) {
      await this.book.caughtUp();
      this.#caughtUp = true;
    }
    this.book.online(true);
    this.#wire.well();
    await this.pushMore();
  }

  async #acknowledged(event: Event & { is: "acknowledged" }): Promise<void> {
    this.#resealed = false;
    const accepted = this.book.outbox.acknowledged(event.counters, event.seqs, event.received);
    for (const { pending, seq } of accepted) {
      if (this.#wrong(this.book.replica.acknowledged(await this.#ownPlace(pending, seq)))) return;
    }
    await this.book.settle(accepted);
    await this.pushMore();
  }

  async #ownPlace(pending: Pending, seq: number): Promise<Placed> {
    const header = envelopes.decodeHeader(pending.envelope);
    const opened = await this.book.open(pending.envelope, header);
    return placeOf(seq, pending.envelope, opened, readContent(opened) ?? []);
  }

  async #refused(event: Event & { is: "refused" }): Promise<void> {
    if (event.kind === "reseal") {
      if (this.#resealed) return; // of the same push
      await this.book.space.renew();
      this.#resealed = await this.book.reseal(event.counter);
      if (this.#resealed) return;
      event = { ...event, kind: "retry", retryMs: RESEAL_MS }; // it asks for keys that the log does not know
    }
    const full = event.code === "storage-full" || event.code === "quota-full";
    if (event.ofPush) this.book.outbox.refused(event.kind, event.code, event.counter, Date.now() + event.retryMs);
    if (event.kind === "retry") {
      if (full) this.book.serverFull(true);
      setTimeout(() => this.#tryAgain(), event.retryMs + 50);
    }
    // The space is gone where the person deleted everything on another phone: the log says whether they did.
    if (event.code === "not-a-member") {
      this.#looked = false;
      this.#lookAtLog();
    }
  }

  /** What waits is pushed; a pull that was refused is asked again. */
  #tryAgain(): void {
    this.#wire.queue(async () => (this.#caughtUp ? this.pushMore() : this.#pull()));
  }

  /** Says what cannot be right, and stops listening to this connection. */
  #wrong(verdict: Verdict | null): verdict is Verdict & { is: "tampered" } {
    if (verdict?.is !== "tampered") return false;
    this.book.doubt();
    this.book.raise(verdict.what);
    this.#halted = true;
    if (this.book.own) this.#wire.leave(); // a server that others can trust nothing of; a talk is left alone
    return true;
  }

  /** Says what the server told of the account that cannot be right; false where that is not the problem. */
  #untrue(problem: unknown): boolean {
    if (problem instanceof LogBroken) this.book.raise(this.book.own ? "forked" : "members");
    else if (problem instanceof KeybagMismatch) this.book.raise("keybag");
    else if (problem instanceof MembershipBroken || problem instanceof NotAuthentic) this.book.raise("members");
    else return false;
    if (!this.book.own) this.#halted = true;
    return true;
  }

  async #openAll(items: readonly Entry[]): Promise<Arrived[]> {
    const { epoch } = this.book.space.keys;
    const unknown = items.some(
      (item) => this.book.space.deviceKey(item.device) === undefined || envelopes.epochOf(item.envelope) > epoch,
    );
    if (unknown) {
      try {
        await this.book.space.refresh();
      } catch (problem) {
        if (!this.#untrue(problem)) throw problem;
      }
    }
    return Promise.all(items.map((item) => this.#open(item)));
  }

  async #open(item: Entry): Promise<Arrived> {
    try {
      const stub = readStub(item.envelope);
      if (stub !== null)
        return { item, opened: null, content: null, placed: { ...parkedAt(item), ...stub, hole: true } };
      const header = envelopes.decodeHeader(item.envelope);
      if (!equal(header.spaceId, this.#space)) return { item, opened: null, content: null, placed: strangerAt(item) };
      if (!this.book.space.wasHere(header.epoch))
        return { item, opened: null, content: null, placed: { ...parkedAt(item), past: true } };
      const opened = await this.book.open(item.envelope, header);
      const content = readContent(opened);
      if (content === null) return { item, opened: null, content, placed: parkedAt(item) };
      return { item, opened, content, placed: placeOf(item.seq, item.envelope, opened, content) };
    } catch (problem) {
      const parked = problem instanceof Parked;
      return { item, opened: null, content: null, placed: parked ? parkedAt(item) : strangerAt(item) };
    }
  }
}

/** An entry as it came, and opened where it could be. */
export interface Arrived {
  readonly item: Entry;
  readonly opened: envelopes.Opened | null;
  readonly content: Content | null;
  readonly placed: Placed;
}

function placeOf(seq: number, envelope: Uint8Array, opened: envelopes.Opened, content: Content): Placed {
  return {
    hole: false,
    covers: isSnapshot(content) ? content.covers : [],
    seq,
    device: hex(opened.deviceId),
    counter: opened.header.counter,
    envelopeHash: suite.sha256Now(envelope),
    prev: opened.prev,
    hash: opened.hash,
    seenSeq: opened.seen.seq,
    seenHash: opened.seen.hash,
    stranger: false,
    restarts: opened.header.kind === envelopes.KIND_CONTROL ? readRestart(opened.content) : null,
  };
}

function parkedAt(item: Entry): Placed {
  const counter =
    item.envelope.length < envelopes.HEADER_BYTES
      ? 0
      : new DataView(item.envelope.buffer, item.envelope.byteOffset).getUint32(48);
  return { ...strangerAt(item), counter, stranger: false };
}

function strangerAt(item: Entry): Placed {
  const envelopeHash = suite.sha256Now(item.envelope);
  return {
    hole: false,
    covers: [],
    seq: item.seq,
    device: hex(item.device),
    counter: 0,
    envelopeHash,
    prev: NO_HASH,
    hash: null,
    seenSeq: 0,
    seenHash: NO_HASH,
    stranger: true,
    restarts: null,
  };
}
