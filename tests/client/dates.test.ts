/** Days in words where the browser does not know the language: Chromium knows no Somali. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { dates } from "../../client_static/src/ui/dates.ts";
import { addWords, language } from "../../client_static/src/ui/text.ts";

addWords("so", readFileSync(join(process.env.NEWLEAF_ROOT ?? ".", "client_static/locales/so.ftl"), "utf8"));
const MONDAY = Date.UTC(2026, 10, 23, 12);
const UTC = { timeZone: "UTC" } as const;

test("a browser that does not know the language takes the names from its file", (context) => {
  context.mock.method(Intl.DateTimeFormat, "supportedLocalesOf", () => []);
  language.value = "so";
  const long = dates({ ...UTC, weekday: "long", day: "numeric", month: "long" });
  assert.equal(long.format(MONDAY), "Isniin 23 Noofeembar");
  assert.equal(dates({ ...UTC, weekday: "short" }).format(MONDAY), "Isn");
  assert.equal(dates({ ...UTC, month: "short", day: "numeric" }).format(Date.UTC(2026, 8, 3)), "3 Seb");
  assert.match(dates({ ...UTC, dateStyle: "full" }).format(MONDAY), /^Isniin,? 23 Noofeembar 2026$/); // as Unicode's version has it
  const week = dates({ ...UTC, day: "numeric", month: "long" }).formatRange(MONDAY, MONDAY + 9 * 86_400_000);
  assert.match(week, /^23 Noofeembar\s*–\s*2 Diseembar$/);
  assert.equal(dates({ ...UTC, hour: "numeric", minute: "2-digit" }).format(MONDAY), "12:00");
});

test("every month and weekday has its name", (context) => {
  context.mock.method(Intl.DateTimeFormat, "supportedLocalesOf", () => []);
  language.value = "so";
  const named = (options: Intl.DateTimeFormatOptions, days: number[]) =>
    new Set(days.map((day) => dates({ ...UTC, ...options }).format(Date.UTC(2026, 0, day)))).size;
  const months = Array.from({ length: 12 }, (_, month) => 15 + 30 * month);
  for (const length of ["long", "short"] as const) {
    assert.equal(named({ month: length }, months), 12);
    assert.equal(named({ weekday: length }, [1, 2, 3, 4, 5, 6, 7]), 7);
  }
  assert.equal(dates({ ...UTC, month: "long" }).format(Date.UTC(2026, 4, 1)), "Maayo");
});

test("a browser that knows the language says it itself, and English is as in Britain", () => {
  language.value = "en";
  assert.equal(dates({ ...UTC, weekday: "long", day: "numeric", month: "long" }).format(MONDAY), "Monday 23 November");
});
