/**
 * The crisis numbers that a project gives out, dated by whoever rang them all that day.
 *
 * Rule: for whoever looks for help they never run out; only a coordinator is told that they are old.
 */
import type { Day } from "../diary/model.ts";
import { isDay, isLine, openLeaflet } from "../projects/leaflet.ts";
import { OPEN_NUMBERS } from "../storage/database.ts";
import { DAY, noon, today } from "../tree/days.ts";
import { isRow, type Numbers, type Row, thePack } from "./pack.ts";

export const MOST_ROWS = 6; // the country's own stand below them, and one of these is for danger
export const MOST_ROW_WORDS = 40;
export const MOST_NUMBER = 24;
const OLD_DAYS = 180;

export interface ProjectNumbers {
  readonly version: 1;
  readonly dated: Day; // all of them were checked
  readonly rows: readonly Row[];
}

/** null for what is no leaflet of numbers. Without rows: the project has none any more. */
export function readNumbers(json: string): ProjectNumbers | null {
  const found = openLeaflet(json);
  if (found === null || !isDay(found.dated) || !Array.isArray(found.rows) || found.rows.length > MOST_ROWS) return null;
  const rows = found.rows as unknown[];
  if (!rows.every(isNamed) || new Set(rows.map(({ key }) => key)).size !== rows.length) return null;
  return { version: 1, dated: found.dated, rows };
}

function isNamed(row: unknown): row is Row {
  return isRow(row) && isLine(row.name, MOST_ROW_WORDS, 1) && isLine(row.fact, MOST_ROW_WORDS, 1);
}

/** What was typed, as Help shows it and as it is called; null for what is no number. */
export function numberOf(typed: string, by: "tel" | "sms"): Pick<Row, "show" | "link"> | null {
  const show = typed.replace(/[\s().-]+/g, " ").trim();
  const link = `${by}:${show.replace(/ /g, "")}`;
  return isRow({ key: "x", name: "x", fact: "x", icon: "phone", show, link }) ? { show, link } : null;
}

/** key: one that no other row of the list has. */
export function rowOf(name: string, fact: string, typed: string, by: "tel" | "sms", key: string): Row | null {
  const number = numberOf(typed, by);
  return number && { key, name: name.trim(), fact: fact.trim(), icon: by === "sms" ? "message" : "phone", ...number };
}

export function isOld(dated: Day, now: Day): boolean {
  return noon(now) - noon(dated) > OLD_DAYS * DAY;
}

/** What Help shows to those who are in the project: its own numbers, or without any those that stand there for all. */
export function areOld(numbers: ProjectNumbers | null): boolean {
  return isOld(numbers?.dated ?? thePack().dated, today());
}

/** Kept open on this phone, so that Help has them before the diary is opened. They are no secret; the diary's own words are. */
export function keepNumbers(given: readonly Numbers[]): void {
  try {
    if (given.length === 0) localStorage.removeItem(OPEN_NUMBERS);
    else localStorage.setItem(OPEN_NUMBERS, JSON.stringify(given));
  } catch {
    // A phone that keeps nothing.
  }
}
