/** The seasons in which something happened. Seasons without leaves are no stops: a silent time is simply not there. */
import type { Day } from "../diary/model.ts";

export interface Season {
  readonly name: "spring" | "summer" | "autumn" | "winter";
  readonly year: number; // of its first month: winter 2025 ends in February 2026
  readonly last: Day;
}

const NAMES = ["winter", "spring", "summer", "autumn"] as const;

export function seasonOf(day: Day): Season {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7));
  const name = NAMES[Math.floor((month % 12) / 3)] ?? "winter";
  const first = name === "winter" && month !== 12 ? year - 1 : year;
  if (name === "winter") return { name, year: first, last: `${pad(first + 1)}-02-${leap(first + 1) ? 29 : 28}` };
  return { name, year, last: `${pad(year)}-${{ spring: "05-31", summer: "08-31", autumn: "11-30" }[name]}` };
}

export function seasonsWithLeaves(days: Iterable<Day>): Season[] {
  const found = new Map<Day, Season>();
  for (const day of days) {
    const season = seasonOf(day);
    found.set(season.last, season);
  }
  return [...found.values()].sort((a, b) => (a.last < b.last ? -1 : 1));
}

function pad(year: number): string {
  return String(year).padStart(4, "0");
}

function leap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
