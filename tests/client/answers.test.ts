/** The answers on Today: a file of tiles that is read whole or not at all, and what a person makes of it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { signal } from "@preact/signals";
import { isAsAtFirst, keep, movedTo, setBack, undoSetBack } from "../../client_static/src/answers/model.ts";
import FILE from "../../client_static/src/content/tiles.json";
import { readTiles } from "../../client_static/src/content/tiles.ts";
import { inOrder } from "../../client_static/src/diary/item.ts";
import type { Collection, Fields, Item, Leaf } from "../../client_static/src/diary/model.ts";
import { type Answer, answersOf, SIGNS, shownTiles } from "../../client_static/src/today/answers.ts";
import { newestOf } from "../../client_static/src/today/day.ts";
import { leafFor, SOMETHING_ELSE, TILES } from "../../client_static/src/today/model.ts";
import { wordsOf } from "../../client_static/src/today/reply.ts";
import { ICONS } from "../../client_static/src/ui/icons.ts";
import { hasWords } from "../../client_static/src/ui/text.ts";

const FIRST = TILES.filter(({ shown }) => shown).map(({ name }) => name);

/** Rows as a diary keeps them: what is written over a taken-out row brings it back, with the fields it had. */
function shelf(rows = new Map<string, Item & { gone: boolean }>()): Collection & { rows: typeof rows } {
  const items = signal<readonly Item[] | null>([]);
  const write = async (id: string, { order, deleted, ...fields }: Fields) => {
    const known = rows.get(id);
    const all = { ...known?.fields, ...fields };
    rows.set(id, { id, order: String(order ?? known?.order), fields: all, gone: deleted === true });
    items.value = [...rows.values()].filter(({ gone }) => !gone).sort(inOrder);
  };
  return {
    rows,
    items,
    add: async () => assert.fail("an answer names its own row"),
    change: write,
    move: async () => assert.fail("an answer names its own place"),
    takeOut: (id) => write(id, { deleted: true }),
    bringBack: (id) => write(id, { deleted: false }),
  };
}
const all = (list: Collection) => answersOf(list.items.value ?? []);
const names = (list: Collection) => shownTiles(list.items.value ?? []).map(({ name }) => name);
const find = (list: Collection, name: string) => all(list).find(({ tile }) => tile.name === name) as Answer;
const turn = (list: Collection, name: string, shown: boolean) => keep(list, { ...find(list, name), shown });
const move = (list: Collection, name: string, to: number) => keep(list, movedTo(all(list), name, to)!);
const write = (list: Collection, id: string, text: string, order = "Z") =>
  list.change(id, { text, icon: "paw", area: "love", order });

test("the tiles that come with the app are whole, and each has its words and its picture", () => {
  assert.deepEqual(readTiles(JSON.stringify(FILE)), FILE.tiles);
  for (const { name } of TILES) assert.ok(hasWords(`tile-${name}`), name);
  for (const sign of SIGNS) assert.ok(ICONS.includes(sign), sign);
});

test("B2, B3: twelve are there at first, getting up before work, and resting among them", () => {
  assert.equal(FIRST.length, 12);
  assert.deepEqual(shownTiles([]), TILES.slice(0, 12));
  assert.ok(FIRST.indexOf("got-up") < FIRST.indexOf("worked") && FIRST.includes("rested"));
});

test("B10, F13, C10, C14: slept, ate, cycled, earned and something unexpected can be added; a tap says that it happened and no more", () => {
  for (const name of ["slept", "ate", "cycled", "earned", "unexpected"]) {
    const tile = TILES.find((one) => one.name === name)!;
    assert.equal(tile.shown, false);
    assert.deepEqual(leafFor(tile), { tile: name, area: tile.area, text: "" });
    assert.doesNotMatch(wordsOf(leafFor(tile)), /\d|how|hour|much|£/i);
  }
});

test("a file of tiles with anything wrong in it is not used at all", () => {
  const [tile] = FILE.tiles;
  const file = (change: object) => JSON.stringify({ version: 1, tiles: [{ ...tile, ...change }] });
  assert.ok(readTiles(file({})));
  const bird = { name: "birds", words: "Fed the birds", icon: "paw" };
  assert.deepEqual(readTiles(file(bird)), [{ ...tile, ...bird }]);
  const wrong = [
    { name: "Got up" },
    { name: "" },
    { name: "no-words-for-it" },
    { name: 1 },
    { icon: "no-such-icon" },
    { icon: undefined },
    { area: "money" },
    { shown: "yes" },
    { shown: undefined },
    { words: "" },
    { words: "  " },
    { words: "x".repeat(61) },
    { words: 7 },
    { points: 3 },
  ];
  for (const change of wrong) assert.equal(readTiles(file(change)), null, JSON.stringify(change));
  const others = [
    "",
    "[]",
    "null",
    "{",
    JSON.stringify({ version: 2, tiles: [tile] }),
    JSON.stringify({ version: 1, tiles: [] }),
    JSON.stringify({ version: 1, tiles: [tile, tile] }),
    JSON.stringify({ version: 1, tiles: [null] }),
    JSON.stringify({
      version: 1,
      tiles: Array.from({ length: 41 }, (_, at) => ({ ...tile, name: "a".repeat(at + 1) })),
    }),
  ];
  for (const json of others) assert.equal(readTiles(json), null, json.slice(0, 60));
});

