import assert from "node:assert/strict";
import { test } from "node:test";
import { strFromU8, unzipSync } from "fflate";
import { entriesOf, grouped, inPieces, pairFields, readPairs } from "../../client_static/src/days/model.ts";
import { textFor } from "../../client_static/src/days/parcel.ts";
import type { Copy } from "../../client_static/src/diary/copy.ts";
import type { Item, Leaf, Page } from "../../client_static/src/diary/model.ts";
import { askingOf } from "../../client_static/src/journal/asking.ts";
import { toZip } from "../../client_static/src/safe/copy_file.ts";
import { dayOf } from "../../client_static/src/today/day.ts";
import "../../client_static/src/ui/later_words.ts";

let made = 0;
function number(): string {
  made += 1;
  return String(made).padStart(32, "0");
}

function leaf(day: string, more: Partial<Leaf> = {}): Leaf {
  const id = number();
  return { id, tile: "got-up", area: "do", day, text: "", slot: 0, stamp: id, removed: false, ...more };
}

function page(id: string, day: string, more: Partial<Page> = {}): Page {
  return { id, day, line: "The beans are up.", changed: number(), removed: false, ...more };
}

const daysOf = (groups: ReturnType<typeof grouped>) => groups.map(({ entries }) => entries.map(({ day }) => day));

test("newest first; a page stands once, with its leaf; what was removed is not there", () => {
  const wrote = leaf("2026-02-02", { tile: "wrote", area: "heard" });
  const bare = number();
  const leaves = [leaf("2026-02-01"), wrote, leaf("2026-02-03", { removed: true }), leaf("2026-02-01")];
  const entries = entriesOf(leaves, [page(wrote.id, "2026-02-02"), page(bare, "2026-01-31")]);
  assert.deepEqual(
    entries.map(({ id, kind, line }) => [id, kind, line]),
    [
      [wrote.id, "page", "The beans are up."],
      [leaves[3]?.id, "leaf", ""],
      [leaves[0]?.id, "leaf", ""],
      [bare, "page", "The beans are up."],
    ],
  );
  assert.equal(entries[3]?.leaf, null);
});

test("A7, S2, B3: weeks, seasons and years hold what happened, and the silent ones do not exist", () => {
  const entries = entriesOf(
    ["2025-12-31", "2026-01-01", "2026-01-04", "2026-01-05", "2026-03-01", "2023-07-01"].map((day) => leaf(day)),
    [],
  );
  assert.deepEqual(daysOf(grouped(entries, "week")), [
    ["2026-03-01"],
    ["2026-01-05"],
    ["2026-01-04", "2026-01-01", "2025-12-31"], // one week, two years
    ["2023-07-01"],
  ]);
  assert.deepEqual(daysOf(grouped(entries, "season")), [
    ["2026-03-01"],
    ["2026-01-05", "2026-01-04", "2026-01-01", "2025-12-31"], // one winter
    ["2023-07-01"],
  ]);
  assert.deepEqual(daysOf(grouped(entries, "year")), [
    ["2026-03-01", "2026-01-05", "2026-01-04", "2026-01-01"],
    ["2025-12-31"],
    ["2023-07-01"],
  ]);
});

test("pieces hold every entry once, in order, and only the first of a group begins it", () => {
  const entries = entriesOf(
    Array.from({ length: 65 }, (_, at) => leaf(`20${20 + (at % 3)}-05-01`)),
    [],
  );
  const groups = grouped(entries, "year");
  const pieces = inPieces(groups, 10);
  assert.deepEqual(
    pieces.flatMap((piece) => piece.entries),
    entries,
  );
  assert.ok(pieces.every((piece) => piece.entries.length <= 10));
  assert.equal(pieces.filter(({ begins }) => begins).length, groups.length);
});

