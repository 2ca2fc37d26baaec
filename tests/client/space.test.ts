/** The keys and ids of a space are those of the Python side (sync/vectors/envelope.json). */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { hex, unhex } from "../../client_static/src/crypto/encoding.ts";
import * as envelope from "../../client_static/src/crypto/envelope.ts";
import { documentId, envelopeKey, treeSeed } from "../../client_static/src/crypto/space.ts";

const FILE = join(process.env.NEWLEAF_ROOT ?? ".", "sync/vectors/envelope.json");
const [derived, sealed] = JSON.parse(readFileSync(FILE, "utf8"));

test("documents and trees have the ids that every phone finds", async () => {
  const [key, space] = [unhex(derived.space_key), unhex(derived.space_id)];
  assert.equal(hex(await treeSeed(key, space)), derived.tree_seed);
  for (const [name, id] of Object.entries(derived.documents)) assert.equal(hex(await documentId(key, space, name)), id);
});

test("the envelope key of a space opens its entries, and that of another epoch does not", async () => {
  const data = unhex(sealed.envelope);
  const header = envelope.decodeHeader(data);
  const open = async (epoch: number) => {
    const key = await envelopeKey(unhex(sealed.space_key), header.spaceId, epoch);
    return envelope.open(data, header, key, () => unhex(sealed.dsk));
  };
  assert.equal(hex((await open(1)).content), sealed.content);
  await assert.rejects(open(2));
});
