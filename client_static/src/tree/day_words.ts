/** Days and weeks in words. */
import type { Day } from "../diary/model.ts";
import { type Dates, dates } from "../ui/dates.ts";
import { language, t } from "../ui/text.ts";
import { DAY, noon, toDay, weekOf } from "./days.ts";

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
  return format({ weekday: "long", ...(day.slice(0, 4) === now.slice(0, 4) ? {} : { year: "numeric" }) }).format(
    noon(day),
  );
}

/** Making one takes longer than using it a hundred times, and a list says many days. */
const made = new Map<string, Dates>();

function format(more: Intl.DateTimeFormatOptions, date = true): Dates {
  const whole: Intl.DateTimeFormatOptions = date ? { day: "numeric", month: "long" } : {};
  const options = { timeZone: "UTC", ...whole, ...more };
  const key = language.value + JSON.stringify(options);
  const known = made.get(key) ?? dates(options);
  made.set(key, known);
  return known;
}
