/** The vectors that bind this program to the Python side: every file of sync/vectors. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { mock, test } from "node:test";
import * as chunks from "../../client_static/src/crypto/chunks.ts";
import { type Bytes, concat, hex, padme, pae, u32, unhex, utf8 } from "../../client_static/src/crypto/encoding.ts";
import * as envelope from "../../client_static/src/crypto/envelope.ts";
import * as errors from "../../client_static/src/crypto/errors.ts";
import * as identity from "../../client_static/src/crypto/identity.ts";
import * as keybag from "../../client_static/src/crypto/keybag.ts";
import * as linking from "../../client_static/src/crypto/linking.ts";
import { type Proof, proofInput } from "../../client_static/src/crypto/proof.ts";
import * as slots from "../../client_static/src/crypto/slots.ts";
import * as suite from "../../client_static/src/crypto/suite.ts";
import { entropyOf, wordsOf } from "../../client_static/src/crypto/words.ts";
import { xwingPublic } from "../../client_static/src/crypto/xwing.ts";
import { nextChain } from "../../client_static/src/sync/replica.ts";

// biome-ignore lint/suspicious/noExplicitAny: what is read from JSON is checked by what is done with it
type Case = any;
const HERE = join(process.env.NEWLEAF_ROOT ?? ".", "sync/vectors");

function cases(name: string, fn?: string): Case[] {
  const found = JSON.parse(readFileSync(join(HERE, `${name}.json`), "utf8")).filter((one: Case) => one.fn === fn);
  assert.ok(found.length > 0);
  return found;
}

/** Seals with the salt of the vector in place of a random one. */
async function withSalt<T>(salt: string, work: () => Promise<T>): Promise<T> {
  const drawn = mock.method(crypto, "getRandomValues", (into: Uint8Array) => {
    into.set(unhex(salt));
    return into;
  });
  try {
    return await work();
  } finally {
    drawn.mock.restore();
  }
}

test("no vector file is forgotten", () => {
  const here = ["cobblestone", "ed25519", "encoding", "envelope", "hkdf", "identity", "keybag", "linking", "proof"];
  const all = [...here, "photo", "slots", "documents", "frames", "text"].map((name) => `${name}.json`).sort();
  assert.deepEqual(
    readdirSync(HERE)
      .filter((name) => name.endsWith(".json"))
      .sort(),
    all,
  );
});

test("encoding", () => {
  for (const one of cases("encoding", "pae")) assert.equal(hex(pae(one.label, ...one.fields.map(unhex))), one.out);
  for (const one of cases("encoding", "padme")) assert.equal(padme(one.n), one.out);
});

test("hkdf", async () => {
  for (const one of cases("hkdf"))
    assert.equal(hex(await suite.hkdf(unhex(one.key), one.label, ...one.fields.map(unhex))), one.out);
});

test("cobblestone seals and opens byte for byte, and nothing else opens", async () => {
  for (const one of cases("cobblestone")) {
    const key = await suite.sealKey(unhex(one.key));
    const [context, plaintext, sealed] = [unhex(one.context), unhex(one.plaintext), unhex(one.ciphertext)];
    assert.equal(hex(await suite.seal(key, context, plaintext, unhex(one.salt))), one.ciphertext);
    assert.equal(hex(await suite.open(key, context, sealed)), one.plaintext);
    await assert.rejects(suite.open(key, context, sealed.slice(0, -1)), errors.NotAuthentic);
    await assert.rejects(suite.open(key, concat(context, utf8("x")), sealed), errors.NotAuthentic);
  }
});

test("signatures are judged as the file says", async () => {
  for (const one of cases("ed25519")) {
    const checked = suite.verify(unhex(one.public), unhex(one.message), unhex(one.signature));
    await (one.valid ? checked : assert.rejects(checked, errors.NotAuthentic, one.why));
    if (one.seed === undefined) continue;
    const { key, publicKey } = await suite.signingKey(unhex(one.seed));
    assert.equal(hex(publicKey), one.public);
    assert.equal(hex(await suite.sign(key, unhex(one.message))), one.signature);
  }
});

function envelopeKey(one: Case): Promise<Bytes> {
  return suite.hkdf(unhex(one.space_key), "newleaf/v1/space/env", unhex(one.space_id), u32(one.epoch));
}

test("the keys of a space", async () => {
  for (const one of cases("envelope", "derive")) {
    const [key, space] = [unhex(one.space_key), unhex(one.space_id)];
    assert.equal(hex(await envelopeKey(one)), one.envelope_key);
    assert.equal(hex((await suite.hkdf(key, "newleaf/v1/space/tree", space)).slice(0, 16)), one.tree_seed);
    for (const [name, id] of Object.entries(one.documents))
      assert.equal(hex((await suite.hkdf(key, "newleaf/v1/space/document", space, utf8(name))).slice(0, 16)), id);
  }
});