test("B6: two of one's own stay together in the order of their days, and go with either of them", () => {
  const [early, late, third] = [leaf("2025-01-01"), leaf("2026-01-01"), leaf("2026-02-01")];
  const all = entriesOf([early, late, third], []);
  const known = new Map(all.map((entry) => [entry.id, entry]));
  const own = (one: Leaf) => ({ kind: "leaf", id: one.id }) as const;
  const item = (fields: Item["fields"]): Item => ({ id: number(), order: "V", fields });
  const items = [
    item(pairFields(own(late), own(early))),
    item(pairFields(own(early), own(late))), // kept on another phone as well
    item(pairFields(own(late), own(late))),
    item(pairFields(own(third), own(early))),
    item({ one: 7, other: true }),
  ];
  const shown = () => readPairs(items, known).map(({ two }) => two.map(({ id }) => id));
  assert.deepEqual(shown(), [
    [early.id, late.id],
    [early.id, third.id],
  ]);
  known.delete(third.id);
  assert.deepEqual(shown(), [[early.id, late.id]]);
});

test("F3: what goes is what was chosen, and nothing else", () => {
  assert.equal(textFor({ title: "Went out", words: "", foot: [] }), "Went out");
  assert.equal(
    textFor({ title: "", words: " Beans.\nUp. ", foot: ["Monday", "Belonging"] }),
    "Beans.\nUp.\nMonday · Belonging",
  );
  assert.equal(textFor({ title: "", words: "", foot: [] }), "");
});

test("A6: a no to ideas is kept in this phone's own list, for the day or for good", async () => {
  let items: readonly Item[] | null = null;
  const diary = {
    ownCollection: () => ({
      items: {
        get value() {
          return items;
        },
      } as never,
      add: async () => assert.fail("one row, whether it was read or not"),
      change: async (id: string, fields: Item["fields"]) => {
        const known = (items ?? []).find((item) => item.id === id);
        items = [{ id, order: "", fields: { ...known?.fields, ...fields } }];
      },
      move: async () => undefined,
      takeOut: async () => undefined,
      bringBack: async () => undefined,
    }),
  };
  assert.equal(askingOf(diary).asks, false, "not before it is known");
  items = [];
  assert.equal(askingOf(diary).asks, true);
  await askingOf(diary).notToday();
  assert.equal(askingOf(diary).asks, false);
  assert.equal(askingOf(diary).off, false);
  items = [{ id: "0".repeat(32), order: "", fields: { no: dayOf(new Date(Date.now() - 2 * 86_400_000)) } }];
  assert.equal(askingOf(diary).asks, true, "a no of another day is over");
  await askingOf(diary).turn(true);
  assert.deepEqual([askingOf(diary).asks, askingOf(diary).off], [false, true]);
  await askingOf(diary).turn(false);
  assert.equal(askingOf(diary).asks, true);
});

test("a copy to be read says each list under its name, and leaves out what has none", () => {
  const [one, other] = [leaf("2026-01-01"), leaf("2026-01-02", { tile: "rested" })];
  const list = (kind: string, ...items: Item["fields"][]) => ({
    kind,
    items: items.map((fields) => ({ id: number(), order: "V", fields })),
  });
  const copy: Copy = {
    treeSeed: "0".repeat(32),
    leaves: [one, other],
    pages: [],
    collections: [
      list("hope", { text: "Paid <work>" }, { text: " " }),
      list("week", { tile: "rested", text: "" }),
      list("secret", { text: "not this" }),
      list("pair", pairFields({ kind: "leaf", id: one.id }, { kind: "leaf", id: other.id })),
    ],
  };
  const files = unzipSync(toZip(copy, (day) => day));
  const read = (name: string) => strFromU8(files[name] ?? new Uint8Array());
  assert.ok(
    read("my-days.md").endsWith(
      "## Hopes\n\n- Paid <work>\n\n## My week\n\n- Rested\n\n## Then and now\n\n- 2026-01-01: Got up · 2026-01-02: Rested\n",
    ),
  );
  assert.match(read("index.html"), /<h2>Hopes<\/h2><ul><li><p>Paid &#60;work&#62;<\/p><\/li><\/ul>/);
  assert.doesNotMatch(read("index.html"), /not this/);
});
