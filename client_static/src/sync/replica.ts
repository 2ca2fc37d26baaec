/**
 * What a phone knows of one space's log: how far it has it, and the chains that show when a server lies.
 *
 * Rule 1: the cursor moves only over entries that were checked, one after the other; a hole means pulling again.
 * Rule 2: what cannot be right is not taken: the state stays as it was and `tampered` says what it is.
 * Rule 3: an own acknowledged entry needs no second trip: the cursor walks over it when everything before is here.
 *
 *     dropped       an entry between two of a device is missing       forked       two truths for one place in a chain
 *     replayed      an entry comes a second time at a new place       stranger     an entry of no device of this account
 *     reordered     entries stand before what they had seen           rolled-back  the log is shorter than it was
 */
import { type Bytes, equal, hex, pae, u64 } from "../crypto/encoding.ts";
import { sha256Now } from "../crypto/suite.ts";

export type What = "dropped" | "reordered" | "forked" | "replayed" | "stranger" | "rolled-back";
export const NO_HASH: Bytes = new Uint8Array(32);
/** So many chain hashes are kept to check what others had seen; a claim about older ones cannot be checked. */
export const REMEMBERED = 4096;

/** An entry of the log as the replica sees it. A parked one has no hash (it could not be opened). */
export interface Placed {
  readonly seq: number;
  readonly device: string; // hex
  readonly counter: number;
  readonly envelopeHash: Bytes;
  readonly prev: Bytes;
  readonly hash: Bytes | null;
  readonly seenSeq: number;
  readonly seenHash: Bytes;
  readonly stranger: boolean;
  /** Only its stub is left: a snapshot must stand for it. */
  readonly hole: boolean;
  /** Of an epoch that the reader was no member in: counted into the chain, and never opened. */
  readonly past?: boolean;
  /** Of a snapshot: what it stands for. */
  readonly covers: readonly number[];
  /** The log that this entry's device signs to go on in, from here (restore.ts). */
  readonly restarts: Bytes | null;
}

export type Verdict =
  | { readonly is: "take"; readonly seqs: readonly number[] }
  | { readonly is: "gap"; readonly after: number }
  | { readonly is: "tampered"; readonly what: What };

export interface Head {
  readonly counter: number;
  readonly hash: Bytes | null;
  /** How far its author had read the log. */
  readonly seen: number;
}

/** What the store keeps of a replica. */
export interface ReplicaState {
  readonly cursor: number;
  readonly chain: Bytes;
  readonly heads: ReadonlyMap<string, Head>;
  readonly ahead: ReadonlyMap<number, Placed>;
  readonly parked: readonly number[];
  /** Stubs that no snapshot stood for so far. */
  readonly holes: readonly number[];
  readonly logId: Bytes | null;
}

export const EMPTY: ReplicaState = {
  cursor: 0,
  chain: NO_HASH,
  heads: new Map(),
  ahead: new Map(),
  parked: [],
  holes: [],
  logId: null,
};

export function nextChain(chain: Uint8Array, seq: number, envelopeHash: Uint8Array): Bytes {
  return sha256Now(pae("newleaf/v1/hash/log", chain, u64(seq), envelopeHash));
}

export class Replica {
  cursor: number;
  chain: Bytes;
  logId: Bytes | null;
  readonly parked: Set<number>;
  holes: Set<number>;
  heads: Map<string, Head>;
  ahead: Map<number, Placed>;
  readonly #chains: Map<number, Bytes>;

