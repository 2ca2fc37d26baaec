/**
 * The board of a project (mission F11): ideas and complaints exactly as they were written, and what came of each.
 *
 * Rule 1: whoever answers cannot change a word of them. Rule 2: newest first; how many would like it moves nothing.
 */
import type { Day, Letter } from "../diary/model.ts";
import { isDay, isLine, isListOf, isObject, isText, openLeaflet } from "../projects/leaflet.ts";
import { MOST_NAME, MOST_WORDS } from "../projects/model.ts";
import { letterIs, newsOf, stepOf } from "../projects/waiting.ts";

export const STATES = ["heard", "doing", "done", "not-now"] as const;
export type State = (typeof STATES)[number];
export const MOST_ENTRIES = 200;
/** What a suggestion is about where it is no idea for the board: something that its author learned, for others to read. */
export const TIP = "tip";

export interface Entry {
  readonly id: string; // of the suggestion's letter
  readonly name: string; // a nickname, or empty
  readonly words: string;
  readonly put: Day;
  readonly state: State;
  readonly answer: string; // empty until there is one
  readonly answered: Day; // or empty
}

export interface Board {
  readonly version: 1;
  readonly entries: readonly Entry[];
}

export const EMPTY: Board = { version: 1, entries: [] };

/** null for what is no board. */
export function readBoard(json: string): Board | null {
  const found = openLeaflet(json);
  if (found === null || !isListOf(found.entries, MOST_ENTRIES, isEntry)) return null;
  if (new Set(found.entries.map(({ id }) => id)).size !== found.entries.length) return null;
  const entries = found.entries.map(({ id, name, words, put, state, answer, answered }) => {
    return { id, name, words, put, state, answer, answered };
  });
  return { version: 1, entries };
}

function isEntry(one: unknown): one is Entry {
  if (!isObject(one) || typeof one.id !== "string" || !/^[0-9a-f]{32}$/.test(one.id)) return false;
  if (!isLine(one.name, MOST_NAME) || !isText(one.words, MOST_WORDS, 1) || !isText(one.answer, MOST_WORDS))
    return false;
  if (!STATES.some((state) => state === one.state)) return false;
  return isDay(one.put) && (one.answered === "" || isDay(one.answered));
}

export interface Suggestion {
  readonly id: string;
  readonly name: string;
  readonly words: string;
}

/** Twice is once: two coordinators may do it at the same time. null where the board is full. */
export function putOn(board: Board, { id, name, words }: Suggestion, today: Day): Board | null {
  if (board.entries.some((one) => one.id === id)) return board;
  if (board.entries.length >= MOST_ENTRIES) return null;
  const put = { id, name, words, put: today, state: "heard" as const, answer: "", answered: "" };
  return { version: 1, entries: [put, ...board.entries] };
}

/** before: the entry as whoever answers saw it. null where another answer came in between, or it is gone. */
export function answerIn(board: Board, before: Entry, state: State, answer: string, today: Day): Board | null {
  const here = board.entries.find(({ id }) => id === before.id);
  if (here === undefined || here.state !== before.state || here.answer !== before.answer) return null;
  const answered = answer === here.answer ? here.answered : answer === "" ? "" : today;
  const change = (one: Entry) => (one === here ? { ...one, state, answer, answered } : one);
  return { version: 1, entries: board.entries.map(change) };
}

export function takeOff(board: Board, id: string): Board {
  return { version: 1, entries: board.entries.filter((one) => one.id !== id) };
}

export function newestFirst({ entries }: Board): readonly Entry[] {
  return [...entries].sort((one, other) => (one.put < other.put ? 1 : one.put > other.put ? -1 : 0));
}

// Suggestions on their way. about: TIP, or empty for the board

export function suggestions(letters: readonly Letter[], about: string): readonly Letter[] {
  return letters.filter((one) => letterIs(one, "suggestion") && (one.body === null || aboutOf(one) === about));
}

function aboutOf({ body }: Letter): string | null {
  return body?.is === "suggestion" ? body.of : null;
}

export function suggestionOf({ id, body }: Letter): Suggestion | null {
  return body?.is === "suggestion" ? { id, name: body.name, words: body.words } : null;
}

/** Those that nobody has put anywhere, or answered to their author alone. */
export function unanswered(letters: readonly Letter[], about: string, there: (one: Suggestion) => boolean) {
  return suggestions(letters, about).flatMap((letter) => {
    const suggestion = suggestionOf(letter);
    return suggestion === null || there(suggestion) || stepOf(letter, letters) === "closed"
      ? []
      : [{ letter, suggestion }];
  });
}

/** What was answered to its author alone; null while nothing was. */
export function toldAlone(letter: Letter, letters: readonly Letter[]): string | null {
  const told = closings(letter, letters).findLast((news) => !byAuthor(news, letter));
  return told?.body?.is === "news" ? told.body.words : null;
}

/** Its author wants it to be on the board no more. */
export function wantsItOff(letter: Letter, letters: readonly Letter[]): boolean {
  return closings(letter, letters).some((news) => byAuthor(news, letter));
}

function closings(letter: Letter, letters: readonly Letter[]): readonly Letter[] {
  return newsOf(letter, letters).filter(({ body }) => body?.is === "news" && body.step === "closed");
}

/** Nobody but its author and those who work there can write news of it. */
function byAuthor(news: Letter, letter: Letter): boolean {
  return news.mine ? letter.mine : !letter.mine && news.by === letter.by;
}
