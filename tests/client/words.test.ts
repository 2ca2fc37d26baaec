/** A project's words stand instead of the app's for whoever chose them; the app's own are versioned files. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { signal } from "@preact/signals";
import fc from "fast-check";
import { AREAS } from "../../client_static/src/areas/model.ts";
import CONTENT from "../../client_static/src/content/areas.json";
import type { Collection, Item, Projects } from "../../client_static/src/diary/model.ts";
import { amend } from "../../client_static/src/projects/leaflet.ts";
import { TILES } from "../../client_static/src/today/model.ts";
import { asTheAppSays, hasWords, instead, t } from "../../client_static/src/ui/text.ts";
import { choosingOf } from "../../client_static/src/words/chosen.ts";
import {
  areaWords,
  givenOut,
  linesOf,
  noWords,
  readWords,
  tilesOf,
  type Words,
  withArea,
  wordsByKey,
} from "../../client_static/src/words/model.ts";
import "../../client_static/src/ui/later_words.ts";

const WHOLE: Words = {
  version: 1,
  language: "en",
  areas: { dwell: { name: "A place of my own", helps: "What makes it home?", hinders: "" } },
  prompts: ["What was near?"],
  tips: [{ words: "I go at four.\nIt is quiet.", by: "Dee" }],
  tiles: [{ words: "Choir", icon: "messages", area: "belong" }],
  changes: [{ version: 1, day: "2026-11-02", words: "Dwell sounded like a church." }],
};
const read = (change: object) => readWords(JSON.stringify({ ...WHOLE, ...change }));

test("F10: words are read strictly, as plain text, and every part may be absent", () => {
  assert.deepEqual(read({}), WHOLE);
  assert.deepEqual(readWords('{"version":1,"language":"pl"}'), noWords("pl"));
  const wrong: object[] = [
    { version: 2 },
    { language: "english please" },
    { language: undefined },
    { areas: { garden: { name: "Garden" } } },
    { areas: { do: { name: "x".repeat(41) } } },
    { areas: { do: "Do" } },
    { areas: [] },
    { prompts: ["one\ntwo"] },
    { prompts: [""] },
    { prompts: Array(25).fill("x") },
    { tips: [{ words: "x".repeat(501), by: "" }] },
    { tips: [{ words: "x" }] },
    { tiles: [{ words: "Choir", icon: "skull", area: "belong" }] },
    { tiles: [{ words: "Choir", icon: "messages", area: "garden" }] },
    { changes: [{ version: 0, day: "2026-11-02", words: "x" }] },
    { changes: [{ version: 1, day: "2026-11-02", words: " " }] },
  ];
  for (const change of wrong) assert.equal(read(change), null, JSON.stringify(change));
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (odd) => void readWords(odd)));
  fc.assert(
    fc.property(fc.constantFrom("areas", "prompts", "tips", "tiles", "changes"), fc.jsonValue(), (part, odd) => {
      const found = read({ [part]: odd });
      if (found !== null) assert.deepEqual(readWords(JSON.stringify(found)), found);
    }),
  );
});

test("F10: each giving out adds to a history that is kept", () => {
  const next = givenOut(withArea(WHOLE, "do", { name: "Doing", helps: "", hinders: "" }), 2, "2026-11-09", "Shorter.");
  assert.deepEqual(
    next.changes.map(({ version, words }) => [version, words]),
    [
      [1, "Dwell sounded like a church."],
      [2, "Shorter."],
    ],
  );
  assert.deepEqual(readWords(JSON.stringify(next)), next);
  const bare = withArea(next, "do", { name: " ", helps: "", hinders: "" });
  assert.deepEqual(Object.keys(bare.areas), ["dwell"], "what says nothing is not kept");
  assert.equal(areaWords(bare, "do").name, "");
  assert.deepEqual(linesOf(" One \n\n two\r\n"), ["One", "two"]);
});

test("F10: a name stands wherever the app says it, as plain text, and the app's own can still be read", () => {
  const own = asTheAppSays("area-dwell");
  assert.equal(t("area-dwell"), own);
  instead.value = wordsByKey({ ...WHOLE, areas: { dwell: { name: "{ $me } <b>", helps: "Home?", hinders: "" } } });
  assert.equal(t("area-dwell"), "{ $me } <b>");
  assert.equal(t("area-do"), asTheAppSays("area-do"));
  assert.equal(asTheAppSays("area-dwell"), own);
  assert.ok(hasWords("note-helps-dwell") && !hasWords("note-hinders-dwell") && !hasWords("note-helps-do"));
  instead.value = new Map();
  assert.equal(t("area-dwell"), own);
});

test("F10: tiles of a project have names of their own, icons of the app, and are never there twice", () => {
  const choir = WHOLE.tiles[0]!;
  const found = tilesOf("ABC", { tiles: [choir, { ...choir, words: "Choir " }, { ...choir, words: "Got up" }] });
  assert.deepEqual(
    found.map(({ words }) => words),
    ["Choir", "Got up"],
  );
  for (const { name } of found) assert.ok(!TILES.some((tile) => tile.name === name));
});

/** A small list in memory. */
function list(): Collection & { log: string[] } {
  const items = signal<readonly Item[] | null>([]);
  const log: string[] = [];
  const here = () => items.value ?? [];
  let made = 0;
  return {
    items,
    log,
    async add(fields) {
      made += 1;
      const id = String(made).padStart(32, "0");
      log.push("add");
      items.value = [...here(), { id, order: id, fields }];
      return id;
    },
    async change() {},
    async move() {},
    async takeOut(id) {
      log.push("out");
      items.value = here().filter((one) => one.id !== id);
    },
    async bringBack() {},
  };
}

