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

globalThis.navigator ??= {} as Navigator; // Node before 21 has none

test("a page that no screen has read keeps what was written into it when the server acknowledges that", async () => {
  const store = await Store.open();
  const { key, publicKey } = await suite.newSigningKey();
  let book = await Book.create(store, newAccount(publicKey), key);
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
    const page = readPage((await reader.document(name)).records().values());
    assert.deepEqual([page?.line, page?.removed], ["Rain.", true]);
  }
});