  constructor(state: ReplicaState = EMPTY) {
    this.cursor = state.cursor;
    this.chain = state.chain;
    this.logId = state.logId;
    this.parked = new Set(state.parked);
    this.holes = new Set(state.holes);
    this.heads = new Map(state.heads);
    this.ahead = new Map(state.ahead);
    this.#chains = new Map([
      [0, NO_HASH],
      [this.cursor, this.chain],
    ]);
  }

  state(): ReplicaState {
    const { cursor, chain, logId } = this;
    return {
      cursor,
      chain,
      logId,
      heads: new Map(this.heads),
      ahead: new Map(this.ahead),
      parked: [...this.parked].sort((a, b) => a - b),
      holes: [...this.holes].sort((a, b) => a - b),
    };
  }

  /**
   * What an entry that is sealed now says its author had seen: as far as it could open everything. Whoever vouched for
   * an entry that nobody can open, and that a server may have made up, would look like a liar to the others.
   */
  seen(): { seq: number; hash: Bytes } {
    const seq = this.parked.size > 0 ? Math.min(...this.parked) - 1 : this.cursor;
    const hash = this.chainAt(seq);
    return hash === undefined ? { seq: 0, hash: new Uint8Array(32) } : { seq, hash };
  }

  /** False: this is a log of another generation; it is not adopted in silence (restore.ts). */
  opened(logId: Bytes): boolean {
    if (this.logId !== null && !equal(this.logId, logId)) return false;
    this.logId = logId;
    return true;
  }

  /** `answer`: to a pull after first - 1; what comes by itself may be late and is believed less. */
  /** Whether this log, read anew, holds at least what the earlier reading knew for certain. */
  goesOnFrom(before: Replica): boolean {
    if (this.cursor < before.cursor) return false;
    return [...before.heads].every(([device, known]) => {
      const head = this.heads.get(device);
      if (known.hash === null) return true;
      if (head === undefined || head.counter < known.counter) return false;
      return head.counter > known.counter || head.hash === null || equal(head.hash, known.hash);
    });
  }

  arrived(first: number, last: number, items: readonly Placed[], head: number, answer: boolean): Verdict {
    if (answer && head < first - 1) return { is: "tampered", what: "rolled-back" };
    const whole = items.length === last - first + 1 && items.every((item, index) => item.seq === first + index);
    if (!whole) return { is: "tampered", what: items.length <= last - first ? "dropped" : "reordered" };
    if (first > this.cursor + 1 && !this.#ownBetween(first)) return { is: "gap", after: this.cursor };
    const trial = new Trial(this);
    for (const item of items) {
      const wrong = trial.take(item, items);
      if (wrong !== null) return { is: "tampered", what: wrong };
    }
    trial.walk();
    // All is here, and nobody signed that these may be gone.
    const unsigned = trial.cursor >= head && trial.holes.size > 0;
    if (unsigned && trial.parked.size + this.parked.size === 0) return { is: "tampered", what: "dropped" };
    this.#adopt(trial);
    return { is: "take", seqs: trial.taken };
  }

  /** The server says that it keeps the own entry at `own.seq`. */
  acknowledged(own: Placed): Verdict | null {
    if (own.seq <= this.cursor) {
      const known = this.chainAt(own.seq);
      const before = this.chainAt(own.seq - 1);
      const same = !known || !before || equal(known, nextChain(before, own.seq, own.envelopeHash));
      return same ? null : { is: "tampered", what: "forked" };
    }
    const mine = this.ahead.get(own.seq);
    if (mine !== undefined && !equal(mine.envelopeHash, own.envelopeHash)) return { is: "tampered", what: "forked" };
    this.ahead.set(own.seq, own);
    const trial = new Trial(this);
    trial.walk();
    this.#adopt(trial);
    return null;
  }

  chainAt(seq: number): Bytes | undefined {
    return this.#chains.get(seq);
  }

  #ownBetween(first: number): boolean {
    for (let seq = this.cursor + 1; seq < first; seq++) if (!this.ahead.has(seq)) return false;
    return true;
  }

  #adopt(trial: Trial): void {
    this.cursor = trial.cursor;
    this.chain = trial.chain;
    this.heads = trial.heads;
    this.ahead = trial.ahead;
    for (const seq of trial.parked) this.parked.add(seq);
    this.holes = trial.holes;
    for (const [seq, chain] of trial.chains) this.#chains.set(seq, chain);
    for (const seq of this.#chains.keys()) if (seq > 0 && seq <= this.cursor - REMEMBERED) this.#chains.delete(seq);
  }
}

