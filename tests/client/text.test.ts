/** Text that two phones change apart: the same as Python reads it, and the same in any order. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { unhex } from "../../client_static/src/crypto/encoding.ts";
import { lineOf, makeEdit, readPage } from "../../client_static/src/diary/page.ts";
import { readEdits } from "../../client_static/src/sync/edits.ts";
import { asRecord } from "../../client_static/src/sync/record.ts";
import { type Edit, splice, Text } from "../../client_static/src/sync/text.ts";

interface Case {
  readonly name: string;
  readonly edits: readonly { id: string; update: string; after: readonly string[] }[];
  readonly text: string;
  readonly newest: readonly string[];
  readonly rewritten: unknown;
}
const path = join(process.env.NEWLEAF_ROOT ?? ".", "sync/vectors/text.json");
const { cases } = JSON.parse(readFileSync(path, "utf8")) as { cases: readonly Case[] };
const letters = fc.string({ unit: fc.constantFrom("a", "b", " ", "\n", "🌿", "é"), maxLength: 30 });

function editOf(number: number, known: readonly Edit[], text: string): Edit[] {
  const page = new Text(known);
  page.type(text);
  const typed = page.unsealed();
  return typed === null ? [] : [{ id: String(number).padStart(32, "0"), ...typed }];
}

test("pages that Python wrote are read as Python reads them", () => {
  for (const one of cases) {
    const edits = one.edits.map(({ id, update, after }) => ({ id, after, update: unhex(update) }));
    for (const order of [edits, edits.toReversed()]) {
      const text = new Text(order);
      assert.equal(text.toString(), one.text, one.name);
      assert.deepEqual(text.newest(), one.newest, one.name);
      assert.deepEqual(text.rewritten(), one.rewritten, one.name);
    }
  }
});

test("a splice makes one text from the other and parts no letter", () => {
  fc.assert(
    fc.property(letters, letters, (before, after) => {
      const { from, to, put } = splice(before, after);
      assert.equal(before.slice(0, from) + put + before.slice(to), after);
      for (const part of [put, before.slice(from, to)]) assert.doesNotMatch(part, /\p{Cs}/u);
    }),
  );
});

test("what two phones wrote apart is one text on both, in any order", () => {
  fc.assert(
    fc.property(letters, letters, letters, letters, (base, one, other, last) => {
      const first = editOf(1, [], base);
      const apart = [...editOf(2, first, one), ...editOf(3, first, other)];
      const all = [...first, ...apart, ...editOf(4, [...first, ...apart.slice(0, 1)], last)];
      assert.equal(new Text(all).toString(), new Text(all.toReversed()).toString());
      assert.deepEqual(new Text(all).rewritten(), new Text(all.toReversed()).rewritten());
    }),
  );
});

test("an edit is made to the text that the person saw", () => {
  const first = editOf(1, [], "I walked.\nNight.");
  const other = editOf(2, first, "I walked.\nNight, late.");
  const seen = new Text([...first, ...other]).at([first[0]!.id]);
  assert.equal(seen.toString(), "I walked.\nNight.");
  seen.type("I walked far.\nNight.");
  const mine = seen.unsealed()!;
  const text = new Text([...first, ...other, { id: "9".repeat(32), ...mine }]);
  assert.equal(text.toString(), "I walked far.\nNight, late.");
  assert.equal(text.rewritten(), null);
});

test("what is typed while an edit is kept belongs to the next one", () => {
  const page = new Text([]);
  page.type("I walked");
  page.type("I walked far");
  const first = page.unsealed()!;
  page.type("I walked far.");
  page.sealed("1".repeat(32), first);
  const second = page.unsealed()!;
  assert.deepEqual(second.after, ["1".repeat(32)]);
  const edits = [
    { id: "1".repeat(32), ...first },
    { id: "2".repeat(32), ...second },
  ];
  assert.equal(new Text(edits.slice(0, 1)).toString(), "I walked far");
  assert.equal(new Text(edits).toString(), "I walked far.");
  page.sealed("2".repeat(32), second);
  assert.equal(page.unsealed(), null);
});

test("what is typed is what another phone reads, whatever letters were in it", () => {
  const signs = fc.string({ unit: fc.constantFrom("a", "b", "\n", "🌿", "🌱", "👩‍🌾", "é"), maxLength: 30 });
  fc.assert(
    fc.property(fc.array(signs, { maxLength: 5 }), (texts) => {
      let edits: Edit[] = [];
      for (const [number, text] of texts.entries()) edits = [...edits, ...editOf(number, edits, text)];
      assert.equal(new Text(edits).toString(), texts.at(-1) ?? "");
    }),
  );
});

test("an unreadable edit spoils no other", () => {
  const first = editOf(1, [], "I walked.");
  const bad = { id: "f".repeat(32), update: new Uint8Array(40).fill(255), after: [] };
  assert.equal(new Text([bad, ...first]).toString(), "I walked.");
});

test("a page is read from its records", () => {
  const [edit] = editOf(1, [], "I walked.\nThen  tea.");
  const page = { id: "ab".repeat(16), day: "2026-11-23", text: "I walked.\nThen  tea." };
  const made = { id: unhex(edit!.id), update: edit!.update.slice() as Uint8Array<ArrayBuffer>, after: edit!.after };
  const records = makeEdit(page, made, new Uint8Array(8)).map((change) => asRecord(change, new Uint8Array(16)));
  assert.deepEqual(readPage(records)?.line, "I walked. Then tea.");
  assert.equal(new Text(readEdits(records)).toString(), page.text);
  assert.doesNotMatch(lineOf("🌿".repeat(200)), /\p{Cs}/u);
});
