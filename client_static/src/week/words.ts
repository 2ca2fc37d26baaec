/** Days and times of the week in the person's language. */
import type { Day } from "../diary/model.ts";
import { noon } from "../tree/days.ts";
import { dates } from "../ui/dates.ts";
import { language, t } from "../ui/text.ts";
import { daysAfter, isClock, type Planned } from "./model.ts";

const A_MONDAY = "2024-01-01";

function say(at: number, options: Intl.DateTimeFormatOptions): string {
  return dates({ timeZone: "UTC", ...options }).format(at);
}

export function weekdayName(weekday: number, length: "long" | "short" = "long"): string {
  return say(noon(daysAfter(A_MONDAY, weekday - 1)), { weekday: length });
}

export function shortDay(day: Day): string {
  return say(noon(day), { weekday: "short" });
}

/** Under the weekday: today, the number, and the month where the day is not in the coming week. */
export function dayNumber(day: Day, today: Day): string {
  if (day === today) return t("week-today");
  return say(noon(day), day > daysAfter(today, 6) ? { day: "numeric", month: "short" } : { day: "numeric" });
}

/** With today's day it says which one is today. */
export function fullDay(day: Day, today: Day | null = null): string {
  const name = say(noon(day), { weekday: "long", day: "numeric", month: "long" });
  return day === today ? t("week-today-is", { day: name }) : name;
}

/** 2 pm, or half past two as each language writes it; a part of the day in words. */
export function timeWords(time: string): string {
  if (!isClock(time)) return time === "" ? "" : t(`week-${time}`);
  const minute = time.endsWith("00") && language.value === "en" ? undefined : ("2-digit" as const);
  const twelve = language.value === "en" ? { hour12: true } : {};
  return say(Date.parse(`${A_MONDAY}T${time}:00Z`), { hour: "numeric", ...(minute ? { minute } : {}), ...twelve });
}

export function whenAndWhere({ time, place }: Pick<Planned, "time" | "place">): string {
  const when = timeWords(time);
  return when && place ? t("week-when-where", { when, where: place }) : when || place;
}
