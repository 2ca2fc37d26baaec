/**
 * Keeps this phone and the server together: one connection for all spaces (line.ts), driven by the pure Session.
 *
 * Rule: one thing after the other; what could not be stored is read again from what is stored.
 */
import { type Bytes, hex } from "../crypto/encoding.ts";
import { proofInput } from "../crypto/proof.ts";
import * as suite from "../crypto/suite.ts";
import type { Event } from "../sync/events.ts";
import type { ServerFrame } from "../sync/frames.ts";
import { Session } from "../sync/session.ts";
import { type Channel, openPolling, openSocket } from "../transport/channel.ts";
import { Declined } from "../transport/http.ts";
import { askToSend } from "./background.ts";
import type { Book } from "./book.ts";
import { Line, type Wire } from "./line.ts";

const SLOWEST_MS = 30_000;
const FIRST_MS = 500;
const SETTLE_MS = 750;
const SOCKET_TRIES = 2;
const LATER_FAILURES = 6; // as after so many

export class Sync implements Wire {
  readonly session: Session;
  /** Called when the server rings for a space that is not known here: somebody opened one with the person. */
  onUnknown: (space: Bytes) => void = () => undefined;
  /** Called when a connection was opened. */
  onOpened: () => void = () => undefined;
  readonly #book: Book; // the diary
  readonly #lines = new Map<string, Line>(); // by the space's id in hex; the diary's own first
  #channel: Channel | null = null;
  #failures = 0;
  #socketFailures = 0;
  #logId: Bytes | null = null; // of the connection that is open
  #timer: ReturnType<typeof setTimeout> | undefined;
  #work: Promise<void> = Promise.resolve();
  #stopped = false;
  #connecting = false;

  constructor(book: Book) {
    this.#book = book;
    this.session = new Session(book.person.account.accountId, book.person.account.deviceId);
    this.add(book);
  }

  /** Another space travels on this connection from now on. */
  add(book: Book): void {
    const key = hex(book.space.id);
    if (this.#lines.has(key)) return;
    const line = new Line(book, this);
    this.#lines.set(key, line);
    const logId = this.#logId;
    if (logId !== null) this.queue(() => line.opened(logId));
  }

  drop(space: Bytes): void {
    this.#lines.delete(hex(space));
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
    } else for (const line of this.#lines.values()) this.queue(() => line.pushMore());
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
    const ears = {
      heard: (frame: ServerFrame) => this.queue(() => this.#heard(frame)),
      ended: (opened: boolean) => this.#ended(opened),
    };
    const greet = () => {
      this.session.start();
      this.#flush();
    };
    const ping = () => {
      this.session.ping();
      return this.session.takeOut();
    };
    this.#channel =
      this.#socketFailures < SOCKET_TRIES
        ? openSocket(ears, ping, greet)
        : openPolling(ears, () => this.#listen(), greet);
  }

  #listen() {
    if (this.session.state === "open") for (const line of this.#lines.values()) line.listen();
    return this.session.takeOut();
  }

  #ended(opened: boolean): void {
    this.#channel = null;
    this.#logId = null;
    this.session.end();
    for (const line of this.#lines.values()) line.ended();
    this.#socketFailures = opened ? 0 : this.#socketFailures + 1;
    this.#again();
  }

  /** Full jitter: so that a thousand phones do not come back in the same instant. */
  #again(atLeast = 0): void {
    const waiting = [...this.#lines.values()].some(({ book }) => book.outbox.size > 0);
    if (waiting) void askToSend(); // this page may be gone before there is a network
    const delay = Math.min(SLOWEST_MS, FIRST_MS * 2 ** this.#failures) * Math.random();
    this.#failures = Math.min(this.#failures + 1, 10);
    this.#soon(Math.max(atLeast, delay));
  }

  /** One thing after the other: each event is stored before the next is looked at. */
  queue(work: () => Promise<void>): void {
    this.#work = this.#work.then(work).then(
      () => this.#flush(),
      async () => {
        // What is in memory may be ahead of what could be stored: go on from what is stored.
        for (const { book } of this.#lines.values()) await book.load().catch(() => undefined);
        this.#channel?.close();
      },
    );
  }

  #flush(): void {
    const frames = this.session.takeOut();
    if (frames.length > 0) this.#channel?.send(frames);
  }

  well(): void {
    this.#failures = 0;
  }

  leave(): void {
    this.#failures = LATER_FAILURES;
    this.#channel?.close();
  }

  async #heard(frame: ServerFrame): Promise<void> {
    const event = this.session.receive(frame);
    if (event !== null) await this.#handle(event);
  }

  async #handle(event: Event): Promise<void> {
    switch (event.is) {
      case "prove": {
        const { accountId, deviceId } = this.#book.person.account;
        const { nonce, expires } = event;
        const input = proofInput({ origin: location.origin, purpose: "device", accountId, deviceId, nonce, expires });
        this.session.prove(nonce, await suite.sign(this.#book.person.dsk, input));
        return;
      }
      case "opened":
        this.#logId = event.logId;
        for (const line of [...this.#lines.values()]) await line.opened(event.logId);
        this.onOpened();
        return;
      case "ended":
        this.#channel?.close();
        return;
      case "refused":
        if (this.#refused(event)) return;
        break;
    }
    const line = this.#lines.get(hex(event.space));
    if (line !== undefined) return line.handle(event);
    if (event.is === "rang") this.onUnknown(event.space);
  }

  /** What is about the connection, or this phone's place at the server; false for what is about a space. */
  #refused(event: Event & { is: "refused" }): boolean {
    // A server that lost the account, or this phone's place in it, is told everything again.
    if (event.code === "unknown-account")
      void this.#book.person.forgetRegistration().then(() => this.#channel?.close());
    if (event.code === "revoked") {
      this.#book.raise("removed");
      this.stop();
    }
    if (event.kind === "reauth" || event.code === "version") this.#channel?.close();
    return event.space.length === 0;
  }
}
