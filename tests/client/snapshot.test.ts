/** Snapshots of pages: many edits become one, and whoever writes on lands in the right place. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { unhex } from "../../client_static/src/crypto/encoding.ts";
import { makeEdit } from "../../client_static/src/diary/page.ts";
import { DocumentState } from "../../client_static/src/sync/document.ts";
import { readEdits } from "../../client_static/src/sync/edits.ts";
import {
  adoptSnapshot,
  decodeSnapshot,
  encodeSnapshot,
  GRACE_MS,
  lacking,
  makeSnapshot,
} from "../../client_static/src/sync/snapshot.ts";
import { type Edit, Text } from "../../client_static/src/sync/text.ts";

const [PAGE, ME] = ["01".repeat(16), unhex("a0".repeat(16))];
const AT = "09".repeat(24);
const NOW = 1_795_000_000_000;
const letters = fc.string({ unit: fc.constantFrom("a", "b", " ", "\n", "🌿"), maxLength: 12 });

function typed(edits: readonly Edit[], text: string, id = edits.length): Edit[] {
  const page = new Text(edits);
  page.type(text);
  const made = page.unsealed();
  return made === null ? [...edits] : [...edits, { ...made, id: `${String(id).padStart(30, "0")}01` }];
}

function documentOf(edits: readonly Edit[]): DocumentState {
  const document = new DocumentState(`page/${PAGE}`);
  edits.forEach(({ id, update, after }, at) => {
    const stamp = unhex(String(at + 1).padStart(16, "0"));
    const edit = { id: unhex(id), update: update.slice() as never, after };
    document.confirm(ME, NOW, makeEdit({ id: PAGE, day: "2026-11-23", text: "x" }, edit, stamp));
    document.place(at + 1, NOW);
  });
  return document;
}

test("a page of many edits becomes one and goes on", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(letters, { minLength: 1, maxLength: 8 }), letters, async (texts, more) => {
      const edits = texts.reduce<Edit[]>((known, text) => typed(known, text), []);
      if (edits.length === 0) return;
      const document = documentOf(edits);
      const made = await makeSnapshot(document, 100, AT, NOW);
      assert.ok(made !== null);
      assert.deepEqual(await lacking(document, made), []);
      const fresh = new DocumentState("");
      for (const reader of [document, fresh]) {
        adoptSnapshot(reader, 200, NOW, decodeSnapshot(encodeSnapshot(made)));
        const left = readEdits(reader.confirmed.values());
        assert.equal(left.length, 1);
        assert.equal(new Text(left).toString(), texts.at(-1));
      }
      assert.deepEqual(new Map(document.confirmed), new Map(fresh.confirmed));
      assert.deepEqual([...document.seqs], [200]);
      const late = typed(edits, texts.at(-1) + more).slice(edits.length);
      assert.equal(new Text([...readEdits(fresh.confirmed.values()), ...late]).toString(), texts.at(-1) + more);
    }),
  );
});

test("edits that others may not have seen stay until time is over", async () => {
  const document = documentOf(typed(typed([], "one"), "one two"));
  assert.equal(await makeSnapshot(document, 1, AT, NOW), null);
  assert.notEqual(await makeSnapshot(document, 2, AT, NOW), null);
  assert.notEqual(await makeSnapshot(document, 1, AT, NOW + GRACE_MS + 1), null);
});

test("two that wrote apart, and an edit that is missing, make no snapshot", async () => {
  const first = typed([], "base");
  const apart = [...typed(first, "base left"), ...typed(first, "right base", 7).slice(1)];
  assert.equal(await makeSnapshot(documentOf(apart), 100, AT, NOW), null);
  const three = typed(typed(first, "base two"), "base two three");
  assert.equal(await makeSnapshot(documentOf(three.filter((_, at) => at !== 1)), 100, AT, NOW), null);
});

test("what a snapshot lacks is told, and nothing where it does not stand for all", async () => {
  const document = documentOf(typed([], "one"));
  const made = (await makeSnapshot(document, 100, AT, NOW))!;
  const without = { ...made, records: made.records.filter(({ type }) => type !== "page") };
  assert.deepEqual(
    (await lacking(document, without))?.map(({ type }) => type),
    ["page"],
  );
  assert.equal(await lacking(document, { ...made, covers: [] }), null);
});
