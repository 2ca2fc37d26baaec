/** A board is read strictly and changed by whole steps; nobody's words are changed, and nothing is ranked. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  answerIn,
  EMPTY,
  type Entry,
  MOST_ENTRIES,
  newestFirst,
  putOn,
  readBoard,
  suggestions,
  TIP,
  takeOff,
  toldAlone,
  unanswered,
  wantsItOff,
} from "../../client_static/src/board/model.ts";
import type { Letter } from "../../client_static/src/diary/model.ts";
import { kindOf, type LetterBody } from "../../client_static/src/projects/model.ts";

const id = (number: number) => number.toString(16).padStart(32, "0");
const ENTRY: Entry = {
  id: id(1),
  name: "Dee",
  words: "The kettle\nis broken. <b>Again</b>",
  put: "2026-11-02",
  state: "heard",
  answer: "",
  answered: "",
};
const json = (entries: unknown) => JSON.stringify({ version: 1, entries });

function letter(number: number, body: LetterBody, change: Partial<Letter> = {}): Letter {
  const about = body.is === "news" ? id(1) : id(0);
  return { id: id(number), code: "C", kind: kindOf(body.is), about, sent: 0, mine: false, by: "", body, ...change };
}
const idea = (number: number, words: string, of = "") => letter(number, { is: "suggestion", name: "", words, of });

test("F11: a board is read whole, and one that is not wholly right is none", () => {
  assert.deepEqual(readBoard(json([ENTRY])), { version: 1, entries: [ENTRY] });
  const wrong: unknown[] = [
    { ...ENTRY, id: "1" },
    { ...ENTRY, words: " " },
    { ...ENTRY, words: "x".repeat(501) },
    { ...ENTRY, name: "two\nlines" },
    { ...ENTRY, state: "rejected" },
    { ...ENTRY, put: "yesterday" },
    { ...ENTRY, answered: "2026-13-01" },
    { ...ENTRY, answer: 7 },
    null,
  ];
  for (const one of wrong) assert.equal(readBoard(json([ENTRY, one])), null, JSON.stringify(one));
  assert.equal(readBoard(json([ENTRY, ENTRY])), null, "the same twice");
  assert.equal(readBoard(json({})), null);
  assert.equal(readBoard(JSON.stringify({ version: 2, entries: [] })), null);
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (odd) => void readBoard(odd)));
});

test("F11, F3: words go on the board as they were written, once, and an answer changes none of them", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 400 }), fc.string({ maxLength: 40 }), (words, name) => {
      const board = putOn(EMPTY, { id: id(7), name, words }, "2026-11-02")!;
      const twice = putOn(board, { id: id(7), name: "other", words: "other" }, "2026-11-03")!;
      const answered = answerIn(twice, twice.entries[0]!, "done", "There is a flask.", "2026-11-04")!;
      assert.deepEqual(
        answered.entries.map((one) => [one.words, one.name, one.state, one.answered]),
        [[words, name, "done", "2026-11-04"]],
      );
    }),
  );
});

test("F11: two who answer at once do not undo each other unseen", () => {
  const board = { version: 1 as const, entries: [ENTRY] };
  const other = answerIn(board, ENTRY, "doing", "We ask.", "2026-11-03")!;
  assert.equal(answerIn(other, ENTRY, "not-now", "No money.", "2026-11-03"), null);
  assert.equal(answerIn(takeOff(board, ENTRY.id), ENTRY, "done", "", "2026-11-03"), null);
  const full = {
    version: 1 as const,
    entries: Array.from({ length: MOST_ENTRIES }, (_, at) => ({ ...ENTRY, id: id(at) })),
  };
  assert.equal(putOn(full, { id: id(999), name: "", words: "one more" }, "2026-11-03"), null);
});

test("F11, 1H.13: newest first; how many would like something is no part of the order", () => {
  const entries = [
    { ...ENTRY, id: id(1), put: "2026-11-01" },
    { ...ENTRY, id: id(2), put: "2026-11-05" },
    { ...ENTRY, id: id(3), put: "2026-11-05" },
  ];
  assert.deepEqual(
    newestFirst({ version: 1, entries }).map((one) => one.id),
    [id(2), id(3), id(1)],
  );
  assert.equal(newestFirst.length, 1, "nothing but the board goes in");
});

test("F11, D10: what waits is what nobody put up or answered; ideas and what was learned stay apart", () => {
  const letters = [
    idea(1, "A flask"),
    idea(2, "Ash spoke over me"),
    idea(3, "I go at four", TIP),
    idea(4, "It is calm here", id(8)), // about a place of the directory
    letter(5, { is: "news", step: "closed", words: "Thank you." }, { about: id(2), by: "Sam" }),
  ];
  const waiting = (about: string, there: string[] = []) =>
    unanswered(letters, about, (one) => there.includes(one.words)).map(({ suggestion }) => suggestion.words);
  assert.deepEqual(waiting(""), ["A flask"]);
  assert.deepEqual(waiting("", ["A flask"]), []);
  assert.deepEqual(waiting(TIP), ["I go at four"]);
  assert.equal(suggestions(letters, "").length, 2);
  assert.equal(toldAlone(letters[1]!, letters), "Thank you.");
  assert.equal(toldAlone(letters[0]!, letters), null);
});

test("F3: its author can ask for it to be taken off, and nobody else can in their name", () => {
  const mine = { ...idea(1, "A flask"), mine: true };
  const closed = (by: string, own: boolean) =>
    letter(9, { is: "news", step: "closed", words: "" }, { about: id(1), by, mine: own });
  assert.ok(wantsItOff(mine, [mine, closed("", true)]));
  assert.equal(toldAlone(mine, [mine, closed("", true)]), null);
  assert.ok(!wantsItOff(mine, [mine, closed("Sam", false)]));
  const theirs = idea(1, "A flask");
  assert.ok(wantsItOff(theirs, [theirs, closed("", false)]));
  assert.ok(!wantsItOff(theirs, [theirs, closed("Sam", false)]), "a coordinator's answer");
  assert.ok(!wantsItOff(theirs, [theirs, closed("", true)]), "one's own answer as a coordinator");
});
