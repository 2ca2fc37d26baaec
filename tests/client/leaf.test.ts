/** Leaves that are read again and again, as a screen does at each tap. */
import assert from "node:assert/strict";
import test from "node:test";
import { AREAS } from "../../client_static/src/areas/model.ts";
import { Growing, LEAF, readLeaves } from "../../client_static/src/diary/leaf.ts";
import type { RecordState } from "../../client_static/src/sync/record.ts";

const chance = (seed: number) => (seed * 48271) % 0x7fffffff;

function leaf(number: number, stamp: number, slot: number, removed = false): RecordState {
  const at = stamp.toString(16).padStart(48, "0");
  const values = { tile: "rested", area: AREAS[number % AREAS.length]!, day: "2026-03-01", text: "", slot };
  const fields = Object.entries(removed ? { ...values, deleted: true } : values);
  return {
    type: LEAF,
    id: number.toString(16).padStart(32, "0"),
    fields: Object.fromEntries(fields.map(([name, value]) => [name, { value, at }])),
  };
}

test("B3: a leaf more or less, whenever it grew, and the tree is what it is when all is read at once", () => {
  let seed = 7;
  for (let life = 0; life < 40; life += 1) {
    const growing = new Growing();
    const records: RecordState[] = [];
    for (let step = 0; step < 40; step += 1) {
      seed = chance(seed);
      const number = records.length;
      if (seed % 5 === 0 && number > 0) records[seed % number] = leaf(seed % number, seed % 90, seed % 4, true);
      else if (seed % 7 === 0) records.splice(seed % (number + 1), 0, leaf(step + 1000, seed % 90, seed % 4));
      else records.push(leaf(step, 100 + step, seed % 6));
      assert.deepEqual(growing.read(records), readLeaves(records));
    }
  }
});

test("what was settled is the same list while nothing changed", () => {
  const growing = new Growing();
  const records = [leaf(1, 1, 0), leaf(2, 2, 0)];
  assert.equal(growing.read(records), growing.read(records));
});
