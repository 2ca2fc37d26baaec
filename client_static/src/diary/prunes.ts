/**
 * What the server may let go, for a snapshot stands for it (PROTOCOL.md section 6.3).
 *
 * A snapshot of another phone is looked at first: what it lacks is written again. An own one is looked at by others,
 * or time passes.
 */
import { type Bytes, equal } from "../crypto/encoding.ts";
import type { Row, Rows } from "../storage/store.ts";
import type { DocumentState } from "../sync/document.ts";
import type { Entry } from "../sync/frames.ts";
import type { Change } from "../sync/record.ts";
import { ENTRY_CHANGES } from "../sync/restore.ts";
import { GRACE_MS, lacking, type Snapshot } from "../sync/snapshot.ts";
import type { Person } from "./person.ts";

const PRUNE = "prune/";

/** Entries that may go; not before `due` (ms). */
interface Prune {
  readonly seqs: readonly number[];
  readonly due: number;
}

export class Prunes {
  readonly #store: Rows;
  readonly #person: Person;
  #known = new Map<number, Prune>(); // by the snapshot's place in the log
  #again: [name: string, changes: readonly Change[]][] = [];

  constructor(store: Rows, person: Person) {
    this.#store = store;
    this.#person = person;
  }

  async load(): Promise<void> {
    const rows = await this.#store.readAll<Prune>(PRUNE);
    this.#known = new Map([...rows].map(([row, prune]) => [Number(row.slice(PRUNE.length)), prune]));
  }

  /** For each snapshot the seqs that it stands for and that may go now. */
  due(now: number): [number, readonly number[]][] {
    return [...this.#known].filter(([, { due }]) => due <= now).map(([snapshot, { seqs }]) => [snapshot, seqs]);
  }

  async done(snapshot: number): Promise<void> {
    this.#known.delete(snapshot);
    await this.#store.write([], [rowOf(snapshot)]);
  }

  /** They are of another log. Gives the rows to remove. */
  forget(): Promise<string[]> {
    this.#known.clear();
    return this.#store.names(PRUNE);
  }

  /** A snapshot that stands in the log; gives the rows to keep. */
  async judge(
    document: DocumentState,
    device: Bytes,
    { seq, received }: Pick<Entry, "seq" | "received">,
    snapshot: Snapshot,
  ): Promise<Row[]> {
    let due = 0;
    if (!equal(device, this.#person.account.deviceId)) {
      const lacks = await lacking(document, snapshot);
      if (lacks === null) return [];
      for (let at = 0; at < lacks.length; at += ENTRY_CHANGES)
        this.#again.push([document.name, lacks.slice(at, at + ENTRY_CHANGES)]);
      if (lacks.length > 0) return [];
    } else if (this.#person.phones().length > 1) {
      due = received + GRACE_MS;
    }
    const prune = { seqs: snapshot.covers, due };
    this.#known.set(seq, prune);
    return [[rowOf(seq), prune]];
  }

  /** What snapshots of other phones lacked, to be written again: told once. */
  takeAgain(): [name: string, changes: readonly Change[]][] {
    const again = this.#again;
    this.#again = [];
    return again;
  }
}

function rowOf(snapshot: number): string {
  return `${PRUNE}${snapshot}`;
}
