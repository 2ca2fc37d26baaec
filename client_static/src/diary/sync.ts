/**
 * Keeps this phone and the server together: one connection, driven by the pure Session, Outbox and Replica.
 *
 * Rule 1: what comes is opened, checked and stored in one transaction before the cursor moves.
 * Rule 2: nothing that a server says removes anything from this phone; what cannot be right becomes an alarm.
 * Rule 3: nothing is pushed before the log was first read on this connection, so that `seen` and answers are true.
 */
import { type Bytes, equal, hex } from "../crypto/encoding.ts";
import * as envelopes from "../crypto/envelope.ts";
import { KeybagMismatch, LogBroken, Parked } from "../crypto/errors.ts";
import { proofInput } from "../crypto/proof.ts";
import * as suite from "../crypto/suite.ts";
import type { Event } from "../sync/events.ts";
import type { Entry, ServerFrame } from "../sync/frames.ts";
import type { Pending } from "../sync/outbox.ts";
import { NO_HASH, type Placed, type Verdict } from "../sync/replica.ts";
import { readRestart } from "../sync/restore.ts";
import { Session } from "../sync/session.ts";
import { readStub } from "../sync/snapshot.ts";
import { type Channel, openPolling, openSocket } from "../transport/channel.ts";
import { Declined } from "../transport/http.ts";
import { askToSend } from "./background.ts";
import type { Book } from "./book.ts";
import { type Content, isSnapshot, readContent } from "./content.ts";

const SLOWEST_MS = 30_000;
const FIRST_MS = 500;
const SETTLE_MS = 750;
const SOCKET_TRIES = 2;
const RESEAL_MS = 10_000;
const TIDY_MS = 3000;

export class Sync {
  readonly #book: Book;
  readonly #session: Session;
  #channel: Channel | null = null;
  #failures = 0;
  #socketFailures = 0;
  #caughtUp = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #work: Promise<void> = Promise.resolve();
  #stopped = false;
  #connecting = false;
  #looked = false;
  readonly #pruning = new Set<number>(); // asked on this connection
  #tidying: ReturnType<typeof setTimeout> | undefined;
  #resealed = false; // what the push in flight was refused for

  constructor(book: Book) {
    this.#book = book;
    this.#session = new Session(book.person.account.accountId, book.person.account.deviceId);
  }

  start(): void {
    const wake = () => this.#soon(SETTLE_MS);
    addEventListener("online", () => this.#soon(0));
    addEventListener("pageshow", wake);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && wake());
    this.#soon(0);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#channel?.close();
  }

  /** Something was written: send it when the connection is open, or try to open one. */
  nudge(): void {
    if (this.#channel === null) {
      void askToSend();
      this.#soon(0);
    } else this.#queue(() => this.#pushMore());
  }

  #soon(delay: number): void {
    if (this.#stopped || this.#channel !== null || this.#connecting) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#connect(), delay);
  }

  async #connect(): Promise<void> {
    if (this.#stopped || this.#channel !== null || this.#connecting) return;
    this.#connecting = true;
    try {
      await this.#book.person.reachServer();
    } catch (problem) {
      this.#connecting = false;
      if (problem instanceof Declined && problem.code === "exists") this.#book.raise("forked");
      this.#again();
      return;
    }
    this.#connecting = false;
    if (this.#stopped) return;
    this.#caughtUp = false;
    const ears = {
      heard: (frame: ServerFrame) => this.#queue(() => this.#heard(frame)),
      ended: (opened: boolean) => this.#ended(opened),
    };
    const greet = () => {
      this.#session.start();
      this.#flush();
    };
    const ping = () => {
      this.#session.ping();
      return this.#session.takeOut();
    };
    this.#channel =
      this.#socketFailures < SOCKET_TRIES
        ? openSocket(ears, ping, greet)
        : openPolling(ears, () => this.#listen(), greet);
  }

  /** What a waiting poll asks: everything after what is known. */
  #listen() {
    if (this.#session.state !== "open") return [];
    this.#session.subscribe(this.#space);
    this.#session.pull(this.#space, this.#book.following.cursor);
    return this.#session.takeOut();
  }

  #ended(opened: boolean): void {
    this.#channel = null;
    this.#pruning.clear();
    this.#session.end();
    this.#book.outbox.disconnected();
    this.#socketFailures = opened ? 0 : this.#socketFailures + 1;
    this.#book.online(false);
    this.#again();
  }

  /** Full jitter: so that a thousand phones do not come back in the same instant. */
  #again(atLeast = 0): void {
    if (this.#book.outbox.size > 0) void askToSend(); // this page may be gone before there is a network
    const delay = Math.min(SLOWEST_MS, FIRST_MS * 2 ** this.#failures) * Math.random();
    this.#failures = Math.min(this.#failures + 1, 10);
    this.#soon(Math.max(atLeast, delay));
  }

  /** One thing after the other: each event is stored before the next is looked at. */
  #queue(work: () => Promise<void>): void {
    this.#work = this.#work.then(work).then(
      () => this.#flush(),
      async () => {
        // What is in memory may be ahead of what could be stored: go on from what is stored.
        await this.#book.load().catch(() => undefined);
        this.#channel?.close();
      },
    );
  }