test("envelopes are sealed and opened byte for byte", async () => {
  for (const one of cases("envelope", "envelope")) {
    const key = await suite.sealKey(await envelopeKey(one));
    const { key: dsk } = await suite.signingKey(unhex(one.dsk_seed));
    const [spaceId, documentId, data] = [unhex(one.space_id), unhex(one.document_id), unhex(one.envelope)];
    const header = { spaceId, documentId, counter: one.counter, epoch: one.epoch, kind: one.kind };
    assert.deepEqual(envelope.decodeHeader(data), header);
    const author = { deviceId: unhex(one.device_id), key: dsk, prev: unhex(one.prev) };
    const seen = { seq: one.seen_seq, hash: unhex(one.seen_hash) };
    const sealed = await withSalt(one.salt, () => envelope.seal(header, key, author, seen, unhex(one.content)));
    assert.deepEqual([hex(sealed.envelope), hex(sealed.hash)], [one.envelope, one.hash]);
    const devices = (id: Bytes) => (hex(id) === one.device_id ? unhex(one.dsk) : undefined);
    const opened = await envelope.open(data, header, key, devices);
    assert.deepEqual([hex(opened.content), hex(opened.hash), hex(opened.prev)], [one.content, one.hash, one.prev]);
    assert.deepEqual(opened.seen, seen);
    await assert.rejects(envelope.open(data.slice(0, -1), header, key, devices), errors.NotAuthentic);
    await assert.rejects(
      envelope.open(data, header, key, () => undefined),
      errors.NotAuthentic,
    );
    assert.equal(hex(nextChain(unhex(one.chain_before), one.log_seq, suite.sha256Now(data))), one.chain);
  }
});

test("the log is made and verified, and a broken one is not believed", async () => {
  for (const one of cases("identity", "log")) {
    const [account, entries] = [unhex(one.account_id), one.entries.map(unhex)];
    const known = await identity.verifyLog(account, entries);
    const sizes = [known.seq, known.keybagVersion];
    assert.deepEqual(sizes, [one.seq, one.keybag_version]);
    const { aik, aek, spaceId, head, keybagHash } = known;
    const found = [aik, aek, spaceId, head, keybagHash].map(hex);
    assert.deepEqual(found, [one.aik, one.aek, one.space_id, one.head, one.keybag_hash]);
    assert.deepEqual(Object.fromEntries([...known.devices].map(([id, dsk]) => [id, hex(dsk)])), one.devices);
    assert.deepEqual([...known.revoked].sort(), one.revoked);
    assert.deepEqual(Object.fromEntries([...known.slotHashes].map(([kind, sum]) => [kind, hex(sum)])), one.slot_hashes);
    const { key } = await suite.signingKey(unhex(one.aik_seed));
    const first = await identity.extend(account, null, entries[0]);
    const [device] = known.devices;
    const payload = concat(unhex(device![0]), device![1]);
    const genesis = identity.genesisPayload(aik, aek, spaceId);
    const time = 1_795_000_000_000;
    assert.equal(hex(await identity.makeEntry(key, account, null, "genesis", genesis, time)), one.entries[0]);
    const added = await identity.makeEntry(key, account, first, "add-device", payload, time + 1000);
    assert.equal(hex(added), one.entries[1]);
  }
  for (const one of cases("identity", "broken"))
    await assert.rejects(identity.verifyLog(unhex(one.account_id), one.entries.map(unhex)), errors.LogBroken, one.why);
});

test("the keybag is sealed and opened", async () => {
  for (const one of cases("keybag")) {
    const [account, ark, blob] = [unhex(one.account_id), unhex(one.ark), unhex(one.blob)];
    const known = await identity.verifyLog(account, one.log.map(unhex));
    const opened = await keybag.openKeybag(blob, one.version, ark, known);
    assert.deepEqual([hex(opened.aikSeed), opened.aekSeeds.map(hex)], [one.aik_seed, one.aek_seeds]);
    const spaces = opened.spaces.map(({ spaceId, kind, epochs }) => {
      return { space_id: hex(spaceId), kind, epochs: [...epochs].map(([epoch, key]) => ({ epoch, key: hex(key) })) };
    });
    assert.deepEqual(spaces, one.spaces);
    const sealed = await withSalt(one.salt, () => keybag.sealKeybag(opened, ark, account, one.version));
    assert.equal(hex(sealed), one.blob);
    await assert.rejects(keybag.openKeybag(blob.slice(0, -1), one.version, ark, known), errors.KeybagMismatch);
    await assert.rejects(keybag.openKeybag(blob, one.version, ark, known, one.version + 1), errors.KeybagMismatch);
    await assert.rejects(keybag.openKeybag(blob, one.version, new Uint8Array(32), known), errors.NotAuthentic);
  }
});

