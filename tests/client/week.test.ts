/** My week: what stands where from today on. Nothing is ever in the past. Calendar files that every calendar reads. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Fields, type Item, PhoneFull } from "../../client_static/src/diary/model.ts";
import { hopesOf, placeBeside, stepsOf } from "../../client_static/src/hopes/model.ts";
import { act } from "../../client_static/src/ui/answer.tsx";
import { type Appointment, toCalendar } from "../../client_static/src/week/calendar.ts";
import {
  cardsOf,
  comingDays,
  daysAfter,
  daysOf,
  moved,
  nextWeekday,
  type Planned,
  placeOf,
  readPlanned,
  weekdayOf,
} from "../../client_static/src/week/model.ts";

const TUESDAY = "2026-11-24";
let made = 0;
const item = (fields: Fields): Item => {
  made += 1;
  return { id: String(made).padStart(32, "0"), order: String(made), fields };
};
const weekly = (day: number, more: Fields = {}) =>
  item({ tile: "something-else", text: "Meet Sam", area: "love", day, ...more });
const shown = (items: readonly Item[], today: string) =>
  cardsOf(items, today).map(({ what, day }) => `${day} ${what.text}`);
const read = (one: Item) => readPlanned(one) as Planned;
const change = (one: Item, fields: Fields): Item => ({ ...one, fields: { ...one.fields, ...fields } });

test("each weekly thing stands once in the coming week, and never before today", () => {
  const all = [1, 2, 3, 4, 5, 6, 7].map((day) => weekly(day, { text: `on ${day}` }));
  assert.deepEqual(shown(all, TUESDAY), [
    "2026-11-24 on 2",
    "2026-11-25 on 3",
    "2026-11-26 on 4",
    "2026-11-27 on 5",
    "2026-11-28 on 6",
    "2026-11-29 on 7",
    "2026-11-30 on 1",
  ]);
});

test("A10, B9: another day is that one time only; the week after it is as usual", () => {
  const usual = weekly(4); // Thursday
  const swapped = change(usual, moved(read(usual), "2026-11-26", "2026-11-28", TUESDAY));
  assert.deepEqual(shown([swapped], TUESDAY), ["2026-11-28 Meet Sam"]);
  assert.deepEqual(shown([swapped], "2026-11-28"), ["2026-11-28 Meet Sam", "2026-12-03 Meet Sam"]);
  assert.deepEqual(shown([swapped], "2026-11-29"), ["2026-12-03 Meet Sam"]);
  assert.deepEqual(shown([change(swapped, placeOf(read(usual)))], TUESDAY), ["2026-11-26 Meet Sam"]);
  const back = change(swapped, moved(read(swapped), "2026-11-28", "2026-11-26", TUESDAY));
  assert.deepEqual(shown([back], TUESDAY), ["2026-11-26 Meet Sam"]);
});

test("A8: left out for a week, it stands at the next; what is over is not remembered", () => {
  const usual = weekly(2);
  const out = change(usual, moved(read(usual), TUESDAY, null, TUESDAY));
  assert.deepEqual(shown([out], TUESDAY), ["2026-12-01 Meet Sam"]);
  const twice = change(out, moved(read(out), "2026-12-01", null, TUESDAY));
  assert.deepEqual(shown([twice], TUESDAY), ["2026-12-08 Meet Sam"]);
  const later = moved(read(change(out, { also: "2026-11-25" })), "2026-12-08", "2026-12-05", "2026-12-02");
  assert.deepEqual(later, { after: "2026-12-08", also: "2026-12-05" });
  assert.deepEqual(moved(read(change(out, { day: 3 })), "2026-12-05", null, "2026-12-01"), { after: "", also: "" });
});

test("the next usual time can be moved while one that was moved is still to come", () => {
  const usual = weekly(2); // moved from the 24th to the 30th, and now the 1st as well
  const first = change(usual, moved(read(usual), TUESDAY, "2026-11-30", TUESDAY));
  const second = change(first, moved(read(first), "2026-12-01", "2026-12-02", "2026-11-26"));
  assert.deepEqual(shown([second], "2026-11-26"), ["2026-11-30 Meet Sam", "2026-12-02 Meet Sam"]);
});

test("something planned once is there until its day is over", () => {
  const once = item({ tile: "sorted", text: "", area: "enough", day: 0, also: "2026-11-26" });
  assert.deepEqual(cardsOf([once], "2026-11-26").length, 1);
  assert.deepEqual(cardsOf([once], "2026-11-27"), []);
});

test("A8, B3: a phone that was away for any time shows from today on, and each weekly thing at most twice", () => {
  const day = fc.integer({ min: 0, max: 4000 }).map((days) => daysAfter("2024-01-01", days));
  const step = fc.record({ wait: fc.integer({ min: 0, max: 30 }), to: fc.option(fc.integer({ min: 0, max: 6 })) });
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 7 }), fc.array(step, { maxLength: 8 }), (start, weekday, steps) => {
      let today = start;
      let one = weekly(weekday);
      for (const { wait, to } of steps) {
        today = daysAfter(today, wait);
        const [from] = daysOf(read(one), today);
        const target = to === null ? null : comingDays(today)[to]!;
        one = change(one, moved(read(one), from!, target, today));
        const found = daysOf(read(one), today);
        assert.ok(found.length > 0 && found.every((each) => each >= today));
        if (target !== null) assert.ok(found.includes(target));
        const { after, also } = placeOf(read(one));
        assert.ok((after === "" || String(after) >= today) && (also === "" || String(also) >= today));
      }
      assert.deepEqual(daysOf(read(one), daysAfter(today, 60)), [nextWeekday(weekday, daysAfter(today, 60))]);
    }),
  );
});

test("weeks go over months, years and both changes of the clock", () => {
  for (const start of ["2026-03-27", "2026-10-23", "2026-12-28", "2028-02-26"]) {
    const week = comingDays(start);
    assert.equal(new Set(week).size, 7);
    assert.deepEqual([...week.map(weekdayOf)].sort(), [1, 2, 3, 4, 5, 6, 7]);
    assert.equal(week[0], start);
  }
  assert.deepEqual(comingDays("2026-03-27").slice(2, 4), ["2026-03-29", "2026-03-30"]);
  assert.equal(weekdayOf("2026-11-29"), 7);
});

test("a day's things stand in the order of their times", () => {
  const times = ["", "evening", "14:00", "09:30", "morning"];
  const all = times.map((time) => weekly(2, { text: time || "any", time }));
  const order = cardsOf(all, TUESDAY).map(({ what }) => what.text);
  assert.deepEqual(order, ["morning", "09:30", "14:00", "evening", "any"]);
});

test("what makes no sense is ignored", () => {
  assert.equal(readPlanned(item({ text: "", day: 1 })), null);
  assert.equal(readPlanned(item({ text: "Sam" })), null);
  assert.equal(readPlanned(item({ text: "Sam", day: 9 })), null);
  assert.equal(readPlanned(item({ text: "Sam", day: 0, also: "9999-12-31 2026-02-30 soon" })), null);
  const odd = readPlanned(item({ text: "Sam", day: 1, time: "25:00", area: "x", after: "never", place: 7, tile: "x" }));
  assert.deepEqual(odd && { ...odd, id: "" }, {
    id: "",
    tile: "something-else",
    text: "Sam",
    area: "do",
    weekday: 1,
    time: "",
    place: "",
    after: "",
    also: [],
  });
});

const WHAT: Appointment = {
  title: "My own time",
  place: "",
  day: TUESDAY,
  time: "14:00",
  weekly: true,
  hoursBefore: null,
};
const file = (more: Partial<Appointment> = {}) =>
  toCalendar({ ...WHAT, ...more }, "ab12", new Date("2026-11-24T09:08:07.006Z"));

test("A10: a calendar file holds what was written and nothing more", () => {
  assert.deepEqual(file().split("\r\n"), [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//calendar//EN",
    "BEGIN:VEVENT",
    "UID:ab12",
    "DTSTAMP:20261124T090807Z",
    "DTSTART:20261124T140000",
    "RRULE:FREQ=WEEKLY",
    "SUMMARY:My own time",
    "CLASS:PRIVATE",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ]);
  assert.ok(file({ time: "evening", weekly: false }).includes("\r\nDTSTART;VALUE=DATE:20261124\r\nSUMMARY"));
  assert.ok(!file({ time: "" }).includes("VALARM"));
  const onTheDay = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:PT9H\r\nDESCRIPTION:My own time\r\nEND:VALARM\r\n";
  assert.ok(file({ time: "afternoon", hoursBefore: 0 }).includes(onTheDay)); // no hour: at nine of that day
  assert.ok(file({ hoursBefore: 0 }).includes("\r\nTRIGGER:PT0S\r\nDESCRIPTION:My own time\r\n"));
});

test("no line of a calendar file is over 75 bytes, no letter is cut, and nothing that was written is a command", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 120 }), (title) => {
      const made = file({ title, place: title || "x" });
      const lines = made.slice(0, -2).split("\r\n");
      for (const line of lines) assert.ok(Buffer.byteLength(line) <= 75 && !/[\r\n]/.test(line));
      const whole = made.replaceAll("\r\n ", "").split("\r\n");
      const value = whole.find((line) => line.startsWith("SUMMARY:"))!.slice("SUMMARY:".length);
      const plain = value.replace(/\\(.)/g, (_, sign) => (sign === "n" ? "\n" : sign));
      assert.equal(plain, title.replace(/\r\n|\r/g, "\n"));
      assert.equal(whole.filter((line) => line.startsWith("BEGIN:")).length, 2);
    }),
  );
  const long = file({ title: "a".repeat(150) })
    .split("\r\n")
    .map((line) => line.length);
  assert.deepEqual(long.slice(8, 11), [75, 75, 150 + "SUMMARY:".length - 75 - 74 + 1]);
  assert.ok(
    file({ title: "Tea; cake, \\ and\nEND:VEVENT" }).includes("SUMMARY:Tea\\; cake\\, \\\\ and\\nEND:VEVENT\r\n"),
  );
});

test("C12, S4: hopes keep their order, and what is done stands quietly last", () => {
  const all = ["Alder", "Birch", "Cherry"].map((text) =>
    item({ text, track: "one-day", state: text === "Alder" ? "done" : "odd" }),
  );
  assert.deepEqual(
    hopesOf([...all, item({ text: "" })]).map(({ text, state }) => `${text} ${state}`),
    ["Birch thinking", "Cherry thinking", "Alder done"],
  );
  assert.deepEqual(stepsOf([item({ hope: "a", text: "Ask" }), item({ hope: "b", text: "No" })], "a").length, 1);
  const ids = all.map(({ id }) => id);
  assert.equal(placeBeside(all, ids[2]!, ids[1]!, false), 1); // up, before Birch
  assert.equal(placeBeside(all, ids[1]!, ids[2]!, true), 2); // down, after Cherry
});

test("a full phone is told as what it is, and nothing is said to be kept", async () => {
  assert.equal(await act(() => Promise.reject(new PhoneFull("no space")), null), false);
  assert.equal(await act(async () => undefined, null), true);
  await assert.rejects(act(() => Promise.reject(new Error("a fault")), null));
});