  #flush(): void {
    const frames = this.#session.takeOut();
    if (frames.length > 0) this.#channel?.send(frames);
  }

  get #space(): Bytes {
    return this.#book.person.account.spaceId;
  }

  async #heard(frame: ServerFrame): Promise<void> {
    const event = this.#session.receive(frame);
    if (event !== null) await this.#handle(event);
  }

  async #handle(event: Event): Promise<void> {
    switch (event.is) {
      case "prove": {
        const { accountId, deviceId } = this.#book.person.account;
        const { nonce, expires } = event;
        const input = proofInput({ origin: location.origin, purpose: "device", accountId, deviceId, nonce, expires });
        this.#session.prove(nonce, await suite.sign(this.#book.person.dsk, input));
        return;
      }
      case "opened":
        this.#book.logOpened(event.logId);
        this.#lookAtLog();
        this.#session.subscribe(this.#space);
        // A phone that is new shows this month before five years of history have come.
        if (this.#book.following.cursor === 0)
          for (const document of await this.#book.firstSeen()) this.#session.read(this.#space, document);
        this.#pull();
        return;
      case "arrived":
        return this.#arrived(event);
      case "read":
        return this.#book.glimpse(await this.#openAll(event.items));
      case "acknowledged":
        return this.#acknowledged(event);
      case "pruned":
        return this.#book.prunes.done(event.snapshot);
      case "refused":
        return this.#refused(event);
      case "rang":
        this.#pull();
        return;
      case "ended":
        this.#channel?.close();
        return;
    }
  }

  /** Once a start: whether a phone came to the tree, or left it, that wrote nothing yet. */
  #lookAtLog(): void {
    if (this.#looked) return;
    this.#looked = true;
    this.#queue(async () => this.#book.unpark(await this.#openAll(await this.#book.parked())));
    this.#book.person.refreshLog().catch((problem: unknown) => {
      if (!this.#untrue(problem)) this.#looked = false;
    });
  }

  #pull(): void {
    if (this.#session.state === "open" && !this.#session.pulling(this.#space)) {
      this.#session.pull(this.#space, this.#book.following.cursor);
    }
  }

  async #pushMore(): Promise<void> {
    const { outbox } = this.#book;
    if (this.#session.state !== "open" || !this.#caughtUp) return;
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
      this.#tidying = setTimeout(() => this.#queue(() => this.#tidy()), TIDY_MS);
    }
  }

  /** Where nothing waits: a snapshot in place of many entries; what snapshots stand for may go. */
  async #tidy(): Promise<void> {
    if (this.#session.state !== "open" || !this.#caughtUp || this.#book.outbox.size > 0) return;
    if (await this.#book.compact(Date.now())) return this.#pushMore();
    for (const [snapshot, seqs] of this.#book.prunes.due(Date.now())) {
      if (this.#pruning.has(snapshot)) continue;
      this.#pruning.add(snapshot);
      this.#session.prune(this.#space, snapshot, seqs);
    }
  }

  async #arrived(event: Event & { is: "arrived" }): Promise<void> {
    const opened = await this.#openAll(event.items);
    const placed = opened.map((one) => one.placed);
    const verdict = this.#book.following.arrived(event.first, event.last, placed, event.head, event.answer);
    if (this.#wrong(verdict)) return;
    if (verdict.is === "gap") {
      this.#pull();
      return;
    }
    const taken = new Set(verdict.is === "take" ? verdict.seqs : []);
    await this.#book.take(opened.filter((one) => taken.has(one.placed.seq)));
    await this.#book.writeAgain();
    if (event.answer && this.#book.following.cursor < event.head) {
      this.#book.progress(this.#book.following.cursor, event.head);
      this.#pull();
      return;
    }
    if (event.answer) {
      await this.#book.caughtUp();
      this.#caughtUp = true;
    }
    this.#book.online(true);
    this.#failures = 0;
    await this.#pushMore();
  }

  async #acknowledged(event: Event & { is: "acknowledged" }): Promise<void> {
    this.#resealed = false;
    const accepted = this.#book.outbox.acknowledged(event.counters, event.seqs, event.received);
    for (const { pending, seq } of accepted) {
      if (this.#wrong(this.#book.replica.acknowledged(await this.#ownPlace(pending, seq)))) return;
    }
    await this.#book.settle(accepted);
    await this.#pushMore();
  }

  async #ownPlace(pending: Pending, seq: number): Promise<Placed> {
    const header = envelopes.decodeHeader(pending.envelope);
    const opened = await this.#book.open(pending.envelope, header);
    return placeOf(seq, pending.envelope, opened, readContent(opened) ?? []);
  }

  async #refused(event: Event & { is: "refused" }): Promise<void> {
    if (event.kind === "reseal") {
      if (this.#resealed) return; // of the same push
      await this.#book.person.refreshLog();
      this.#resealed = await this.#book.reseal(event.counter);
      if (this.#resealed) return;
      event = { ...event, kind: "retry", retryMs: RESEAL_MS }; // it asks for keys that the log does not know
    }
    const full = event.code === "storage-full" || event.code === "quota-full";
    if (event.ofPush) this.#book.outbox.refused(event.kind, event.code, event.counter, Date.now() + event.retryMs);
    if (event.kind === "retry") {
      if (full) this.#book.serverFull(true);
      setTimeout(() => this.#tryAgain(), event.retryMs + 50);
    }
    // A server that lost the account, or this phone's place in it, is told everything again.
    if (event.code === "unknown-account")
      void this.#book.person.forgetRegistration().then(() => this.#channel?.close());
    if (event.kind === "reauth" || event.code === "version") this.#channel?.close();
    // The space is gone where the person deleted everything on another phone: the log says whether they did.
    if (event.code === "not-a-member") {
      this.#looked = false;
      this.#lookAtLog();
    }
    if (event.code === "revoked") {
      this.#book.raise("removed");
      this.stop();
    }
  }

  /** What waits is pushed; a pull that was refused is asked again. */
  #tryAgain(): void {
    if (this.#caughtUp) this.nudge();
    else this.#queue(async () => this.#pull());
  }

  /** Says what cannot be right, and stops listening to this connection. */
  #wrong(verdict: Verdict | null): verdict is Verdict & { is: "tampered" } {
    if (verdict?.is !== "tampered") return false;
    this.#book.doubt();
    this.#book.raise(verdict.what);
    this.#failures = 6;
    this.#channel?.close();
    return true;
  }

  /** Says what the server told of the account that cannot be right; false where that is not the problem. */
  #untrue(problem: unknown): boolean {
    if (problem instanceof LogBroken) this.#book.raise("forked");
    else if (problem instanceof KeybagMismatch) this.#book.raise("keybag");
    else return false;
    return true;
  }

  async #openAll(items: readonly Entry[]): Promise<Arrived[]> {
    const { epoch } = this.#book.person.keys;
    const unknown = items.some(
      (item) => this.#book.person.deviceKey(item.device) === undefined || envelopes.epochOf(item.envelope) > epoch,
    );
    if (unknown) {
      try {
        await this.#book.person.refreshLog();
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
      const opened = await this.#book.open(item.envelope, header);
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
