/** Photos: cut, sealed and joined without loss; their records in a page's document. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cut, openAll, PART_BYTES, sealAll } from "../../client_static/src/crypto/chunks.ts";
import { hex } from "../../client_static/src/crypto/encoding.ts";
import { Misuse, NotAuthentic } from "../../client_static/src/crypto/errors.ts";
import { makeEdit, readPage } from "../../client_static/src/diary/page.ts";
import { makePhoto, OF_PAGES, readPhotos } from "../../client_static/src/diary/photo.ts";
import { makeStamp } from "../../client_static/src/sync/clock.ts";
import { DocumentState, decodeContent, encodeContent } from "../../client_static/src/sync/document.ts";
import type { Change } from "../../client_static/src/sync/record.ts";

const NOW = 1_795_000_000_000;
const DEVICE = new Uint8Array(16).fill(0xa0);
const PAGE = "11".repeat(16);

function aPhoto(number = 1, chunks = 1) {
  const file = new Uint8Array(16).fill(number);
  return { id: hex(file), file, key: new Uint8Array(32), chunks, width: 1600, height: 1200 };
}

function pageOf(...groups: Change[][]): DocumentState {
  const document = new DocumentState("page/x");
  for (const changes of groups) document.confirm(DEVICE, NOW, decodeContent(encodeContent(changes)));
  return document;
}

const rows = (document: DocumentState) => [...document.records().values()];

test("what is cut and sealed joins to the same, and in no other order", async () => {
  const near = fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: -2, max: 2 }))
    .map(([n, d]) => n * PART_BYTES + d);
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.integer({ min: 1, max: 3000 }), near), async (size) => {
      const picture = Uint8Array.from({ length: size }, (_, at) => at % 251);
      const parts = cut(picture);
      assert.ok(parts.slice(0, -1).every(({ length }) => length === PART_BYTES));
      assert.ok(parts.at(-1)!.length > 0 && parts.at(-1)!.length <= PART_BYTES);
      const file = aPhoto(1, parts.length);
      const chunks = await sealAll(file, picture);
      assert.deepEqual(await openAll(file, chunks), picture);
      if (chunks.length === 1) return;
      await assert.rejects(openAll(file, [chunks[1]!, chunks[0]!, ...chunks.slice(2)]), NotAuthentic);
      await assert.rejects(openAll(file, chunks.slice(1)), Misuse);
    }),
    { numRuns: 25 },
  );
});

test("a picture has its limits", () => {
  assert.equal(cut(new Uint8Array(64 * PART_BYTES)).length, 64);
  for (const size of [0, 64 * PART_BYTES + 1]) assert.throws(() => cut(new Uint8Array(size)), Misuse);
});

test("photos stand in the order of their adding, and make their page where there was none", () => {
  const [late, early] = [aPhoto(1), aPhoto(2)];
  const document = pageOf(makePhoto(PAGE, "2026-11-23", late, [], makeStamp(NOW)));
  assert.deepEqual([readPage(rows(document))?.day, readPage(rows(document))?.line], ["2026-11-23", ""]);
  document.confirm(DEVICE, NOW, makePhoto(PAGE, "2026-11-24", early, rows(document), makeStamp(NOW - 5)));
  const found = readPhotos(rows(document));
  assert.deepEqual(
    found.map(({ id }) => id),
    [early.id, late.id],
  );
  assert.deepEqual(found[1], { ...late, added: NOW, out: false });
  assert.equal(readPage(rows(document))?.day, "2026-11-23");
});

test("a photo leaves the words of its page alone", () => {
  const words = { id: new Uint8Array(16), update: new Uint8Array(0), after: [] };
  const document = pageOf(makeEdit({ id: PAGE, day: "2026-11-20", text: "Broad beans." }, words, makeStamp(NOW)));
  document.confirm(DEVICE, NOW, makePhoto(PAGE, "2026-11-23", aPhoto(), rows(document), makeStamp(NOW + 1)));
  const page = readPage(rows(document));
  assert.deepEqual([page?.day, page?.line], ["2026-11-20", "Broad beans."]);
});

test("a photo is taken out and brought back", () => {
  const photo = aPhoto();
  const document = pageOf(makePhoto(PAGE, "2026-11-23", photo, [], makeStamp(NOW)));
  for (const [at, out] of [
    [1, true],
    [2, false],
  ] as const) {
    document.confirm(DEVICE, NOW, OF_PAGES.takeOut(PAGE, photo.id, out, makeStamp(NOW + at)));
    assert.equal(readPhotos(rows(document))[0]?.out, out);
  }
});

test("a record that makes no sense is left out", () => {
  const [page, good] = makePhoto(PAGE, "2026-11-23", aPhoto(), [], makeStamp(NOW)) as [Change, Change];
  const wrong = [
    { file: new Uint8Array(1) },
    { key: new Uint8Array(31) },
    { chunks: 0 },
    { chunks: 65 },
    { chunks: true },
    { width: 0 },
    { height: "9" },
  ];
  for (const fields of wrong) {
    const bad = { ...good, id: new Uint8Array(16).fill(9), fields: { ...good.fields, ...fields } };
    assert.equal(readPhotos(rows(pageOf([page, good], [bad]))).length, 1);
  }
});
