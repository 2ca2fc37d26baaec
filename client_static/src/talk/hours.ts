/** Hours and days in words, as the person's language says them. */
import { dates } from "../ui/dates.ts";
import { language, t } from "../ui/text.ts";
import { type About, backOn, type Hours, isThere } from "./model.ts";

/** Monday is 1. */
export function dayName(day: number, weekday: "short" | "long" = "short"): string {
  return dates({ weekday, timeZone: "UTC" }).format(Date.UTC(2024, 0, day)); // 1 January 2024 was a Monday
}

export function hourName(minutes: number): string {
  const whole = minutes % 60 === 0 ? {} : ({ minute: "2-digit" } as const);
  const hour = dates({ hour: "numeric", ...whole, hour12: language.value === "en", timeZone: "UTC" });
  return hour.format(Date.UTC(2024, 0, 1, 0, minutes));
}

/** "Mon–Thu, 10:00–16:00": days that follow each other are joined. */
export function hoursWords({ days, from, to }: Hours): string {
  const runs: number[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  const names = runs.flatMap((run) =>
    run.length > 2 ? [`${dayName(run[0]!)}–${dayName(run.at(-1)!)}`] : run.map((day) => dayName(day)),
  );
  return `${names.join(", ")}, ${hourName(from)}–${hourName(to)}`;
}

/** When somebody is back, where they are not there now and it can be told. */
export function backWords(about: About, now: Date): string | null {
  const back = isThere(about, now) === false ? backOn(about, now) : null;
  if (back === null) return null;
  const hour = hourName(back.getHours() * 60 + back.getMinutes());
  const ahead = Math.round((new Date(back).setHours(0, 0, 0, 0) - new Date(now).setHours(0, 0, 0, 0)) / 86_400_000);
  if (ahead === 0) return t("talk-back-today", { hour });
  if (ahead === 1) return t("talk-back-tomorrow", { hour });
  return t("talk-back-on", { day: dates({ weekday: "long" }).format(back), hour });
}
