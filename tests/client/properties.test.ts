/** What must hold for any input: merging converges, and no bytes break a reader but with its own errors. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { encode } from "@msgpack/msgpack";
import fc from "fast-check";
import { type Bytes, concat, hex, padme, pae } from "../../client_static/src/crypto/encoding.ts";
import * as envelope from "../../client_static/src/crypto/envelope.ts";
import { Malformed, Misuse, Violation } from "../../client_static/src/crypto/errors.ts";
import { verifyLog } from "../../client_static/src/crypto/identity.ts";
import { unpack } from "../../client_static/src/crypto/msgpack.ts";
import * as suite from "../../client_static/src/crypto/suite.ts";
import { Clock, compareBytes, makeStamp } from "../../client_static/src/sync/clock.ts";
import { DocumentState, decodeContent, encodeContent } from "../../client_static/src/sync/document.ts";
import { decodeFrame, readFrame } from "../../client_static/src/sync/frames.ts";
import { asRecord, type Change, merge } from "../../client_static/src/sync/record.ts";

const FEW = { numRuns: 60 }; // of those that seal and open
const ID = new Uint8Array(16);
const ids = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => bytes.slice() as Bytes);
const values = fc.oneof(
  fc.boolean(),
  fc.integer({ min: -3, max: 300 }),
  fc.string({ maxLength: 2 }),
  fc.constant(null),
);
const names = fc.constantFrom("text", "slot", "deleted", "__proto__", "constructor");
const fields = fc
  .array(fc.tuple(names, values), { minLength: 1, maxLength: 3 })
  .map((rows) => Object.fromEntries(rows));
const small = fc.integer({ min: 0, max: 3 });
const entries = fc.record({ ms: small, device: small, fields, received: small });
type Entry = typeof entries extends fc.Arbitrary<infer T> ? T : never;

const deviceOf = (entry: Entry) => new Uint8Array(16).fill(entry.device);
const changeOf = (entry: Entry): Change => ({
  type: "leaf",
  id: ID,
  stamp: makeStamp(entry.ms),
  fields: entry.fields,
});

test("any order and any duplication of entries give the same document", () => {
  const shuffled = fc
    .array(entries, { minLength: 1, maxLength: 6 })
    .chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray([...all, ...all], { minLength: all.length, maxLength: 2 * all.length }),
        fc.boolean(),
      ),
    );
  const stateOf = (all: readonly Entry[]) => {
    const document = new DocumentState("days/2026-11");
    for (const entry of all) document.confirm(deviceOf(entry), entry.received, [changeOf(entry)]);
    return Object.fromEntries(
      [...document.confirmed].map(([key, record]) => [key, new Map(Object.entries(record.fields))]),
    );
  };
  fc.assert(
    fc.property(shuffled, ([all, some]) => {
      assert.deepEqual(stateOf([...some, ...all]), stateOf(all));
      assert.deepEqual(stateOf([...all.toReversed(), ...some]), stateOf(all));
    }),
  );
});

test("merging may be grouped as one likes", () => {
  const record = entries.map((entry) => asRecord(changeOf(entry), deviceOf(entry)));
  fc.assert(
    fc.property(record, record, record, (one, two, three) => {
      assert.deepEqual(merge(merge(one, two), three), merge(one, merge(two, three)));
    }),
  );
});

test("stamps only grow, whatever the wall clock does", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5, max: 2 ** 47 })), (walls) => {
      const clock = new Clock();
      for (const wall of walls) {
        const before = clock.last;
        assert.ok(compareBytes(clock.tick(wall), before) > 0);
      }
    }),
  );
});

test("padding hides the length and costs at most 12 %", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 20 }), (length) => {
      const padded = padme(length);
      assert.ok(padded >= length && padded <= Math.max(length * 1.12, length + 1) && padme(padded) === padded);
    }),
  );
});

test("what is encoded is decoded", () => {
  const stamp = fc.uint8Array({ minLength: 8, maxLength: 8 }).map((bytes) => bytes.slice() as Bytes);
  const text = fc.string({ unit: "grapheme" });
  const value = fc.oneof(fc.maxSafeInteger(), text, fc.boolean());
  const named = fc.dictionary(text, value, { noNullPrototype: true });
  const change = fc.record({ type: text, id: ids, stamp, fields: named }, { noNullPrototype: true });
  fc.assert(
    fc.property(fc.array(change), (changes) => {
      assert.deepEqual(decodeContent(encodeContent(changes)), changes);
    }),
  );
});

const anything = fc.oneof(
  fc.uint8Array({ maxLength: 80 }),
  fc.jsonValue().map((value) => encode(value)),
  fc.tuple(fc.jsonValue(), fc.nat(), fc.nat(255)).map(([value, at, byte]) => {
    const data = encode(["entries", 1, ID, 1, 1, [[1, ID, 5, ID]], 1, value]).slice();
    data[at % data.length] = byte;
    return data;
  }),
);

test("no bytes break the reader of frames but with its own error", () => {
  fc.assert(
    fc.property(anything, (data) => {
      onlyRefused(() => decodeFrame(data), Malformed);
    }),
    { numRuns: 2000 },
  );
});

test("no frame with fields of the wrong type is taken", () => {
  const tags = ["welcome", "challenge", "pushed", "entries", "changed", "refused", "pong", "goodbye"];
  const wrong = fc.oneof(fc.constant(undefined), fc.float(), fc.object(), fc.bigInt());
  fc.assert(
    fc.property(fc.constantFrom(...tags), fc.array(wrong, { maxLength: 8 }), (tag, rest) => {
      if (rest.length > 0 && Number.isSafeInteger(rest[0])) return; // may be right
      assert.throws(() => readFrame([tag, ...rest]), Malformed);
    }),
  );
});

test("no bytes break the reader of content or of the identity log but with its own errors", async () => {
  fc.assert(
    fc.property(anything, (data) => {
      onlyRefused(() => decodeContent(data), Violation);
    }),
    { numRuns: 2000 },
  );
  await fc.assert(
    fc.asyncProperty(anything, async (data) => {
      await assert.rejects(verifyLog(ID, [data]), Violation);
    }),
    FEW,
  );
});

test("text that is not UTF-8, names that are no text and rounded numbers are refused", () => {
  const broken = [
    "a1ff",
    "a2c080",
    "a3eda080",
    "a2c328",
    "810102",
    "cf0020000000000001",
    "d40000",
    "c1",
    "0000",
    "9101ff",
    "",
  ];
  for (const digits of broken) assert.throws(() => unpack(Buffer.from(digits, "hex")), Malformed, digits);
  assert.throws(() => unpack(new Uint8Array(100_000).fill(0x91)), Malformed);
  assert.throws(() => unpack(Uint8Array.of(0xdd, 255, 255, 255, 255)), Malformed);
  assert.equal(unpack(Buffer.from("a3efbbbf", "hex")), "\ufeff");
});

function onlyRefused(work: () => unknown, kind: typeof Violation): void {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof kind, String(error));
  }
}

async function sealed() {
  const { key: dsk, publicKey } = await suite.signingKey(suite.randomBytes(32));
  const key = await suite.newSealKey();
  const header = { spaceId: ID, documentId: ID, counter: 7, epoch: 1, kind: 1 };
  const author = { deviceId: ID, key: dsk, prev: new Uint8Array(32) };
  const seen = { seq: 0, hash: new Uint8Array(32) };
  const made = await envelope.seal(header, key, author, seen, Uint8Array.of(1, 2, 3));
  const open = (data: Uint8Array) =>
    (async () =>
      envelope.open(data, envelope.decodeHeader(data), key, (id) => (hex(id) === hex(ID) ? publicKey : undefined)))();
  return { envelope: made.envelope, open, key, header };
}

test("an envelope with any bit changed is refused", async () => {
  const one = await sealed();
  assert.deepEqual([...(await one.open(one.envelope)).content], [1, 2, 3]);
  await fc.assert(
    fc.asyncProperty(fc.nat(one.envelope.length * 8 - 1), async (bit) => {
      const data = one.envelope.slice();
      data[bit >> 3]! ^= 1 << (bit & 7);
      await assert.rejects(one.open(data), Violation);
    }),
    { numRuns: 300, examples: Array.from({ length: 52 }, (_, byte) => [byte * 8]) },
  );
});

test("no bytes break the reader of envelopes but with its own errors", async () => {
  const one = await sealed();
  const head = one.envelope.slice(0, envelope.HEADER_BYTES);
  const bytes = fc.uint8Array({ maxLength: 600 });
  await fc.assert(
    fc.asyncProperty(bytes, fc.nat(one.envelope.length - 1), async (data, cut) => {
      await assert.rejects(one.open(data), Violation);
      await assert.rejects(one.open(concat(head, data)), Violation);
      await assert.rejects(one.open(one.envelope.slice(0, cut)), Violation);
      const plain = new Uint8Array(Math.max(256, padme(data.length))); // sealed with the right key
      plain.set(data);
      const context = pae("newleaf/v1/env", head);
      const inside = concat(head, await suite.seal(one.key, context, plain));
      await assert.rejects(one.open(inside), Violation);
    }),
    FEW,
  );
});

test("nothing is sealed that could not be opened", async () => {
  const { key: dsk } = await suite.signingKey(suite.randomBytes(32));
  const key = await suite.newSealKey();
  const header = { spaceId: ID, documentId: ID, counter: 1, epoch: 1, kind: 1 };
  const [author, seen] = [
    { deviceId: ID, key: dsk, prev: new Uint8Array(32) },
    { seq: 0, hash: new Uint8Array(32) },
  ];
  const none = new Uint8Array(0);
  await assert.rejects(envelope.seal({ ...header, counter: 0 }, key, author, seen, none), Misuse);
  await assert.rejects(envelope.seal({ ...header, spaceId: none }, key, author, seen, none), Misuse);
  await assert.rejects(envelope.seal(header, key, { ...author, deviceId: none }, seen, none), Misuse);
  await assert.rejects(envelope.seal(header, key, { ...author, prev: none }, seen, none), Misuse);
  await assert.rejects(envelope.seal(header, key, author, { seq: 0, hash: none }, none), Misuse);
  await assert.rejects(envelope.seal(header, key, author, seen, new Uint8Array(2 ** 20)), Misuse);
});
