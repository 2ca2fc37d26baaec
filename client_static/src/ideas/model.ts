/**
 * Ideas near me: what a project knows of, as its coordinators give it out (mission C6), read from a leaflet of the kind `ideas`.
 *
 * Rule: an idea that is not wholly right is left out and the others stand: one slip of one coordinator must not empty
 * everybody's list. A list that is too large, or of another version, is none.
 */
import { AREAS, type Area } from "../areas/model.ts";
import type { Day } from "../diary/model.ts";
import { MOST_NAME, MOST_WORDS } from "../projects/model.ts";
import { noon, toDay } from "../tree/days.ts";
import { waysOf } from "./ways.ts";

export const KINDS = [
  "volunteering",
  "course",
  "grant",
  "job",
  "peer-role",
  "social",
  "group",
  "benefits",
  "advocacy",
  "housing",
] as const;
export type Kind = (typeof KINDS)[number];

/** What it is like there, as those say who went (mission C5). None is better than another. */
export const LIKES = [
  "calm",
  "small-group",
  "step-free",
  "meets-you",
  "watch-first",
  "quiet-space",
  "free",
  "come-and-go",
  "food",
] as const;
export type Like = (typeof LIKES)[number];

/** Words of somebody who went. */
export interface Told {
  readonly by: string;
  readonly words: string;
}

export interface Idea {
  readonly id: string; // up to 32 letters and digits
  readonly name: string;
  readonly kind: Kind;
  readonly where: string;
  readonly when: string;
  readonly words: string;
  readonly contact: string; // tel:, mailto: or https:, one a line
  readonly pay: string; // in words, such as "13.60 an hour"
  readonly area: Area;
  readonly tags: readonly string[];
  readonly like: readonly Like[];
  readonly told: readonly Told[];
  readonly checked: Day | ""; // somebody looked whether it is still so
  readonly checkedBy: string;
}

const VERSION = 1;
export const MOST_BYTES = 256 * 1024;
export const MOST = {
  name: 80,
  line: 120,
  words: 2000,
  contact: 400,
  pay: 60,
  tags: 12,
  tag: 30,
  told: 12,
} as const;

const RIGHT: { readonly [Part in keyof Idea]: (value: unknown) => boolean } = {
  id: (value) => typeof value === "string" && /^[0-9a-z]{1,32}$/.test(value),
  name: (value) => isLine(value, MOST.name) && value !== "",
  kind: (value) => KINDS.some((one) => one === value),
  where: (value) => isLine(value, MOST.line),
  when: (value) => isLine(value, MOST.line),
  words: (value) => isText(value, MOST.words),
  contact: (value) => isText(value, MOST.contact) && waysOf(value) !== null,
  pay: (value) => isLine(value, MOST.pay),
  area: (value) => AREAS.some((one) => one === value),
  tags: (value) => isList(value, MOST.tags, (tag) => isLine(tag, MOST.tag) && tag !== ""),
  like: (value) => isList(value, LIKES.length, (like) => LIKES.some((one) => one === like)),
  told: (value) => isList(value, MOST.told, isTold),
  checked: (value) => value === "" || isDay(value),
  checkedBy: (value) => isLine(value, MOST_NAME),
};
const PARTS = Object.keys(RIGHT) as (keyof Idea)[];

/** The first part that is not right; null where all are. */
export function wrongPart(value: unknown): keyof Idea | null {
  if (!isMap(value)) return "name";
  return PARTS.find((part) => !RIGHT[part](value[part])) ?? null;
}

/** One that was left out: the how many-th it was, from 1. */
export interface LeftOut {
  readonly at: number;
  readonly part: keyof Idea;
}

/** null for what is no list of ideas at all. */
export function readList(
  json: string,
): { readonly ideas: readonly Idea[]; readonly leftOut: readonly LeftOut[] } | null {
  const rows = rowsOf(json);
  if (rows === null) return null;
  const ideas = new Map<string, Idea>();
  const leftOut: LeftOut[] = [];
  for (const [index, row] of rows.entries()) {
    const part = wrongPart(row);
    if (part !== null) leftOut.push({ at: index + 1, part });
    else if (ideas.has((row as Idea).id)) leftOut.push({ at: index + 1, part: "id" });
    else ideas.set((row as Idea).id, plain(row as Idea));
  }
  return { ideas: [...ideas.values()], leftOut };
}

export function readIdeas(json: string): readonly Idea[] {
  return readList(json)?.ideas ?? [];
}

export function writeIdeas(ideas: readonly Idea[]): string {
  return JSON.stringify({ version: VERSION, ideas: ideas.map(plain) });
}

export function fits(json: string): boolean {
  return new TextEncoder().encode(json).length <= MOST_BYTES;
}

function rowsOf(json: string): unknown[] | null {
  if (!fits(json)) return null;
  try {
    const found: unknown = JSON.parse(json);
    return isMap(found) && found.version === VERSION && Array.isArray(found.ideas) ? found.ideas : null;
  } catch {
    return null;
  }
}

/** Parts by name and in one order, so that nothing goes along that nobody decided on. */
function plain(idea: Idea): Idea {
  const told = idea.told.map(({ by, words }) => ({ by, words }));
  return { ...(Object.fromEntries(PARTS.map((part) => [part, idea[part]])) as unknown as Idea), told };
}

export function isSame(one: Idea, other: Idea): boolean {
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

function isTold(value: unknown): boolean {
  if (!isMap(value) || value.by === "" || value.words === "") return false;
  return isLine(value.by, MOST_NAME) && isLine(value.words, MOST_WORDS);
}

/** Without signs that no key writes, such as a line's end. */
function isLine(value: unknown, most: number): value is string {
  return isText(value, most) && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value) && value === value.trim();
}

function isText(value: unknown, most: number): value is string {
  return typeof value === "string" && [...value].length <= most;
}

function isList(value: unknown, most: number, isRight: (one: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length <= most && new Set(value).size === value.length && value.every(isRight);
}

function isDay(value: unknown): value is Day {
  if (typeof value !== "string" || !/^[12]\d{3}-\d\d-\d\d$/.test(value)) return false;
  return !Number.isNaN(noon(value)) && toDay(noon(value)) === value;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