/** The replica as it would be after a batch: adopted whole or not at all. */
class Trial {
  cursor: number;
  chain: Bytes;
  readonly heads: Map<string, Head>;
  readonly ahead: Map<number, Placed>;
  readonly parked = new Set<number>();
  readonly holes: Set<number>;
  readonly chains = new Map<number, Bytes>();
  readonly taken: number[] = [];
  readonly #replica: Replica;

  constructor(replica: Replica) {
    this.#replica = replica;
    this.cursor = replica.cursor;
    this.chain = replica.chain;
    this.heads = new Map(replica.heads);
    this.ahead = new Map(replica.ahead);
    this.holes = new Set(replica.holes);
  }

  take(item: Placed, batch: readonly Placed[]): What | null {
    this.walk(item.seq);
    if (item.seq <= this.cursor) return this.#known(item);
    const mine = this.ahead.get(item.seq);
    if (mine !== undefined && !equal(mine.envelopeHash, item.envelopeHash)) return "forked";
    const wrong = this.#check(item, batch);
    if (wrong === null) {
      this.taken.push(item.seq);
      this.#advance(item);
    }
    return wrong;
  }

  /** Over own acknowledged entries that are next. */
  walk(before = Number.POSITIVE_INFINITY): void {
    for (;;) {
      const own = this.ahead.get(this.cursor + 1);
      if (own === undefined || own.seq >= before) return;
      this.#advance(own);
    }
  }

  /** Something sent again must be what it was. */
  #known(item: Placed): What | null {
    const before = this.#chainAt(item.seq - 1);
    const after = this.#chainAt(item.seq);
    if (!before || !after || equal(nextChain(before, item.seq, item.envelopeHash), after)) return null;
    return "forked";
  }

  #check(item: Placed, batch: readonly Placed[]): What | null {
    if (item.stranger) return "stranger";
    const head = this.heads.get(item.device) ?? { counter: 0, hash: NO_HASH, seen: 0 };
    if (item.counter <= head.counter) {
      const same =
        item.hash === null || item.counter < head.counter || (head.hash !== null && equal(item.hash, head.hash));
      return same ? "replayed" : "forked";
    }
    // Whichever log it names: a copy that is brought back holds earlier restarts. Its `seen` binds it to this log.
    if (item.hash && head.hash && !equal(item.prev, head.hash) && item.restarts === null)
      return brokenChain(item, head, batch);
    if (item.seenSeq >= item.seq) return "reordered";
    const seen = this.#chainAt(item.seenSeq);
    return item.hash && seen && !equal(seen, item.seenHash) ? "forked" : null;
  }

  #advance(item: Placed): void {
    this.ahead.delete(item.seq);
    this.cursor = item.seq;
    this.chain = nextChain(this.chain, item.seq, item.envelopeHash);
    this.chains.set(item.seq, this.chain);
    const seen = Math.max(item.seenSeq, this.heads.get(item.device)?.seen ?? 0);
    this.heads.set(item.device, { counter: item.counter, hash: item.hash, seen });
    for (const seq of item.covers) this.holes.delete(seq);
    if (item.hole) this.holes.add(item.seq);
    else if (item.hash === null && !item.past) this.parked.add(item.seq);
  }

  #chainAt(seq: number): Bytes | undefined {
    return this.chains.get(seq) ?? this.#replica.chainAt(seq);
  }
}

function brokenChain(item: Placed, head: Head, batch: readonly Placed[]): What {
  if (item.counter === head.counter + 1) return "forked";
  const later = batch.some(
    (other) => other.seq > item.seq && other.device === item.device && other.hash && equal(other.hash, item.prev),
  );
  return later ? "reordered" : "dropped";
}

export function deviceName(device: Uint8Array): string {
  return hex(device);
}
