/** The vectors that bind this program to the Python side: every file of sync/vectors. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { mock, test } from "node:test";
import { cardOf, cardPayload } from "../../client_static/src/crypto/card.ts";
import * as chunks from "../../client_static/src/crypto/chunks.ts";
import { type Bytes, concat, hex, padme, pae, u32, unhex, utf8 } from "../../client_static/src/crypto/encoding.ts";
import * as envelope from "../../client_static/src/crypto/envelope.ts";
import * as errors from "../../client_static/src/crypto/errors.ts";
import * as identity from "../../client_static/src/crypto/identity.ts";
import * as keybag from "../../client_static/src/crypto/keybag.ts";
import * as linking from "../../client_static/src/crypto/linking.ts";
import { type Proof, proofInput } from "../../client_static/src/crypto/proof.ts";
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
  const all = [
    ...here,
    "photo",
    "card",
    "membership",
    "invitation",
    "circle",
    "circle_invitation",
    "project",
    "letter",
    "leaflet",
    "documents",
    "frames",
    "text",
  ]
    .map((name) => `${name}.json`)
    .sort();
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

function upTo(account: Bytes, entries: Bytes[], at: number): Promise<identity.Identity> {
  return identity.verifyLog(account, entries.slice(0, at + 1));
}

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
    const pins = [...known.revoked].map(([id, { counter, hash }]) => [id, [counter, hex(hash)]]);
    assert.deepEqual(Object.fromEntries(pins), one.revoked);
    const holders = [...identity.holdersOf(known)].map(([id, sealing]) => [id, hex(sealing)]);
    assert.deepEqual(Object.fromEntries(holders), one.holders);
    assert.deepEqual([known.epoch, known.card && hex(known.card.lookup)], [one.epoch, one.card[0]]);
    const [first, second] = one.aik_seeds.map(unhex);
    const { key, publicKey } = await suite.signingKey(first);
    const before = [null, ...(await Promise.all(entries.map((_: Bytes, at: number) => upTo(account, entries, at))))];
    const [device, lost] = [...known.devices].map(([id, dsk]) => concat(unhex(id), dsk, known.sealing.get(id)!));
    const [[, pin]] = known.revoked as unknown as [[string, identity.Pin]];
    const payloads: Record<number, readonly [identity.Op, Bytes]> = {
      0: ["genesis", concat(publicKey, before[1].aek, spaceId)],
      1: ["add-device", device!],
      2: ["add-device", lost!],
      5: ["revoke-device", identity.revokePayload(lost!.slice(0, 16), pin)],
      6: ["rotate-keys", await identity.rotatePayload(before[6], second, aek)],
    };
    const time = 1_795_000_000_000;
    for (const [at, [op, payload]] of Object.entries(payloads)) {
      const made = await identity.makeEntry(key, account, before[Number(at)], op, payload, time + 1000 * Number(at));
      assert.equal(hex(made), one.entries[Number(at)], op);
    }
  }
  for (const one of cases("identity", "broken"))
    await assert.rejects(identity.verifyLog(unhex(one.account_id), one.entries.map(unhex)), errors.LogBroken, one.why);
});

test("the keybag is sealed and opened", async () => {
  for (const one of cases("keybag")) {
    const [account, blob] = [unhex(one.account_id), unhex(one.blob)];
    const known = await identity.verifyLog(account, one.log.map(unhex));
    const [phone, card] = one.holders.map((row: Case) => {
      return { id: unhex(row.holder), sealingSeed: unhex(row.sealing_seed) };
    });
    const opened = await keybag.openKeybag(blob, one.version, phone, known);
    assert.deepEqual(await keybag.openKeybag(blob, one.version, card, known), opened);
    assert.deepEqual([hex(opened.aikSeed), opened.aekSeeds.map(hex)], [one.aik_seed, one.aek_seeds]);
    const spaces = opened.spaces.map(({ spaceId, kind, epochs }) => {
      return { space_id: hex(spaceId), kind, epochs: [...epochs].map(([epoch, key]) => ({ epoch, key: hex(key) })) };
    });
    assert.deepEqual(spaces, one.spaces);
    const sealed = await keybag.sealKeybag(opened, account, one.version, identity.holdersOf(known));
    const renamed = { ...known, keybagHash: await suite.sha256(sealed) };
    assert.deepEqual(await keybag.openKeybag(sealed, one.version, card, renamed), opened);
    await assert.rejects(keybag.openKeybag(blob.slice(0, -1), one.version, phone, known), errors.KeybagMismatch);
    await assert.rejects(keybag.openKeybag(blob, one.version, phone, known, one.version + 1), errors.KeybagMismatch);
    await assert.rejects(keybag.openKeybag(blob, one.version, { ...phone, id: card.id }, known), errors.NotAuthentic);
    const stranger = { id: new Uint8Array(16), sealingSeed: phone.sealingSeed };
    await assert.rejects(keybag.openKeybag(blob, one.version, stranger, known), errors.KeybagMismatch);
  }
});

test("what the words of a card give", async () => {
  for (const one of cases("card", "card")) {
    const card = await cardOf(entropyOf(one.words.split(" ")), unhex(one.instance_id));
    const { lookup, authSeed, sealingSeed } = card;
    assert.deepEqual([lookup, authSeed, sealingSeed].map(hex), [one.lookup, one.auth_seed, one.sealing_seed]);
    assert.equal(hex(await cardPayload(card)), one.lookup + one.auth_public + one.sealing_public);
  }
});

test("words, and the wrong ones say why", () => {
  for (const one of cases("card", "words")) {
    assert.equal(wordsOf(unhex(one.entropy)).join(" "), one.words);
    assert.equal(hex(entropyOf(one.words.split(" "))), one.entropy);
  }
  const kinds: Case = {
    WrongWord: errors.WrongWord,
    WrongChecksum: errors.WrongChecksum,
    WrongCount: errors.CardError,
  };
  for (const one of cases("card", "wrong"))
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
    assert.deepEqual([answer.accountId, answer.aik].map(hex), [one.account_id, one.aik]);
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
