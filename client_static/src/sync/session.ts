/**
 * One connection as a state machine: frames in, events out, frames to send in `takeOut()`. No I/O.
 *
 *     offline -> greeting (hello sent) -> [proving (auth sent)] -> open -> offline
 *
 * Rule 1: nothing but hello and auth is sent before `open`.
 * Rule 2: an answer counts only for what was asked on this connection; an answer to nothing is dropped.
 * Rule 3: after the end every asked thing is forgotten; what must survive lives in Outbox and Replica.
 */
import { type Bytes, equal } from "../crypto/encoding.ts";
import { Misuse } from "../crypto/errors.ts";
import type { Event } from "./events.ts";
import type { ClientFrame, ServerFrame } from "./frames.ts";

export type State = "offline" | "greeting" | "proving" | "open";
export const PULL_BYTES = 256 * 1024;

type Asked =
  | { readonly what: "pull"; readonly space: Bytes }
  | { readonly what: "read"; readonly space: Bytes }
  | { readonly what: "push"; readonly space: Bytes; readonly counters: readonly number[] }
  | { readonly what: "prune"; readonly space: Bytes; readonly snapshot: number };

export class Session {
  readonly account: Bytes;
  readonly device: Bytes;
  state: State = "offline";
  #out: ClientFrame[] = [];
  readonly #asked = new Map<number, Asked>();
  #lastId = 0;

  constructor(account: Bytes, device: Bytes) {
    this.account = account;
    this.device = device;
  }

  /** A new connection stands. */
  start(): void {
    this.state = "greeting";
    this.#asked.clear();
    this.#out = [{ tag: "hello", account: this.account, device: this.device }];
  }

  /** The connection is gone. */
  end(): void {
    this.state = "offline";
    this.#asked.clear();
    this.#out = [];
  }

  prove(nonce: Bytes, signature: Bytes): void {
    if (this.state === "offline") throw new Misuse(this.state);
    this.#out.push({ tag: "auth", nonce, signature });
    this.state = "proving";
  }

  subscribe(space: Bytes): void {
    this.#mustBeOpen();
    this.#out.push({ tag: "subscribe", space });
  }

  pull(space: Bytes, after: number, maxBytes = PULL_BYTES): void {
    this.#mustBeOpen();
    this.#out.push({ tag: "pull", id: this.#ask({ what: "pull", space }), space, after, maxBytes });
  }

  push(space: Bytes, counters: readonly number[], envelopes: readonly Bytes[]): void {
    this.#mustBeOpen();
    this.#out.push({ tag: "push", id: this.#ask({ what: "push", space, counters }), space, envelopes });
  }

  /** Asks for one document before its turn in the log. */
  read(space: Bytes, document: Bytes): void {
    this.#mustBeOpen();
    this.#out.push({ tag: "read", id: this.#ask({ what: "read", space }), space, document });
  }

  prune(space: Bytes, snapshot: number, seqs: readonly number[]): void {
    this.#mustBeOpen();
    const id = this.#ask({ what: "prune", space, snapshot });
    this.#out.push({ tag: "prune", id, space, snapshot, seqs });
  }

  ping(): void {
    this.#lastId += 1;
    this.#out.push({ tag: "ping", id: this.#lastId });
  }

  /** The frames to send now, in order. */
  takeOut(): ClientFrame[] {
    const out = this.#out;
    this.#out = [];
    return out;
  }

  pulling(space: Bytes): boolean {
    return [...this.#asked.values()].some((asked) => asked.what === "pull" && equal(asked.space, space));
  }

  receive(frame: ServerFrame): Event | null {
    if (this.state === "offline") return null;
    switch (frame.tag) {
      case "challenge":
        this.state = "greeting";
        return { is: "prove", nonce: frame.nonce, expires: frame.expires };
      case "welcome":
        this.state = "open";
        return { is: "opened", logId: frame.logId, time: frame.time, limits: frame.limits };
      case "goodbye":
        this.end();
        return { is: "ended", code: frame.code, retryMs: frame.retryMs };
      case "changed":
        return { is: "rang", space: frame.space, head: frame.head };
      case "entries":
        return this.#entries(frame);
      case "pushed":
        return this.#pushed(frame);
      case "document":
        return this.#document(frame);
      case "pruned":
        return this.#pruned(frame);
      case "refused":
        return this.#refused(frame);
      case "pong":
        return null;
    }
  }

  #entries(frame: ServerFrame & { tag: "entries" }): Event | null {
    const answer = frame.id !== 0;
    if (answer) {
      const asked = this.#asked.get(frame.id);
      if (asked?.what !== "pull" || !equal(asked.space, frame.space)) return null;
      this.#asked.delete(frame.id);
    }
    const { space, first, last, items, head } = frame;
    return { is: "arrived", space, first, last, items, head, answer };
  }

  #pushed(frame: ServerFrame & { tag: "pushed" }): Event | null {
    const asked = this.#asked.get(frame.id);
    if (asked?.what !== "push" || !equal(asked.space, frame.space)) return null;
    if (asked.counters.length !== frame.seqs.length) return null;
    this.#asked.delete(frame.id);
    return {
      is: "acknowledged",
      space: frame.space,
      counters: asked.counters,
      seqs: frame.seqs,
      received: frame.received,
    };
  }

  #document(frame: ServerFrame & { tag: "document" }): Event | null {
    const asked = this.#asked.get(frame.id);
    if (asked?.what !== "read" || !equal(asked.space, frame.space)) return null;
    this.#asked.delete(frame.id);
    return { is: "read", space: frame.space, items: frame.items };
  }

  #pruned(frame: ServerFrame & { tag: "pruned" }): Event | null {
    const asked = this.#asked.get(frame.id);
    if (asked?.what !== "prune" || !equal(asked.space, frame.space)) return null;
    this.#asked.delete(frame.id);
    return { is: "pruned", space: frame.space, snapshot: asked.snapshot };
  }

  #refused(frame: ServerFrame & { tag: "refused" }): Event | null {
    const asked = this.#asked.get(frame.id);
    // Of an answer that came twice: what it was about may have been asked again since.
    if (asked === undefined && frame.id !== 0) return null;
    let counter = 0;
    if (asked?.what === "push" && frame.index >= 0 && frame.index < asked.counters.length) {
      counter = asked.counters[frame.index]!;
    } else if (asked !== undefined) {
      this.#asked.delete(frame.id);
    }
    const { code, text, retryMs } = frame;
    const ofPush = asked?.what === "push";
    // Only a named entry is sealed again.
    const kind = frame.kind === "reseal" && counter === 0 ? "retry" : frame.kind;
    return { is: "refused", kind, code, text, retryMs, space: asked?.space ?? new Uint8Array(0), counter, ofPush };
  }

  #ask(what: Asked): number {
    this.#lastId += 1;
    this.#asked.set(this.#lastId, what);
    return this.#lastId;
  }

  #mustBeOpen(): void {
    if (this.state !== "open") throw new Misuse(this.state);
  }
}
