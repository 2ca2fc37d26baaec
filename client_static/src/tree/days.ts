/** Days are the person's own calendar, so they are counted in UTC and never shift. */
import type { Day } from "../diary/model.ts";

export const DAY = 86_400_000;

export function today(now: Date = new Date()): Day {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${String(now.getFullYear()).padStart(4, "0")}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** The Monday of a day's week. */
export function weekOf(day: Day): Day {
  const at = noon(day);
  return toDay(at - ((new Date(at).getUTCDay() + 6) % 7) * DAY);
}

export function noon(day: Day): number {
  return Date.parse(`${day}T12:00:00Z`);
}

export function toDay(at: number): Day {
  return new Date(at).toISOString().slice(0, 10);
}
