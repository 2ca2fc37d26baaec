/** Help's numbers are read whole or not at all; the plan, the people and what is kept are read from what is stored. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Fields, Item, Leaf } from "../../client_static/src/diary/model.ts";
import { packOf, readPack } from "../../client_static/src/help/pack.ts";
import UK from "../../client_static/src/help/packs/uk.json";
import { keptOf, someOf } from "../../client_static/src/kind/model.ts";
import { peopleOf, telLink } from "../../client_static/src/people/model.ts";
import { callsOf, linesOf, PARTS, planText } from "../../client_static/src/plan/model.ts";

let made = 0;
const item = (fields: Fields): Item => {
  made += 1;
  return { id: String(made).padStart(32, "0"), order: String(made), fields };
};
const part = (key: string) => PARTS.find((one) => one.key === key)!;

test("S9: the pack that comes with the app is whole, and an old one is still used", () => {
  assert.deepEqual(readPack(JSON.stringify(UK)), UK);
  const old = { ...UK, dated: "2001-01-01" };
  assert.deepEqual(packOf(JSON.stringify(old)), old);
  assert.equal(packOf(null).country, "GB");
});

test("S9: a project's pack has words of its own", () => {
  const row = {
    key: "cafe",
    name: "Harbour café",
    fact: "Evenings",
    icon: "phone",
    show: "+353 1 234",
    link: "tel:+3531234",
  };
  const pack = { ...UK, country: "IE", rows: [row] };
  assert.deepEqual(readPack(JSON.stringify(pack)), pack);
  const without = { ...pack, rows: [{ ...row, fact: undefined }] };
  assert.equal(readPack(JSON.stringify(without)), null);
});

test("S9: a pack that is not wholly right is not used", () => {
  const row = UK.rows[0]!;
  const wrong: object[] = [
    { version: 2 },
    { country: "uk" },
    { dated: "2026-13-40" },
    { neutral: "javascript:alert(1)" },
    { rows: [] },
    { rows: [row, row] },
    { rows: [{ ...row, link: "https://example.org" }] },
    { rows: [{ ...row, link: "tel:116124" }] }, // another number than is shown
    { rows: [{ ...row, icon: "skull" }] },
    { rows: [{ ...row, key: "nobody-knows" }] },
    { rows: [{ ...row, name: 7 }] },
    { rows: [null] },
  ];
  for (const change of wrong)
    assert.equal(readPack(JSON.stringify({ ...UK, ...change })), null, JSON.stringify(change));
});

test("S9: whatever is served, Help has numbers to call", () => {
  const odd = fc.oneof(
    fc.string(),
    fc.json(),
    fc.jsonValue().map((rows) => JSON.stringify({ ...UK, rows })),
  );
  fc.assert(
    fc.property(odd, (json) => {
      const pack = packOf(json);
      assert.ok(pack.rows.length > 0);
      for (const { link } of pack.rows) assert.match(link, /^(tel|sms):\+?\d+$/);
    }),
  );
  fc.assert(
    fc.property(fc.nat(4), fc.constantFrom("key", "icon", "show", "link"), fc.jsonValue(), (at, name, value) => {
      fc.pre(JSON.stringify(value) !== JSON.stringify(UK.rows[at]![name as "key"]));
      const rows = UK.rows.map((row, index) => (index === at ? { ...row, [name]: value } : row));
      const pack = readPack(JSON.stringify({ ...UK, rows }));
      for (const row of pack?.rows ?? []) assert.equal(row.show.replace(/\D/g, ""), row.link.replace(/\D/g, ""));
    }),
  );
});

test("S10: any part of the plan may be empty, and what two phones wrote apart is all there", () => {
  assert.deepEqual([...new Set(PARTS.map(({ step }) => step))], [1, 2, 3, 4, 5, 6]);
  const items = [
    item({ step: 6, text: "The dog", worth: true, call: "" }),
    item({ step: 1, text: "Curtains\nstay shut", worth: false, call: "" }),
    item({ step: 1, text: "No phone", worth: false, call: "" }),
    item({ step: 4, text: "Kay", worth: false, call: "07700 900 123" }),
    item({ step: 4, text: "Nobody", worth: false, call: "soon" }),
    item({ step: "x", text: 5 }),
  ];
  assert.deepEqual(
    linesOf(items, part("signs")).map(({ text }) => text),
    ["Curtains\nstay shut", "No phone"],
  );
  assert.deepEqual(linesOf(items, part("safer")), []);
  assert.deepEqual(
    callsOf(items, part("people")).map(({ text, link }) => `${text} ${link}`),
    ["Kay tel:07700900123"],
  );
  assert.equal(
    planText(items, ({ key }) => key),
    "signs\nCurtains\nstay shut\nNo phone\n\npeople\nKay 07700 900 123\n\nworth\nThe dog",
  );
  assert.equal(planText([], String), "");
});

test("B11: only what a phone can call is offered to call", () => {
  assert.equal(telLink("+44 (0)7700 900-123"), "tel:+447700900123");
  for (const number of ["", "1", "mum", "12;ext", "+"]) assert.equal(telLink(number), null);
  const people = peopleOf([
    item({ name: "Dee", number: "07700 900 124" }),
    item({ name: "", number: "123" }),
    item({}),
  ]);
  assert.deepEqual(
    people.map(({ name }) => name),
    ["Dee"],
  );
});

test("B5: a few leaves, others the next time as long as there are others, none that was taken out", () => {
  const leaf = (id: string, removed = false): Leaf => ({ id, removed }) as Leaf;
  const leaves = ["a", "b", "c", "d"].map((id) => leaf(id)).concat(leaf("gone", true));
  const first = someOf(leaves, 2);
  const then = someOf(leaves, 2, new Set(first.map(({ id }) => id)));
  assert.deepEqual([...first, ...then].map(({ id }) => id).sort(), ["a", "b", "c", "d"]);
  assert.equal(someOf(leaves, 9, new Set(["a"])).length, 4);
  assert.deepEqual(
    keptOf([item({ text: "Good to see you", from: "Jo" }), item({ text: " " })]).map(({ from }) => from),
    ["Jo"],
  );
});
