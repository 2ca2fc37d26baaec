/**
 * The money pack: where somebody gets help with money in a country, with the day on which it was looked up.
 *
 * Rule: as with the crisis pack, one that is not wholly right is not used at all. No sums, no rates: those grow old.
 */
import UK from "../content/money/uk.json";
import { isObject, isText, matches } from "../help/pack.ts";

/** What each is for, in the order of the page. */
export const KINDS = ["check", "adviser", "debt", "grants", "mind"] as const;

export interface Row {
  readonly for: (typeof KINDS)[number];
  readonly key: string; // what it does in the app's languages (Fluent `money-<key>`), or only its name in the list
  readonly name: string; // as it calls itself
  readonly fact?: string; // what it does, in a project's own words
  readonly show: string; // a number, or the address of a page
  readonly link: string; // tel: the same digits as shown, or https: the same page
}
export interface MoneyPack {
  readonly version: 1;
  readonly country: string;
  readonly dated: string;
  readonly rows: readonly Row[];
}

export const BUILT_IN = UK as MoneyPack;
const KNOWN: ReadonlySet<string> = new Set(BUILT_IN.rows.map(({ key }) => key));
const MOST = 24;

export function readMoney(json: string): MoneyPack | null {
  try {
    const pack: unknown = JSON.parse(json);
    return isPack(pack) ? pack : null;
  } catch {
    return null;
  }
}

/** A page needs a signal; a number needs none but a phone's own. */
export function isPage({ link }: Pick<Row, "link">): boolean {
  return link.startsWith("https:");
}

function isPack(pack: unknown): pack is MoneyPack {
  if (!isObject(pack) || pack.version !== 1 || !Array.isArray(pack.rows)) return false;
  if (!matches(pack.country, /^[A-Z]{2}$/) || !matches(pack.dated, /^\d{4}-\d\d-\d\d$/)) return false;
  const keys = new Set(pack.rows.map((row: unknown) => isObject(row) && row.key));
  const right = pack.rows.length > 0 && pack.rows.length <= MOST && keys.size === pack.rows.length;
  return right && !Number.isNaN(Date.parse(pack.dated)) && pack.rows.every(isRow);
}

function isRow(row: unknown): boolean {
  if (!isObject(row) || !matches(row.key, /^[a-z0-9-]{1,40}$/) || !KINDS.some((kind) => kind === row.for)) return false;
  if (!isText(row.name) || !(row.fact === undefined ? KNOWN.has(row.key) : isText(row.fact))) return false;
  if (matches(row.link, /^tel:\+?\d{3,15}$/))
    return matches(row.show, /^\+?[\d ]{3,24}$/) && digits(row.show) === digits(row.link);
  return matches(row.link, /^https:\/\/[a-z0-9.-]+\.[a-z]{2,}(?:\/[\w./-]*)?$/) && row.show === address(row.link);
}

/** What a page is called where it is shown. */
function address(link: string): string {
  return link.replace(/^https:\/\/(?:www\.)?/, "").replace(/\/$/, "");
}

function digits(text: string): string {
  return text.replace(/\D/g, "");
}
