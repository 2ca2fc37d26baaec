/** My figure: a range of nights, careful at both ends, that never falls. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  inPounds,
  larger,
  nightsFrom,
  nightsOf,
  type Range,
  readFigure,
} from "../../client_static/src/figure/model.ts";

const nights = fc.integer({ min: 0, max: 366 });

test("it is a range of less than a third of the nights, and of no more than ninety", () => {
  assert.deepEqual(nightsOf(60, 0), { low: 3, high: 18 });
  assert.deepEqual(nightsOf(366, 0), nightsOf(90, 0));
  for (const [before, now] of [
    [0, 0],
    [3, 30],
    [1, 0],
  ] as const)
    assert.equal(nightsOf(before, now), null);
  fc.assert(
    fc.property(nights, nights, (before, now) => {
      const found = nightsOf(before, now);
      if (found === null) return;
      assert.ok(found.low < found.high && found.low >= 0);
      assert.ok(found.high <= Math.ceil((before - now) * 0.3) && found.high <= 27);
    }),
  );
});

test("whatever is worked out later, neither end falls", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(nights, nights)), (tries) => {
      let kept: Range | null = null;
      for (const [before, now] of tries) {
        const next: Range | null = larger(kept, nightsOf(before, now));
        if (kept !== null) assert.ok(next !== null && next.low >= kept.low && next.high >= kept.high);
        kept = next;
      }
    }),
  );
});

test("money is rough, and what is typed is a number of nights or nothing", () => {
  assert.deepEqual(inPounds({ low: 3, high: 18 }), { low: 1100, high: 11000 });
  assert.deepEqual(["0", " 12 ", "366", "٤٢"].map(nightsFrom), [0, 12, 366, 42]);
  assert.deepEqual(["", "-1", "367", "1.5", "1e2", "many"].map(nightsFrom), [null, null, null, null, null, null]);
  const row = (fields: Record<string, number | string>) => readFigure({ id: "", order: "", fields });
  assert.deepEqual(row({ low: 3, high: 18 }), { low: 3, high: 18 });
  for (const wrong of [
    {},
    { low: 3 },
    { low: 18, high: 3 },
    { low: "3", high: 18 },
    { low: 0.5, high: 2 },
    { low: 1, high: 900 },
  ])
    assert.equal(row(wrong as Record<string, number>), null);
});
