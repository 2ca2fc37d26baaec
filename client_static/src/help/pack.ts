/**
 * The crisis pack: numbers to reach somebody, for a country or of a project. It is on the phone before it is needed.
 *
 * Rule: a pack that is not wholly right is not used at all; then the one that came with the app stands.
 */
import { OPEN_NUMBERS } from "../storage/database.ts";
import UK from "./packs/uk.json";

const ICONS = ["phone", "message", "ambulance"] as const;

export interface Row {
  readonly key: string; // its words in the app's languages (Fluent `help-<key>`), or only its name in the list
  readonly name?: string; // a project's own words
  readonly fact?: string;
  readonly icon: (typeof ICONS)[number];
  readonly show: string;
  readonly link: string; // tel: or sms:, the same digits as shown
}
export interface Pack {
  readonly version: 1;
  readonly country: string;
  readonly dated: string;
  readonly neutral: string; // where "Hide this now" leads
  readonly rows: readonly Row[];
}

/** What a project gave out to those who are in it (numbers.ts): read before it was kept. */
export interface Numbers extends Pick<Pack, "dated" | "rows"> {
  readonly name: string; // of the project
}

const BUILT_IN = UK as Pack;
const KNOWN: ReadonlySet<string> = new Set(BUILT_IN.rows.map(({ key }) => key));
const MOST = 12;
export const KEPT = "newleaf-help";

/** The project's pack where this phone has one, else the one that came with the app. It never runs out. */
export function packOf(kept: string | null): Pack {
  return (kept === null ? null : readPack(kept)) ?? BUILT_IN;
}

export function thePack(): Pack {
  try {
    return packOf(localStorage.getItem(KEPT));
  } catch {
    return BUILT_IN; // a phone that keeps nothing
  }
}

/** Of the person's projects, where this phone has them. */
export function theirNumbers(): readonly Numbers[] {
  try {
    const kept: readonly Numbers[] = JSON.parse(localStorage.getItem(OPEN_NUMBERS) ?? "[]");
    return kept.filter(({ name, rows }) => isText(name) && rows.every(isRow));
  } catch {
    return [];
  }
}

export function readPack(json: string): Pack | null {
  try {
    const pack: unknown = JSON.parse(json);
    return isPack(pack) ? pack : null;
  } catch {
    return null;
  }
}

function isPack(pack: unknown): pack is Pack {
  if (!isObject(pack) || pack.version !== 1 || !Array.isArray(pack.rows)) return false;
  if (!matches(pack.country, /^[A-Z]{2}$/) || !matches(pack.neutral, /^https:\/\/[^\s]+$/)) return false;
  if (!matches(pack.dated, /^\d{4}-\d\d-\d\d$/) || Number.isNaN(Date.parse(pack.dated))) return false;
  const keys = new Set(pack.rows.map((row: unknown) => isObject(row) && row.key));
  return pack.rows.length > 0 && pack.rows.length <= MOST && keys.size === pack.rows.length && pack.rows.every(isRow);
}

export function isRow(row: unknown): row is Row {
  if (!isObject(row) || !matches(row.key, /^[a-z0-9-]{1,40}$/)) return false;
  const named = KNOWN.has(row.key) || (isText(row.name) && isText(row.fact));
  if (!named || [row.name, row.fact].some((words) => words !== undefined && !isText(words))) return false;
  if (!ICONS.some((icon) => icon === row.icon) || !matches(row.link, /^(tel|sms):\+?\d{2,15}$/)) return false;
  return matches(row.show, /^\+?[\d ]{2,24}$/) && called(row.show) === called(row.link);
}

function called(text: string): string {
  return text.replace(/[^+\d]/g, "");
}

export function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "" && value.length <= 80;
}

export function matches(value: unknown, form: RegExp): value is string {
  return typeof value === "string" && form.test(value);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
