/** What is said in a talk, and when somebody is there, from whatever records came. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { RecordState } from "../../client_static/src/sync/record.ts";
import { meetFields, NO_LINES, newestOf, readLines, readMeet } from "../../client_static/src/talk/meet.ts";
import {
  backOn,
  type Hours,
  isThere,
  readAbout,
  readArrived,
  readMessage,
} from "../../client_static/src/talk/model.ts";
import {
  NEW_WALK,
  readWalks,
  type WalkPlan,
  walkFields,
  walksOf,
  walksToCome,
} from "../../client_static/src/talk/walk.ts";

const PHONE = "11".repeat(16);
const [EARLY, LATE] = ["0000018bcfe56800", "0000018bcfe56900"];

function record(type: string, fields: Record<string, unknown>, when = EARLY): RecordState {
  const at = when + PHONE;
  const values = Object.entries(fields).map(([name, value]) => [name, { value, at }]);
  return { type, id: "aa".repeat(16), fields: Object.fromEntries(values) } as RecordState;
}

function weekdays(from: number, to: number): Hours {
  return { days: [1, 2, 3, 4], from, to };
}

test("a message is sent once it waits no more, and there once it came to the other phone", () => {
  const one = record("message", { day: "2026-11-23", text: "Hello" });
  const way = (waiting: string[], arrived: string) =>
    readMessage(one, "aa", true, new Set(waiting), new Map([[PHONE, arrived]]))?.way;
  assert.equal(way([one.id], ""), "waits");
  assert.equal(way([], ""), "sent");
  assert.equal(way([], EARLY), "there");
  assert.equal(way([one.id], LATE), "waits"); // changed since
  assert.equal(readMessage(one, "aa", false, new Set(), new Map([[PHONE, LATE]]))?.way, "sent");
});

test("what is no message is left out", () => {
  for (const fields of [
    { day: "2026-11-23" },
    { text: "Hello" },
    { day: 4, text: "Hello" },
    { day: "2026-11-23", text: 4 },
  ])
    assert.equal(readMessage(record("message", fields), "aa", true, new Set(), new Map()), null);
  assert.equal(readMessage(record("leaf", { day: "2026-11-23", text: "x" }), "aa", true, new Set(), new Map()), null);
  assert.deepEqual([...readArrived([record("arrived", { [PHONE]: EARLY, other: 5 })])], [[PHONE, EARLY]]);
});

test("hours that make no sense are none", () => {
  const hoursOf = (days: unknown, from: unknown, to: unknown) => readAbout([record("about", { days, from, to })]).hours;
  assert.deepEqual(hoursOf("1124", 600, 960), { days: [1, 2, 4], from: 600, to: 960 });
  for (const [days, from, to] of [
    ["", 600, 960],
    ["089", 600, 960],
    ["1", 960, 600],
    ["1", 600.5, 960],
    ["1", -1, 5],
    [1, 0, 9],
  ])
    assert.equal(hoursOf(days, from, to), null);
});

test("who is not there now is back at their next hour, and nobody is told when one who is away is", () => {
  const about = { name: "", away: false, hours: weekdays(600, 960) };
  const at = (day: number, hour: number) => new Date(2026, 10, day, hour); // 23 November 2026 is a Monday
  assert.equal(isThere(about, at(23, 12)), true);
  assert.equal(isThere(about, at(23, 16)), false);
  assert.deepEqual(backOn(about, at(23, 8)), at(23, 10));
  assert.deepEqual(backOn(about, at(23, 17)), at(24, 10));
  assert.deepEqual(backOn(about, at(26, 17)), at(30, 10));
  assert.equal(isThere({ ...about, away: true }, at(23, 12)), false);
  assert.equal(backOn({ ...about, away: true }, at(23, 8)), null);
  assert.equal(isThere({ ...about, hours: null }, at(23, 12)), null);
});

test("two meet as the newer of the two says, and no more once one says so", () => {
  const said = { weekday: 4, time: "10:30", place: "The café", after: "", also: [] };
  const first = readMeet([record("meet", { ...meetFields(said) })], true);
  assert.equal(first?.what?.weekday, 4);
  assert.equal(first?.what?.place, "The café");
  const later = readMeet([record("meet", { ...meetFields({ ...said, weekday: 5 }) }, LATE)], false);
  assert.equal(newestOf(first, later), later);
  assert.equal(newestOf(later, first), later);
  assert.equal(newestOf(null, first), first);
  const ended = readMeet([record("meet", { day: 0, time: "", place: "", after: "", also: "" }, LATE)], false);
  assert.equal(newestOf(first, ended)?.what, null);
  assert.equal(readMeet([record("meet", { place: "Nowhere" })], true), null);
});

test("C15: space comes first, then a next step; each is one's own, and a day of an older program takes neither away", () => {
  const day = meetFields({ weekday: 4, time: "10:30", place: "The café", after: "", also: [] });
  const mine = record("meet", { space: " The letter from the council ", next: "" });
  assert.deepEqual(readLines([mine]), { space: "The letter from the council", next: "", at: EARLY + PHONE });
  assert.equal(readMeet([mine], true), null); // no day comes of it
  const older = record("meet", { ...day }, LATE); // as a program of before writes it: the lines stay as they were
  const both = { ...older, fields: { ...mine.fields, ...older.fields } } as RecordState;
  assert.equal(readLines([both]).space, "The letter from the council");
  assert.equal(readMeet([both], true)?.what?.place, "The café");
  assert.deepEqual(readLines([record("meet", { ...day })]), NO_LINES);
  assert.deepEqual(readLines([record("meet", { space: 4, next: ["a"] })]).space, "");
});

const [ME, SAM] = ["aa".repeat(16), "bb".repeat(16)];
const MONDAY = "2026-11-23";

function says(mine: boolean, plan: Partial<WalkPlan>, when = EARLY) {
  const whole = { ...NEW_WALK, to: "Pottery", ...plan };
  const said = record("walk", walkFields(whole, mine ? ME : SAM, mine ? SAM : ME), when);
  return readWalks([said], mine, ME);
}

test("C7: who asks for company says all but yes; the other one says that, and either changes the plan", () => {
  const asked = says(true, { word: "Lemons", speaks: "them", home: true });
  assert.deepEqual(
    walksOf(asked).map(({ to, forMe, agreed, speaks, word, home, what }) => [
      to,
      forMe,
      agreed,
      speaks,
      word,
      home,
      what,
    ]),
    [["Pottery", true, false, "them", "Lemons", true, null]],
  );
  assert.equal(walksOf(says(true, { state: "yes" }))[0]?.agreed, false); // nobody says yes for the other one
  const yes = says(false, { forMe: false, state: "yes", place: "The bus stop", speaks: "me" }, LATE);
  const [both] = walksOf([...asked, ...yes]);
  assert.deepEqual([both?.agreed, both?.place, both?.speaks, both?.forMe], [true, "The bus stop", "them", true]);
  const changed = says(true, { weekday: 5, time: "10:00" }, "0000018bcfe56a00");
  const [after] = walksOf([...changed, ...yes]);
  assert.deepEqual([after?.agreed, after?.what?.weekday], [true, 5]); // a change of the plan takes no yes away
  const again = says(false, { ...after, forMe: false, word: "Plums" }, "0000018bcfe56b00"); // nor does one by the other
  assert.deepEqual(
    [walksOf([...changed, ...again])[0]?.agreed, walksOf([...changed, ...again])[0]?.word],
    [true, "Plums"],
  );
});

test("C7, A8: it is over for both when either says so, and a day that has been leaves nothing", () => {
  const yes = says(false, { forMe: false, state: "yes" });
  assert.deepEqual(walksOf([...says(true, { state: "over" }, LATE), ...yes]), []);
  assert.deepEqual(walksOf([...says(true, {}), ...says(false, { forMe: false, state: "over" }, LATE)]), []);
  const shown = (plan: Partial<WalkPlan>, today: string) => walksToCome(walksOf(says(true, plan)), today).length;
  assert.equal(shown({}, MONDAY), 1); // no day yet
  assert.equal(shown({ also: [MONDAY] }, MONDAY), 1);
  assert.equal(shown({ also: [MONDAY] }, "2026-11-24"), 0);
  assert.equal(shown({ weekday: 1 }, "2026-11-24"), 1);
});

test("what is no walk is left out, and odd words in one do no harm", () => {
  for (const fields of [{}, { state: "maybe", to: "x" }, { state: 4, to: "x" }])
    assert.deepEqual(readWalks([record("walk", fields)], true, ME), []);
  assert.deepEqual(readWalks([record("meet", { state: "asked", to: "x" })], true, ME), []);
  assert.equal(readMeet([record("walk", { day: 4, state: "asked", to: "x" })], true), null); // beside it in one document
  assert.deepEqual(walksOf(readWalks([record("walk", { state: "asked", to: 5 })], true, ME)), []);
  const odd = {
    state: "asked",
    to: "x".repeat(900),
    day: "no",
    also: "2026-99-99",
    time: "noon",
    speaks: 3,
    home: "yes",
  };
  const [walk] = walksOf(readWalks([record("walk", odd)], true, ME));
  assert.deepEqual([walk?.to.length, walk?.what, walk?.time, walk?.speaks, walk?.home], [200, null, "", "open", false]);
});
