/** A project's crisis numbers: what is shown is what is called, they grow old for coordinators alone, and stay in Help. */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import fc from "fast-check";
import { isOld, keepNumbers, MOST_ROWS, numberOf, readNumbers, rowOf } from "../../client_static/src/help/numbers.ts";
import { theirNumbers } from "../../client_static/src/help/pack.ts";

const ROW = rowOf("Harbour café", "Evenings, free", "(020) 7946-0123", "tel", "own-1")!;
const leaflet = (change: object) => JSON.stringify({ version: 1, dated: "2026-11-30", rows: [ROW], ...change });
const held = new Map<string, string>();
globalThis.localStorage = {
  getItem: (name: string) => held.get(name) ?? null,
  setItem: (name: string, value: string) => void held.set(name, value),
  removeItem: (name: string) => void held.delete(name),
} as unknown as Storage;
afterEach(() => held.clear());

test("S9: what is typed is shown and called with the same digits, or is no number", () => {
  assert.deepEqual([ROW.show, ROW.link, ROW.icon], ["020 7946 0123", "tel:02079460123", "phone"]);
  assert.deepEqual(numberOf("+44 7700 900123", "sms"), { show: "+44 7700 900123", link: "sms:+447700900123" });
  for (const wrong of ["", "1", "soon", "0800 CAFE", "44+1", "1".repeat(30), "020 7946 0123 x12"])
    assert.equal(numberOf(wrong, "tel"), null, wrong);
  fc.assert(
    fc.property(fc.string(), (typed) => {
      const found = numberOf(typed, "tel");
      if (found !== null) assert.equal(found.link, `tel:${found.show.replaceAll(" ", "")}`);
    }),
  );
});

test("S9: a leaflet of numbers is wholly right or none; without rows there are none any more", () => {
  assert.deepEqual(readNumbers(leaflet({}))?.rows, [ROW]);
  assert.deepEqual(readNumbers(leaflet({ rows: [] }))?.rows, []);
  const wrong: object[] = [
    { version: 2 },
    { dated: "soon" },
    { rows: [{ ...ROW, link: "tel:02079460124" }] },
    { rows: [{ ...ROW, show: "+44 20", link: "tel:4420" }] },
    { rows: [{ ...ROW, link: "https://example.org" }] },
    { rows: [{ ...ROW, name: undefined }] },
    { rows: [{ ...ROW, key: "samaritans", name: undefined, fact: undefined }] },
    { rows: [{ ...ROW, name: "two\nlines" }] },
    { rows: [ROW, ROW] },
    { rows: Array.from({ length: MOST_ROWS + 1 }, (_, at) => ({ ...ROW, key: `own-${at}` })) },
  ];
  for (const change of wrong) assert.equal(readNumbers(leaflet(change)), null, JSON.stringify(change));
});

test("S9: after 180 days the coordinator is told; whoever looks for help finds them as before", () => {
  assert.ok(!isOld("2026-06-03", "2026-11-30") && isOld("2026-06-02", "2026-11-30"));
  const numbers = { name: "Vocation Matters", dated: "2001-01-01", rows: [ROW] };
  keepNumbers([numbers]);
  assert.deepEqual(theirNumbers(), [numbers]);
  keepNumbers([]);
  assert.deepEqual(theirNumbers(), []);
  assert.equal(held.size, 0, "nothing of a project stays where there is none");
});

test("S9: whatever lies in the open storage, Help is drawn", () => {
  for (const odd of [
    "",
    "7",
    "null",
    "{}",
    "[7]",
    '[{"rows":7}]',
    JSON.stringify([{ name: "x", rows: [{ link: "x" }] }]),
    JSON.stringify([{ name: {}, rows: [ROW] }]),
  ]) {
    held.set("newleaf-help-projects", odd);
    assert.deepEqual(theirNumbers(), [], odd);
  }
});
