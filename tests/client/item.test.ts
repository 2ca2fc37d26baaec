/** Collections: the same orders as Python, and lists that a person sorts. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { between, readItems } from "../../client_static/src/diary/item.ts";
import { makeStamp } from "../../client_static/src/sync/clock.ts";
import { asRecord, type Change, merge } from "../../client_static/src/sync/record.ts";

const FILE = join(process.env.NEWLEAF_ROOT ?? ".", "sync/vectors/documents.json");
const { orders } = JSON.parse(readFileSync(FILE, "utf8")) as { orders: [string, string, string][] };
const DEVICE = new Uint8Array(16);

test("the orders that both languages make", () => {
  for (const [low, high, made] of orders) assert.equal(between(low, high), made);
});

test("whatever is put between sorts between", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 60 }), (places) => {
      const list: string[] = [];
      for (const place of places) {
        const at = Math.round(place * list.length);
        const [low, high] = [list[at - 1] ?? "", list[at] ?? ""];
        const made = between(low, high);
        assert.ok(low < made && (high === "" || made < high) && /^[0-9A-Za-z]*[1-9A-Za-z]$/.test(made));
        list.splice(at, 0, made);
      }
    }),
  );
});

test("orders that make no sense do no harm", () => {
  fc.assert(fc.property(fc.string(), fc.string(), (low, high) => assert.match(between(low, high), /^[0-9A-Za-z]+$/)));
});

test("items stand in their order, and what is gone is left out", () => {
  const change = (id: number, ms: number, fields: Change["fields"]): Change => ({
    type: "hope",
    id: new Uint8Array(16).fill(id),
    stamp: makeStamp(ms),
    fields,
  });
  const record = (...changes: Change[]) => changes.map((one) => asRecord(one, DEVICE)).reduce(merge);
  const records = [
    record(change(2, 1, { order: "V", text: "paint" })),
    record(change(1, 2, { order: "W", text: "swim" }), change(1, 4, { order: "U" })),
    record(change(3, 3, { order: "X", text: "rest" }), change(3, 5, { deleted: true })),
    record(change(4, 3, { text: "its order has not come yet" })),
    record({ ...change(5, 3, { order: "A", text: "of another kind" }), type: "step" }),
  ];
  assert.deepEqual(
    readItems(records, "hope").map(({ fields }) => fields),
    [{ text: "swim" }, { text: "paint" }],
  );
});
