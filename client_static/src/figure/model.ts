/**
 * "My figure" (mission F6): nights in the person's own bed that what they found here may have had a part in.
 *
 * Rule 1: a range, never a point. Nights first; money only where the person asks for it.
 * Rule 2: it never falls: the largest one that was worked out stays.
 * Rule 3: it is made on this phone, of the person's own numbers, and never leaves it.
 */
import type { Item } from "../diary/model.ts";

export const FIGURE = "figure";
export const MOST_A_YEAR = 366;

const MOST_NIGHTS = 90; // of one person (mission section 5, lens 3)
// What would not have come by itself, times the part that peer support had in it: cautious, and upper.
const [CAUTIOUS, UPPER] = [0.2 * 0.25, 0.6 * 0.5] as const;
// A psychiatric bed-day: Knapp, McCrone et al., Investing in Recovery (2013/14); GHC, freedom of information (2021/22).
const POUNDS = { low: 350, high: 620 } as const;

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Of the nights in hospital in the year before and in the last one; null where there is nothing to show. */
export function nightsOf(before: number, now: number): Range | null {
  const fewer = Math.min(before - now, MOST_NIGHTS);
  const range = { low: Math.round(fewer * CAUTIOUS), high: Math.round(fewer * UPPER) };
  return range.high > range.low ? range : null;
}

/** Neither end ever falls. */
export function larger(one: Range | null, other: Range | null): Range | null {
  if (one === null || other === null) return one ?? other;
  return { low: Math.max(one.low, other.low), high: Math.max(one.high, other.high) };
}

/** Two figures are as many as anybody can know. */
export function inPounds({ low, high }: Range): Range {
  return { low: rounded(low * POUNDS.low), high: rounded(high * POUNDS.high) };
}

function rounded(value: number): number {
  return Number(value.toPrecision(2));
}

/** null for a row that makes no sense. */
export function readFigure({ fields: { low, high } }: Item): Range | null {
  const whole = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;
  return whole(low) && whole(high) && low < high && high <= MOST_NIGHTS ? { low, high } : null;
}

/** null for what is no number of nights in a year. */
export function nightsFrom(typed: string): number | null {
  const digits = typed.trim().replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15));
  return /^\d{1,3}$/.test(digits) && Number(digits) <= MOST_A_YEAR ? Number(digits) : null;
}
