/** What letters of a project say, as typed things; what makes no sense is nothing (PROTOCOL.md section 3.9). */
import { unpack } from "../crypto/msgpack.ts";

export const MOST_NAME = 40;
export const MOST_PROJECT_NAME = 60;
export const MOST_WORDS = 500;
export const MOST_TOLD = 4000;
/** Of a talk, that go into one letter. */
export const MOST_SHOWN = 20;

/** walk: to talk with one who has been there; work: to support others. */
export type Wish = "walk" | "work";

/** What has become of a concern or a report; talk: its author would like to talk it through. */
export type Step = "received" | "acting" | "closed" | "talk";

const WISHES: readonly Wish[] = ["walk", "work"];
const STEPS: readonly Step[] = ["received", "acting", "closed", "talk"];

/** Words of a talk that somebody chose to show. */
export interface Shown {
  readonly by: string; // a name
  readonly day: string;
  readonly text: string;
}

export type LetterBody =
  | { readonly is: "hello"; readonly name: string; readonly words: string; readonly wish: Wish }
  | { readonly is: "offer"; readonly invitation: string; readonly name: string; readonly words: string }
  | { readonly is: "concern"; readonly told: boolean; readonly words: string; readonly shown: readonly Shown[] }
  | { readonly is: "report"; readonly about: string; readonly words: string; readonly proofs: Proofs }
  | { readonly is: "news"; readonly step: Step; readonly words: string }
  | { readonly is: "suggestion"; readonly name: string; readonly words: string; readonly of: string };

/** What somebody wrote as their phone signed it, with the log that names their phones. */
export interface Proofs {
  readonly account: Uint8Array;
  readonly log: readonly Uint8Array[];
  readonly unsealed: readonly Uint8Array[];
}

/** Words of a report and their day, signed by a phone of the one whom it is about. */
export interface Proven {
  readonly text: string;
  readonly day: string;
}

const KINDS = ["hello", "offer", "concern", "report", "news", "suggestion"] as const;
export type LetterIs = (typeof KINDS)[number];

/** As letter.ts counts them, from 1. */
export function kindOf(is: LetterIs): number {
  return KINDS.indexOf(is) + 1;
}

/** As a list that MessagePack holds. */
export function fieldsOf(body: LetterBody): unknown[] {
  switch (body.is) {
    case "hello":
      return [body.name, body.words, WISHES.indexOf(body.wish)];
    case "offer":
      return [body.invitation, body.name, body.words];
    case "concern":
      return [body.told, body.words, body.shown.map(({ by, day, text }) => [by, day, text])];
    case "report":
      return [body.about, body.words, body.proofs.account, body.proofs.log, body.proofs.unsealed];
    case "news":
      return [STEPS.indexOf(body.step), body.words];
    case "suggestion":
      return [body.name, body.words, body.of];
  }
}

/** null for what is no letter of that kind. */
export function readBody(kind: number, data: Uint8Array): LetterBody | null {
  let fields: unknown;
  try {
    fields = unpack(data);
  } catch {
    return null;
  }
  const is = KINDS[kind - 1];
  return Array.isArray(fields) && is !== undefined ? READ[is](fields) : null;
}

const READ: Record<LetterIs, (fields: unknown[]) => LetterBody | null> = {
  hello([name, words, wish]) {
    const wished = WISHES[wish as number];
    return isText(name, MOST_NAME) && isText(words, MOST_WORDS) && wished
      ? { is: "hello", name, words, wish: wished }
      : null;
  },
  offer([invitation, name, words]) {
    const right = isText(invitation, 200) && isText(name, MOST_NAME) && isText(words, MOST_WORDS);
    return right ? { is: "offer", invitation, name, words } : null;
  },
  concern([told, words, rows]) {
    const shown = readShown(rows);
    const right = typeof told === "boolean" && isText(words, MOST_TOLD) && shown !== null;
    return right ? { is: "concern", told, words, shown } : null;
  },
  report([about, words, account, log, unsealed]) {
    const right = isText(about, MOST_NAME) && isText(words, MOST_TOLD) && account instanceof Uint8Array;
    if (!right || !isBytes(log) || !isBytes(unsealed) || unsealed.length > MOST_SHOWN) return null;
    return { is: "report", about, words, proofs: { account, log, unsealed } };
  },
  news([at, words]) {
    const step = STEPS[at as number];
    return step && isText(words, MOST_TOLD) ? { is: "news", step, words } : null;
  },
  suggestion([name, words, of]) {
    const right = isText(name, MOST_NAME) && isText(words, MOST_WORDS) && isText(of, 32);
    return right ? { is: "suggestion", name, words, of } : null;
  },
};

function readShown(rows: unknown): Shown[] | null {
  if (!Array.isArray(rows) || rows.length > MOST_SHOWN) return null;
  const shown: Shown[] = [];
  for (const row of rows as unknown[]) {
    const [by, day, text] = Array.isArray(row) ? (row as unknown[]) : [];
    if (!isText(by, MOST_NAME) || !isText(day, 10) || !isText(text, MOST_TOLD)) return null;
    shown.push({ by, day, text });
  }
  return shown;
}

function isText(value: unknown, most: number): value is string {
  return typeof value === "string" && [...value].length <= most;
}

function isBytes(value: unknown): value is Uint8Array[] {
  return Array.isArray(value) && value.every((one) => one instanceof Uint8Array);
}