test("the card locks and opens its slot", async () => {
  for (const one of cases("slots", "card")) {
    const [instance, account, slot] = [unhex(one.instance_id), unhex(one.account_id), unhex(one.slot)];
    const recovery = await slots.recoveryOf(entropyOf(one.words.split(" ")), instance);
    const { lookup, lock, authSeed } = recovery;
    assert.deepEqual([lookup, lock, authSeed].map(hex), [one.lookup, one.lock, one.auth_seed]);
    assert.equal(hex((await suite.signingKey(authSeed)).publicKey), one.auth_public);
    assert.equal(hex(await slots.openSlot(recovery, account, slot)), one.ark);
    assert.equal(hex(await withSalt(one.salt, () => slots.sealSlot(recovery, account, unhex(one.ark)))), one.slot);
    await assert.rejects(slots.openSlot(recovery, instance, slot), errors.NotAuthentic);
  }
});

test("words, and the wrong ones say why", () => {
  for (const one of cases("slots", "words")) {
    assert.equal(wordsOf(unhex(one.entropy)).join(" "), one.words);
    assert.equal(hex(entropyOf(one.words.split(" "))), one.entropy);
  }
  const kinds: Case = {
    WrongWord: errors.WrongWord,
    WrongChecksum: errors.WrongChecksum,
    WrongCount: errors.CardError,
  };
  for (const one of cases("slots", "wrong"))
    assert.throws(
      () => entropyOf(one.words.split(" ")),
      (error: Case) => error.constructor === kinds[one.error] && error.index === one.index,
    );
});

test("adding a phone", async () => {
  for (const one of cases("linking")) {
    assert.equal(linking.showCode(one.code), one.shown);
    assert.equal(linking.readCode(one.misread), one.code);
    const link = await linking.linkOf(one.misread);
    assert.deepEqual([hex(link.linkId), hex(link.secret)], [one.link_id, one.secret]);
    assert.equal(hex(xwingPublic(unhex(one.xwing_seed))), one.xwing_public);
    const offered = { deviceId: unhex(one.device_id), dsk: unhex(one.dsk), xwing: unhex(one.xwing_public) };
    const [offer, seed, data] = [unhex(one.offer), unhex(one.xwing_seed), unhex(one.answer)];
    assert.equal(hex(await linking.makeOffer(link, offered)), one.offer);
    assert.deepEqual(await linking.readOffer(link, offer), offered);
    assert.equal(await linking.digitsOf(link, offer), one.digits);
    const answer = await linking.readAnswer(link, offer, seed, data);
    assert.deepEqual([answer.ark, answer.accountId, answer.aik].map(hex), [one.ark, one.account_id, one.aik]);
    assert.deepEqual(
      await linking.readAnswer(link, offer, seed, await linking.makeAnswer(link, offer, answer)),
      answer,
    );
    await assert.rejects(linking.readAnswer(link, offer, seed, data.slice(0, -1)), errors.NotAuthentic);
    const other = await linking.linkOf("0".repeat(20));
    await assert.rejects(linking.readOffer(other, offer), errors.NotAuthentic);
  }
});

test("proofs", async () => {
  for (const one of cases("proof")) {
    const [accountId, deviceId, nonce] = [unhex(one.account_id), unhex(one.device_id), unhex(one.nonce)];
    const { origin, purpose, expires } = one;
    const input = proofInput({ origin, purpose, accountId, deviceId, nonce, expires } satisfies Proof);
    assert.equal(hex(input), one.input);
    const { key } = await suite.signingKey(unhex(one.seed));
    assert.equal(hex(await suite.sign(key, input)), one.signature);
    await suite.verify(unhex(one.public), input, unhex(one.signature));
  }
});

test("chunks of photos are sealed byte for byte and open in their place alone", async () => {
  for (const one of cases("photo")) {
    const file = { file: unhex(one.file), key: unhex(one.key), chunks: one.chunks };
    const [part, chunk] = [unhex(one.part), unhex(one.chunk)];
    assert.equal(hex(await withSalt(one.salt, () => chunks.sealChunk(file, one.index, part))), one.chunk);
    assert.equal(hex(await chunks.openChunk(file, one.index, chunk)), one.part);
    await assert.rejects(chunks.openChunk(file, one.index + 1, chunk), errors.NotAuthentic);
    await assert.rejects(chunks.openChunk({ ...file, chunks: one.chunks + 1 }, one.index, chunk), errors.NotAuthentic);
    await assert.rejects(
      chunks.openChunk({ ...file, file: new Uint8Array(16) }, one.index, chunk),
      errors.NotAuthentic,
    );
  }
});