test("A5, A6: asked once; a no is written on this phone alone; changed at any time, and one project's at a time", async () => {
  const [sealed, own] = [list(), list()];
  const choosing = () => choosingOf({ collection: () => sealed, ownCollection: () => own });
  assert.ok(choosing().asks("A") && choosing().used === null);
  await choosing().choose("A", false);
  assert.ok(!choosing().asks("A") && choosing().asks("B"));
  assert.deepEqual(sealed.log, [], "nothing was sealed, so nothing is sent");
  await choosing().choose("A", true);
  assert.equal(choosing().used, "A");
  await choosing().choose("B", true);
  assert.equal(choosing().used, "B");
  assert.equal(sealed.items.value?.length, 1);
  await choosing().choose("B", false);
  assert.ok(choosing().used === null && !choosing().asks("B"));
});

test("F10, F11: what is given out is made anew where somebody else's came in between, or not at all", async () => {
  let held = { version: 4, json: "[4]" };
  let moved = 1;
  const given: [string, number][] = [];
  const leaflets = {
    of: () => held,
    async giveOut(_code: string, _kind: string, json: string, after: number) {
      given.push([json, after]);
      if (moved > 0) {
        moved -= 1;
        held = { version: 5, json: "[5]" };
        return "moved";
      }
      return null;
    },
  };
  const projects = { leaflets, refresh: async () => undefined } as unknown as Projects;
  const edit = (newest: number[] | null) => (newest === null ? null : [...newest, 0]);
  assert.equal(await amend(projects, "C", "board", (json) => JSON.parse(json) as number[], edit), null);
  assert.deepEqual(given, [
    ["[4,0]", 4],
    ["[5,0]", 5],
  ]);
  assert.equal(await amend(projects, "C", "board", () => null, edit), "moved");
});

test("F10: the app's own words are content files with a version, and a history that ends with it", () => {
  const folder = join(process.env.NEWLEAF_ROOT ?? ".", "client_static/src/content");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json"));
  assert.ok(["areas.json", "milestones.json", "prompts.json", "tiles.json"].every((name) => files.includes(name)));
  for (const name of files) {
    const { version, changes } = JSON.parse(readFileSync(join(folder, name), "utf8"));
    assert.equal(changes.at(-1).version, version, name);
    for (const { day, words } of changes) assert.ok(Date.parse(day) > 0 && hasWords(words), `${name}: ${words}`);
  }
  assert.deepEqual(Object.keys(CONTENT.areas).sort(), [...AREAS].sort());
  for (const keys of Object.values(CONTENT.areas)) for (const key of Object.values(keys)) assert.ok(hasWords(key), key);
});
