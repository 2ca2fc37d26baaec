/**
 * What a year of peer support costs, and two ways to look at that which need nobody's data (mission F7, section 5).
 *
 * Rule 1: a range of two figures' accuracy, never one number, and never without what it costs.
 * Rule 2: the two ways are never added together. Nothing is worked out for one person or one supporter.
 * Rule 3: what goes in was typed here or stands in the content files. Nothing that anybody wrote of somebody does (F8).
 */
import { textOf } from "../diary/item.ts";
import type { Item } from "../diary/model.ts";
import { trialFigure, unitCost } from "./content.ts";

export const COST = "cost";
/** As many as may be shown together: with fewer, one person could be seen in the figure. */
export const FEWEST = 8;

/** Sums of money in a year, as typed. */
export const SUMS = ["supervision", "training", "coordination", "expenses", "hosting"] as const;
export const NUMBERS = ["hours", "pay", "added", ...SUMS, "price", "leaving"] as const;
export type NumberName = (typeof NUMBERS)[number];
export type Name = NumberName | "year";
export type Typed = Readonly<Record<Name, string>>;

export interface Range {
  readonly low: number;
  readonly high: number;
}
/** Of a night on a ward; nights at each of them. */
export interface Prices extends Range {
  readonly central: number;
}

const MOST = 1e9;
const MOST_ADDED = 100; // to each hundred of pay

export function readTyped(item: Item | undefined): Typed {
  const typed = ["year", ...NUMBERS].map((name) => [name, item === undefined ? "" : textOf(item, name)]);
  return Object.fromEntries(typed) as Record<Name, string>;
}

/** null for what is no number, and for nothing. A point or a comma may stand before the pence, and between thousands. */
export function numberFrom(text: string): number | null {
  const latin = text
    .replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replaceAll("٫", ".")
    .replace(/[\s£'’٬]/g, "");
  if (!/^\d[\d.,]*$/.test(latin)) return null;
  const last = Math.max(latin.lastIndexOf("."), latin.lastIndexOf(","));
  const signs = latin.replace(/\d/g, "");
  const [before, after] = [latin.slice(0, last), latin.slice(last + 1)];
  // Three digits after it, or another like it: it stands between thousands. Money has no third place.
  const thousands = new Set(signs).size === 1 && (signs.length > 1 || (after.length === 3 && !before.startsWith("0")));
  const value = Number(last < 0 || thousands ? digits(latin) : `${digits(before)}.${after}`);
  return Number.isFinite(value) && value < MOST ? value : null;
}

function digits(text: string): string {
  return text.replace(/\D/g, "");
}

/** Whether something is written there that cannot be counted with. */
export function isWrong(name: Name, text: string): boolean {
  if (name === "year" || text.trim() === "") return false;
  const value = numberFrom(text);
  if (value === null) return true;
  if (name === "leaving") return !Number.isInteger(value);
  return (name === "added" && value > MOST_ADDED) || (name === "price" && value < 1);
}

/** A year's cost in money; null where nothing was typed, or something cannot be read: half a sum would mislead. */
export function costOf(typed: Typed): number | null {
  if (NUMBERS.some((name) => isWrong(name, typed[name]))) return null;
  const of = (name: NumberName) => numberFrom(typed[name]) ?? 0;
  const cost = of("hours") * of("pay") * (1 + of("added") / 100) + SUMS.reduce((sum, name) => sum + of(name), 0);
  return cost >= 1 ? cost : null;
}

/** A price of their own takes the middle's place. The range stays at least as wide as what was found elsewhere. */
export function pricesOf(typed: Typed): Prices {
  const central = numberFrom(typed.price) ?? unitCost("bed-day", "central");
  return {
    low: Math.min(central, unitCost("bed-day", "low")),
    central,
    high: Math.max(central, unitCost("bed-day", "high")),
  };
}

/** How many nights cost as much: the fewest at the highest price. It claims nothing. */
export function breakEven(cost: number, price: Prices): Prices {
  const range = ends(cost / price.high, cost / price.low);
  return { ...range, central: Math.min(Math.max(rounded(cost / price.central), range.low), range.high) };
}

export interface Trials {
  readonly nights: Range;
  readonly money: Range;
  readonly after: Range; // with the cost taken off
}

/**
 * For so many people who left crisis care: from nothing, as the largest trial found (ENRICH), to what the kindest one would
 * mean (CORE). Null below FEWEST.
 */
export function fromTrials(people: number, cost: number, night: number): Trials | null {
  if (people < FEWEST) return null;
  const fewer = trialFigure("core", "without") - trialFigure("core", "with"); // of 100 people
  const nights = (people * fewer * unitCost("stay", "central")) / 100;
  const money = nights * night;
  return { nights: ends(0, nights), money: ends(0, money), after: ends(-cost, money - cost) };
}

/** Two figures are as many as anybody can know. */
function rounded(value: number): number {
  return Math.round(Number(value.toPrecision(2)));
}

function ends(low: number, high: number): Range {
  const range = { low: rounded(low), high: rounded(high) };
  return range.low < range.high ? range : { low: Math.floor(low), high: Math.ceil(high) };
}
