/** A keybag is believed only where the identity log names it and its keys. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, hex } from "../../client_static/src/crypto/encoding.ts";
import { KeybagMismatch, Misuse } from "../../client_static/src/crypto/errors.ts";
import { genesisPayload, keybagPayload, makeEntry, verifyLog } from "../../client_static/src/crypto/identity.ts";
import { openKeybag, sealKeybag } from "../../client_static/src/crypto/keybag.ts";
import { randomBytes, signingKey } from "../../client_static/src/crypto/suite.ts";
import { xwingPublic } from "../../client_static/src/crypto/xwing.ts";

const [account, space] = [randomBytes(16), randomBytes(16)];
const device = randomBytes(16);
const [sealingSeed, aikSeed, aekSeed, other] = [randomBytes(32), randomBytes(32), randomBytes(32), randomBytes(32)];

/** Of an account whose log names these AIK and AEK, and whose keybag holds these seeds. */
async function open(seeds: { aikSeed: Bytes; aekSeed: Bytes }) {
  const { key, publicKey } = await signingKey(aikSeed);
  const spaces = [{ spaceId: space, kind: "self", epochs: new Map([[1, other]]) }];
  const keys = { aikSeed: seeds.aikSeed, aekSeeds: [seeds.aekSeed], spaces };
  const blob = await sealKeybag(keys, account, 1, new Map([[hex(device), xwingPublic(sealingSeed)]]));
  const first = await makeEntry(
    key,
    account,
    null,
    "genesis",
    genesisPayload(publicKey, xwingPublic(aekSeed), space),
    1,
  );
  const before = await verifyLog(account, [first]);
  const second = await makeEntry(key, account, before, "keybag-changed", await keybagPayload(1, blob), 2);
  return openKeybag(blob, 1, { id: device, sealingSeed }, await verifyLog(account, [first, second]));
}

test("a keybag with the seeds of the log's keys opens", async () => {
  assert.deepEqual((await open({ aikSeed, aekSeed })).spaces[0]?.epochs, new Map([[1, other]]));
});

test("a keybag with any other seed does not", async () => {
  await assert.rejects(open({ aikSeed, aekSeed: other }), KeybagMismatch);
  await assert.rejects(open({ aikSeed: other, aekSeed }), KeybagMismatch);
});

test("an entry with a payload of the wrong size is not made", async () => {
  const { key } = await signingKey(aikSeed);
  await assert.rejects(makeEntry(key, account, null, "genesis", new Uint8Array(3), 1), Misuse);
});
