/** Days and weeks in words. Days are the person's own calendar, so they are counted in UTC and never shift. */
import type { Day } from "../diary/model.ts";
import { language, t } from "../ui/text.ts";

const DAY = 86_400_000;

export function today(now: Date = new Date()): Day {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${String(now.getFullYear()).padStart(4, "0")}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** The Monday of a day's week. */
export function weekOf(day: Day): Day {
  const at = noon(day);
  return toDay(at - ((new Date(at).getUTCDay() + 6) % 7) * DAY);
}

/** This week, Last week, then from when to when. */
export function weekWords(monday: Day, now: Day): string {
  const here = weekOf(now);
  if (monday === here) return t("tree-this-week");
  if (monday === toDay(noon(here) - 7 * DAY)) return t("tree-last-week");
  const start = noon(monday);
  return format(monday.slice(0, 4) === now.slice(0, 4) ? {} : { year: "numeric" }).formatRange(start, start + 6 * DAY);
}

/** Today, Yesterday, a weekday within the week, else the date. */
export function dayWords(day: Day, now: Day): string {
  if (day === now) return t("tree-today");
  if (day === toDay(noon(now) - DAY)) return t("tree-yesterday");
  if (weekOf(day) === weekOf(now)) return format({ weekday: "long" }, false).format(noon(day));
  return longDay(day, now);
}

export function longDay(day: Day, now: Day): string {
  return format({ weekday: "long", ...(day.slice(0, 4) === now.slice(0, 4) ? {} : { year: "numeric" }) }).format(noon(day));
}

function format(more: Intl.DateTimeFormatOptions, date = true): Intl.DateTimeFormat {
  const tag = language.value === "en" ? "en-GB" : language.value;
  return new Intl.DateTimeFormat(tag, { timeZone: "UTC", ...(date ? { day: "numeric", month: "long" } : {}), ...more });
}

function noon(day: Day): number {
  return Date.parse(`${day}T12:00:00Z`);
}

function toDay(at: number): Day {
  return new Date(at).toISOString().slice(0, 10);
}