test("S1: answers are hidden, added and put in another order, one row each", async () => {
  const list = shelf();
  await turn(list, "worked", false);
  await turn(list, "slept", true);
  await move(list, "rested", 0);
  const rest = FIRST.filter((name) => name !== "worked" && name !== "rested");
  assert.deepEqual(names(list), ["rested", ...rest, "slept"]);
  await move(list, "rested", 2);
  assert.deepEqual(names(list), [...rest.slice(0, 2), "rested", ...rest.slice(2), "slept"]);
  await move(list, "slept", 1);
  assert.deepEqual(names(list).slice(0, 3), [rest[0], "slept", rest[1]]);
  assert.equal(list.rows.size, 3);
  assert.equal(movedTo(all(list), "worked", 0), null, "what is not shown has no place");
});

test("two phones that change the same tile apart change one row", async () => {
  const [one, other] = [shelf(), shelf()];
  await turn(one, "ate", true);
  await turn(other, "ate", true);
  assert.deepEqual([...one.rows.keys()], [...other.rows.keys()]);
});

test("own words are a leaf that every client reads, and it stays when the answer changes or goes", async () => {
  const list = shelf();
  await write(list, "b".repeat(32), "Fed the birds");
  const tile = shownTiles(list.items.value!).at(-1)!;
  assert.deepEqual(leafFor(tile), { tile: SOMETHING_ELSE, area: "love", text: "Fed the birds" });
  const leaf: Leaf = { ...leafFor(tile), id: "1", day: "2026-03-02", slot: 0, stamp: "1", removed: false };
  assert.equal(newestOf([leaf], leafFor(tile), leaf.day), leaf);
  await write(list, tile.name, "Fed the ducks");
  assert.equal(newestOf([leaf], leafFor(shownTiles(list.items.value!).at(-1)!), leaf.day), undefined);
  await list.takeOut(tile.name);
  assert.deepEqual(names(list), FIRST);
  assert.equal(wordsOf(leaf), "Fed the birds");
});

test("rows that make no sense do no harm", () => {
  const item = (fields: Fields, id = "c"): Item => ({ id: id.repeat(32), order: "5", fields });
  const answers = answersOf([item({ tile: "of-a-newer-program", hidden: false }), item({ hidden: true }, "d")]);
  assert.equal(answers.length, TILES.length);
  const [own] = answersOf([item({ text: "Sang", icon: "skull", area: "nowhere" })], []);
  assert.deepEqual(own?.tile, { name: "c".repeat(32), icon: "leaf", area: "do", shown: true, words: "Sang" });
});

test("S1: as it was at first, and back again with undo; nothing of an earlier choice comes back by itself", async () => {
  const list = shelf();
  assert.ok(isAsAtFirst(all(list)));
  await turn(list, "slept", true);
  await move(list, "slept", 0);
  await turn(list, "worked", false);
  await write(list, "b".repeat(32), "Fed the birds");
  const before = names(list);
  const was = all(list);
  await setBack(list, was);
  assert.deepEqual(names(list), FIRST);
  assert.ok(isAsAtFirst(all(list)));
  assert.equal(find(list, "b".repeat(32)).shown, false, "own words are kept, to be chosen again");
  await undoSetBack(list, was);
  assert.deepEqual(names(list), before);
  await setBack(list, all(list));
  await turn(list, "slept", true);
  assert.deepEqual(names(list), [...FIRST, "slept"]);
});

test("a project's tiles stand beside the app's", () => {
  const theirs = {
    name: "allotment",
    icon: "plant-2",
    area: "belong",
    shown: true,
    words: "Went to the allotment",
  } as const;
  const tiles = [...TILES, theirs];
  assert.equal(shownTiles([], tiles).at(-1), theirs);
  const hidden: Item = { id: "e".repeat(32), order: "2", fields: { tile: "allotment", hidden: true } };
  assert.equal(shownTiles([hidden], tiles).includes(theirs), false);
});
