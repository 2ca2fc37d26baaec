/**
 * Written text that two phones may change apart (PROTOCOL.md section 5.1): Yjs holds the letters, and each edit names
 * the edits that its author had seen, so that "rewrote the same passage" can be told from "wrote somewhere else".
 *
 * Rule 1: the text depends only on the set of edits, never on their order.
 * Rule 2: nothing that somebody wrote is dropped; where both rewrote one passage, both stand there until somebody chose.
 */
import diff from "fast-diff";
import * as Y from "yjs";
import type { Bytes } from "../crypto/encoding.ts";

const NAME = "text";

export interface Edit {
  readonly id: string; // hex of the record
  readonly update: Uint8Array; // of Yjs, version 1
  readonly after: readonly string[]; // ids of the edits that were the newest where it was made
  readonly whole?: boolean; // its update holds all that it comes after
}

/** What two phones made of one passage, each as the whole text. */
export interface Rewrite {
  readonly one: string;
  readonly other: string;
  readonly both: string;
}

/** What was typed since the last edit, as the next one. */
export interface Unsealed {
  readonly update: Bytes;
  readonly after: readonly string[];
  readonly changes: number;
}

/** The text of a set of edits, open for more. */
export class Text {
  readonly #doc: Y.Doc;
  readonly #edits: Map<string, Edit>;
  readonly #typed: Uint8Array[] = [];
  #shown: string;

  constructor(edits: Iterable<Edit>) {
    this.#edits = new Map([...edits].map((edit) => [edit.id, edit]));
    this.#doc = docOf(this.#edits.values());
    this.#shown = this.#doc.getText(NAME).toString();
    // The update of each change by itself: one since a state would hold every letter that was ever deleted.
    this.#doc.on("update", (made: Uint8Array) => this.#typed.push(made));
  }

  toString(): string {
    return this.#shown;
  }

  /** The edits that no other edit has seen. */
  newest(): string[] {
    const seen = new Set([...this.#edits.values()].flatMap(({ after }) => after));
    return [...this.#edits.keys()].filter((id) => !seen.has(id)).sort();
  }

  has(edits: readonly string[]): boolean {
    return edits.every((id) => this.#edits.has(id));
  }

  /** The text as it was when these edits were the newest: what somebody was looking at. */
  at(newest: readonly string[]): Text {
    const known = newest.flatMap((id) => [...this.#known(id)]);
    return new Text([...new Set(known)].map((id) => this.#edits.get(id)!));
  }

  /** Makes the text `next`: the passages that differ, as one change. */
  type(next: string): void {
    if (next === this.#shown) return;
    const text = this.#doc.getText(NAME);
    this.#doc.transact(() => {
      let at = 0;
      for (const [what, letters] of diff(this.#shown, next)) {
        if (what === diff.DELETE) text.delete(at, letters.length);
        if (what === diff.INSERT) text.insert(at, letters);
        if (what !== diff.DELETE) at += letters.length;
      }
    });
    this.#shown = next;
  }

  /** What was typed and is no edit yet; null where nothing was. It stays so until `sealed`. */
  unsealed(): Unsealed | null {
    const [only, ...more] = this.#typed;
    if (only === undefined) return null;
    const update = more.length === 0 ? only : Y.mergeUpdates(this.#typed);
    return { update: update.slice() as Bytes, after: this.newest(), changes: this.#typed.length };
  }

  /** It is an edit now, durably; what was typed meanwhile is not yet. */
  sealed(id: string, { update, after, changes }: Unsealed): void {
    this.#typed.splice(0, changes);
    this.#edits.set(id, { id, update, after });
  }

  /** One update in place of all, without letters that were taken away; null where an edit is missing or wrong. */
  whole(): Bytes | null {
    const edits = [...this.#edits.values()];
    if (edits.some(({ whole, after }) => !whole && after.some((id) => !this.#edits.has(id)))) return null;
    const doc = new Y.Doc();
    try {
      for (const { update } of edits) Y.applyUpdate(doc, update);
    } catch {
      return null;
    }
    return Y.encodeStateAsUpdate(doc).slice() as Bytes;
  }

  /** Where two that did not know of each other rewrote the same passage; null where there is nothing to ask. */
  rewritten(): Rewrite | null {
    const [first, second] = this.newest();
    if (first === undefined || second === undefined) return null;
    const [mine, theirs] = [this.#known(first), this.#known(second)];
    const textOf = (ids: Iterable<string>) =>
      docOf([...ids].map((id) => this.#edits.get(id)!))
        .getText(NAME)
        .toString();
    const base = textOf([...mine].filter((id) => theirs.has(id)));
    return rewriteOf(base, textOf(mine), textOf(theirs));
  }

  #known(id: string): Set<string> {
    const known = new Set<string>();
    const open = [id];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const edit = this.#edits.get(next);
      if (edit === undefined || known.has(next)) continue; // one that is not here yet
      known.add(next);
      open.push(...edit.after);
    }
    return known;
  }
}

function docOf(edits: Iterable<Edit>): Y.Doc {
  const doc = new Y.Doc({ gc: false });
  for (const { update } of edits) {
    try {
      Y.applyUpdate(doc, update);
    } catch {
      // An edit that its author wrote wrongly: the others are read without it.
    }
  }
  return doc;
}

interface Splice {
  readonly from: number;
  readonly to: number;
  readonly put: string;
}

/** The one passage of `before` that is another in `after`; never through the middle of a letter. */
export function splice(before: string, after: string): Splice {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from += 1;
  if (halves(before, from) || halves(after, from)) from -= 1;
  let end = 0;
  while (end < most - from && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  if (end > 0 && (halves(before, before.length - end) || halves(after, after.length - end))) end -= 1;
  return { from, to: before.length - end, put: after.slice(from, after.length - end) };
}

/** Whether a cut at `at` would part a letter of two UTF-16 units. */
function halves(text: string, at: number): boolean {
  const code = at > 0 && at < text.length ? text.charCodeAt(at) : 0;
  return code >= 0xdc00 && code <= 0xdfff;
}

/** Both from `base`: null where they did not touch the same passage, or neither took anything away there. */
export function rewriteOf(base: string, one: string, other: string): Rewrite | null {
  const [left, right] = [splice(base, one), splice(base, other)];
  const apart = Math.max(left.from, right.from) > Math.min(left.to, right.to);
  const removes = left.to > left.from || right.to > right.from;
  if (apart || !removes || one === other) return null;
  // Whole lines: half a sentence says nothing.
  const from = base.slice(0, Math.min(left.from, right.from)).lastIndexOf("\n") + 1;
  const line = base.indexOf("\n", Math.max(left.to, right.to));
  const to = line < 0 ? base.length : line;
  const passage = (whole: string) => whole.slice(from, whole.length - (base.length - to));
  const both = `${base.slice(0, from)}${passage(one)}\n${passage(other)}${base.slice(to)}`;
  return { one, other, both };
}
