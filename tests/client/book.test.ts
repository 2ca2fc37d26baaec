/** The book on a real store: what was acknowledged is in the documents, read or not. */
import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { hex } from "../../client_static/src/crypto/encoding.ts";
import * as suite from "../../client_static/src/crypto/suite.ts";
import { newAccount } from "../../client_static/src/diary/account.ts";
import { Book } from "../../client_static/src/diary/book.ts";
import { PAGE, pageDocument, readPage } from "../../client_static/src/diary/page.ts";
import { Store } from "../../client_static/src/storage/store.ts";
import { dayOf } from "../../client_static/src/today/day.ts";

globalThis.navigator ??= {} as Navigator; // Node before 21 has none

test("a page that no screen has read keeps what was written into it when the server acknowledges that", async () => {
  const store = await Store.open();
  let book = await Book.create(store, await newAccount());
  const id = suite.randomBytes(16);
  const name = pageDocument(hex(id));
  const write = (fields: Record<string, string | boolean>) =>
    book.write(name, (tick) => [{ type: PAGE, id, stamp: tick(), fields }]);
  const acknowledge = (counter: number) => {
    book.outbox.nextPush(Number.POSITIVE_INFINITY);
    return book.settle(book.outbox.acknowledged([counter], [counter], Date.now()));
  };
  await write({ day: "2026-11-23", line: "Rain." });
  await acknowledge(1);
  book = (await Book.open(store))!;
  await write({ deleted: true });
  await acknowledge(2);
  for (const reader of [book, (await Book.open(store))!]) {
    const page = readPage((await reader.documents.get(name)).records().values());
    assert.deepEqual([page?.line, page?.removed], ["Rain.", true]);
  }
});

test("what was shown before its turn in the log changes nothing when it comes", async () => {
  const store = await Store.open();
  await store.destroy();
  const book = await Book.create(await Store.open(), await newAccount());
  const [documentId] = await book.firstSeen();
  const content = [{ type: "leaf", id: suite.randomBytes(16), stamp: new Uint8Array(8), fields: { day: today() } }];
  const item = { seq: 70, device: suite.randomBytes(16), received: 5, envelope: new Uint8Array(400) };
  const opened = { header: { documentId }, deviceId: item.device, content: new Uint8Array() };
  const arrived = [{ item, opened, content, placed: { hole: false, counter: 1 } }] as never;
  const shown = () => [...book.documents.days()].map(({ type, fields }) => [type, fields]);
  await book.glimpse(arrived);
  const before = shown();
  assert.equal(before.length, 1);
  assert.equal(book.replica.cursor, 0, "only the log moves the cursor");
  await book.take(arrived);
  assert.deepEqual(shown(), before);
});

function today(): string {
  return dayOf(new Date());
}
