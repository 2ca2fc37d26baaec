/** The question and its answer: one tap saves, nothing is said to be saved that is not, and a tap can be taken back. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { dayBefore, dayOf, leavesOn, newestOf } from "../../client_static/src/today/day.ts";
import { TILES } from "../../client_static/src/today/model.ts";
import { Replies, wordsOf } from "../../client_static/src/today/reply.ts";
import { hasWords } from "../../client_static/src/ui/text.ts";
import { FakeDiary } from "./fake_diary.ts";

const GOT_UP = { tile: "got-up", area: "do", day: "2026-03-02", text: "" } as const;

test("B1: a tap saves a leaf and answers with a kind line", async () => {
  const diary = new FakeDiary();
  const replies = new Replies(diary);
  const leaf = await replies.add(GOT_UP);
  assert.equal(diary.leaves.value.length, 1);
  assert.equal(replies.shown.value?.leaf.id, leaf?.id);
  replies.clear();
});

test("B1: undo takes back the leaf of the answer, and only that one", async () => {
  const diary = new FakeDiary();
  const replies = new Replies(diary);
  await replies.add(GOT_UP);
  await replies.add({ ...GOT_UP, tile: "rested", area: "dwell" });
  await replies.undo();
  assert.deepEqual(
    leavesOn(diary.leaves.value, GOT_UP.day).map((leaf) => leaf.tile),
    ["got-up"],
  );
  assert.equal(replies.shown.value, null);
});

test("undo goes away by itself", async () => {
  const replies = new Replies(new FakeDiary(), 1);
  await replies.add(GOT_UP);
  await new Promise((resolve) => replies.shown.subscribe((reply) => reply === null && resolve(null)));
  assert.equal(replies.shown.value, null);
});

test("B4, 1H.12: the lines rotate, and are all in the files of words: two taps in a row are not answered with the same words", async () => {
  const replies = new Replies(new FakeDiary());
  const lines = new Set<string | undefined>();
  for (let i = 0; i < 3; i++) {
    await replies.add(GOT_UP);
    lines.add(replies.shown.value?.line);
  }
  replies.clear();
  assert.equal(lines.size, 3);
  for (const line of lines) assert.ok(line !== undefined && hasWords(line));
});

test("a full phone says nothing is saved and keeps the words", async () => {
  const diary = new FakeDiary();
  const replies = new Replies(diary);
  diary.full = true;
  const words = { ...GOT_UP, tile: "something-else", text: "Fed the robin" };
  assert.equal(await replies.add(words), null);
  assert.equal(replies.shown.value, null);
  assert.equal(replies.unkept.value?.text, "Fed the robin");
  diary.full = false;
  await replies.add(words);
  assert.equal(replies.unkept.value, null);
  replies.clear();
});

test("yesterday is the calendar's, over a month's end and a clock change", () => {
  assert.equal(dayOf(new Date(2026, 2, 1, 0, 5)), "2026-03-01");
  assert.equal(dayBefore(new Date(2026, 2, 1, 0, 5)), "2026-02-28");
  assert.equal(dayBefore(new Date(2026, 2, 30, 0, 30)), "2026-03-29");
});

test("take it back takes the newest of that tile on that day", async () => {
  const diary = new FakeDiary();
  const first = await diary.addLeaf(GOT_UP);
  const second = await diary.addLeaf(GOT_UP);
  assert.equal(newestOf(diary.leaves.value, GOT_UP, GOT_UP.day)?.id, second.id);
  await diary.removeLeaf(second.id);
  assert.equal(newestOf(diary.leaves.value, GOT_UP, GOT_UP.day)?.id, first.id);
});

test("F13: moving the body is an answer like any other; it says that it happened and no more", async () => {
  const tile = TILES.find(({ name }) => name === "moved");
  const diary = new FakeDiary();
  const leaf = await new Replies(diary).add({ tile: "moved", area: tile!.area, day: GOT_UP.day, text: "" });
  assert.deepEqual(Object.keys(leaf!).sort(), ["area", "day", "id", "removed", "slot", "stamp", "text", "tile"]);
  assert.equal(wordsOf(leaf!), "Moved my body");
});

test("something else is called by the person's own words", () => {
  assert.equal(wordsOf({ tile: "something-else", text: "Fed the robin" }), "Fed the robin");
  assert.equal(wordsOf({ tile: "got-up", text: "late, but up" }), "Got up");
  assert.equal(wordsOf({ tile: "of-a-newer-program", text: "" }), "Something else");
});
