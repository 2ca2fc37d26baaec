/** What a host says of a circle, as records: its name, a few words, and how those in it are called. */
import type { RecordState } from "../sync/record.ts";
import { MOST_NAME, MOST_WORDS } from "./model.ts";

export const CIRCLE = "circle";

export interface CircleWords {
  readonly name: string;
  readonly words: string;
  /** By account in hex: for those whose own word is older than the reader's time here. */
  readonly called: ReadonlyMap<string, string>;
  readonly at: string; // sorts by when it was said
}

export const NO_WORDS: CircleWords = { name: "", words: "", called: new Map(), at: "" };

export function readCircle(records: Iterable<RecordState>): CircleWords {
  for (const { type, fields } of records) {
    if (type !== CIRCLE || typeof fields.name?.value !== "string") continue;
    const called = new Map<string, string>();
    for (const [account, { value }] of Object.entries(fields))
      if (/^[0-9a-f]{32}$/.test(account) && typeof value === "string") called.set(account, value.slice(0, MOST_NAME));
    const words = typeof fields.words?.value === "string" ? fields.words.value.slice(0, MOST_WORDS) : "";
    return { name: fields.name.value.trim().slice(0, MOST_NAME), words, called, at: fields.name.at };
  }
  return NO_WORDS;
}

/** What was said last; of names, those that any of them says. */
export function newestWords(all: readonly CircleWords[]): CircleWords {
  const inOrder = [...all].sort((one, other) => (one.at < other.at ? -1 : 1));
  const called = new Map(inOrder.flatMap((one) => [...one.called]));
  return { ...(inOrder.at(-1) ?? NO_WORDS), called };
}
