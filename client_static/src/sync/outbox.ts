/**
 * What the server has not acknowledged yet, for one space.
 *
 * Rule 1: an entry leaves the outbox only when the server answered for it, never when it was sent.
 * Rule 2: entries go in counter order, one push in flight, at most 64 entries or 256 KiB.
 * Rule 3: `received` in an answer is the time of THIS push. For an entry that was sent before and may be in the log
 *         since then, it is not its time of receipt, and phones would clamp it differently. So an entry that was ever
 *         sent before stays (but is not sent again) until it comes back in the log, which tells its true time.
 * Rule 4: a refusal sets one entry aside or holds the queue for a while; it never loses and never blocks for good.
 */
import type { Bytes } from "../crypto/encoding.ts";
import type { RefusalKind } from "./frames.ts";

const PUSH_ENTRIES = 64;
const PUSH_BYTES = 256 * 1024;

/** A sealed entry, and what it takes to seal it again. */
export interface Pending {
  readonly counter: number;
  readonly document: string;
  readonly content: Bytes;
  readonly envelope: Bytes;
  readonly hash: Bytes; // of the sealed entry's signature input: the next entry's `prev`
}

export interface Accepted {
  readonly pending: Pending;
  readonly seq: number;
  readonly received: number;
}

export class Outbox {
  readonly setAside = new Map<number, string>();
  readonly #entries: Map<number, Pending>;
  readonly #sentBefore: Set<number>;
  #inFlight: readonly number[] = [];
  readonly #answered = new Set<number>();
  #heldUntil = 0;

  /** `stored`: the rows kept by the store; whether they were sent before, nobody knows. */
  constructor(stored: Iterable<Pending> = []) {
    const sorted = [...stored].sort((one, other) => one.counter - other.counter);
    this.#entries = new Map(sorted.map((pending) => [pending.counter, pending]));
    this.#sentBefore = new Set(this.#entries.keys());
  }

  get size(): number {
    return this.#entries.size;
  }

  entries(): Pending[] {
    return [...this.#entries.values()];
  }

  get(counter: number): Pending | undefined {
    return this.#entries.get(counter);
  }

  has(counter: number): boolean {
    return this.#entries.has(counter);
  }

  /** True while an acknowledged entry must come back in the log: pull. */
  get awaitingLog(): boolean {
    return this.#answered.size > 0;
  }

  get heldUntil(): number {
    return this.#heldUntil;
  }

  add(pending: Pending): void {
    this.#entries.set(pending.counter, pending);
  }

  /** What to push now; empty while a push is in flight, the queue is held, or nothing waits. */
  nextPush(now: number): Pending[] {
    if (this.#inFlight.length > 0 || now < this.#heldUntil) return [];
    const chosen: Pending[] = [];
    let size = 0;
    for (const [counter, pending] of this.#entries) {
      if (this.#answered.has(counter) || this.setAside.has(counter)) continue;
      size += pending.envelope.length;
      if (chosen.length > 0 && (chosen.length === PUSH_ENTRIES || size > PUSH_BYTES)) break;
      chosen.push(pending);
    }
    this.#inFlight = chosen.map((pending) => pending.counter);
    return chosen;
  }

  /** Those that are in the log for certain at `received`, and leave the outbox now. */
  acknowledged(counters: readonly number[], seqs: readonly number[], received: number): Accepted[] {
    const accepted: Accepted[] = [];
    counters.forEach((counter, index) => {
      const seq = seqs[index] ?? 0;
      const pending = this.#entries.get(counter);
      if (seq === 0 || pending === undefined) return;
      if (this.#sentBefore.has(counter)) {
        this.#answered.add(counter);
      } else {
        this.#entries.delete(counter);
        accepted.push({ pending, seq, received });
      }
    });
    this.#land();
    return accepted;
  }

  /** An own entry came with the log: it is kept there. True if it was waiting here. */
  seenInLog(counter: number): boolean {
    this.#answered.delete(counter);
    this.#sentBefore.delete(counter);
    this.setAside.delete(counter);
    return this.#entries.delete(counter);
  }

  /**
   * counter 0: the whole push was refused; of one entry, an answer to the push follows.
   * until: before that time nothing is sent (kind retry).
   */
  refused(kind: RefusalKind, code: string, counter: number, until: number): void {
    const which = counter === 0 && this.#inFlight.length === 1 ? this.#inFlight[0]! : counter;
    if (kind === "permanent" && which > 0) this.setAside.set(which, code);
    if (kind === "retry") this.#heldUntil = Math.max(this.#heldUntil, until);
    if (counter === 0) this.#land();
  }

  /** Nobody knows whether what was in flight arrived. */
  disconnected(): void {
    this.#land();
  }

  /** The same entry under the current epoch (refusal `reseal`). */
  replace(pending: Pending): void {
    this.#entries.set(pending.counter, pending);
  }

  #land(): void {
    for (const counter of this.#inFlight) if (this.#entries.has(counter)) this.#sentBefore.add(counter);
    this.#inFlight = [];
  }
}
