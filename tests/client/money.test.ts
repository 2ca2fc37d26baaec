/** Money: a pack that is read whole or not at all, and a hope to save whose amounts are nobody else's. */
import assert from "node:assert/strict";
import { test } from "node:test";
import UK from "../../client_static/src/content/money/uk.json";
import type { Item } from "../../client_static/src/diary/model.ts";
import { hopesOf } from "../../client_static/src/hopes/model.ts";
import { isPage, KINDS, readMoney } from "../../client_static/src/money/pack.ts";
import "../../client_static/src/ui/later_words.ts";
import { hasWords } from "../../client_static/src/ui/text.ts";

const [PAGE, CALL] = [UK.rows[0]!, UK.rows.find(({ link }) => link.startsWith("tel:"))!];
const pack = (change: object, row: object = CALL) => JSON.stringify({ ...UK, rows: [{ ...row, ...change }] });

test("C9: the pack that comes with the app is whole, with words for all of it, and an old one is still used", () => {
  assert.deepEqual(readMoney(JSON.stringify(UK)), UK);
  assert.ok(readMoney(JSON.stringify({ ...UK, dated: "2001-01-01" })));
  for (const { key } of UK.rows) assert.ok(hasWords(`money-${key}`), key);
  for (const kind of KINDS) assert.ok(hasWords(`money-for-${kind}`) && UK.rows.some((row) => row.for === kind), kind);
  assert.ok(isPage(PAGE) && !isPage(CALL));
});

test("C9: a country's own pack has words of its own, and is refused where a row says something else than it does", () => {
  const theirs = {
    key: "harbour",
    name: "Harbour advice",
    fact: "Free, by the quay",
    show: "+353 1 234",
    link: "tel:+3531234",
  };
  assert.ok(readMoney(JSON.stringify({ ...UK, country: "IE", rows: [{ ...theirs, for: "debt" }] })));
  const wrong: [object, object?][] = [
    [{ link: "tel:08001448849" }],
    [{ show: "0800 144" }],
    [{ link: "sms:08001448848" }],
    [{ link: "javascript:alert(1)" }],
    [{ for: "loans" }],
    [{ key: "Citizens Advice" }],
    [{ key: "unknown-and-without-a-fact" }],
    [{ name: "" }],
    [{ name: "x".repeat(81) }],
    [{ fact: "" }],
    [{ link: "http://benefits-calculator.turn2us.org.uk/" }, PAGE],
    [{ link: "https://benefits-calculator.turn2us.org.uk.example.com/" }, PAGE],
    [{ link: "https://user@benefits-calculator.turn2us.org.uk/" }, PAGE],
    [{ link: "https://benefits-calculator.turn2us.org.uk/?who=me" }, PAGE],
    [{ show: "turn2us.org.uk" }, PAGE],
  ];
  for (const [change, row] of wrong) assert.equal(readMoney(pack(change, row)), null, JSON.stringify(change));
  for (const change of [
    { version: 2 },
    { country: "uk" },
    { dated: "2026-13-40" },
    { rows: [] },
    { rows: [CALL, CALL] },
  ])
    assert.equal(readMoney(JSON.stringify({ ...UK, ...change })), null, JSON.stringify(change));
  for (const json of ["", "null", "[]", "{"]) assert.equal(readMoney(json), null);
});

test("C11: a hope may be one to save, with amounts as the person writes them, or without any", () => {
  const hope = (fields: Item["fields"]) => hopesOf([{ id: "1", order: "1", fields: { text: "A bike", ...fields } }])[0];
  assert.equal(hope({})?.saving, null);
  assert.equal(hope({ saving: false, saved: "£40" })?.saving, null);
  assert.equal(hope({ saving: "yes" })?.saving, null);
  assert.deepEqual(hope({ saving: true })?.saving, { saved: "", hoped: "" });
  assert.deepEqual(hope({ saving: true, saved: "about £40", hoped: 200 })?.saving, { saved: "about £40", hoped: "" });
});
