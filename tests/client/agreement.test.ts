/** Documents, content and frames of random entries: both languages read the same, merge to the same, refuse the same. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { encode } from "@msgpack/msgpack";
import fc from "fast-check";
import { type Bytes, hex } from "../../client_static/src/crypto/encoding.ts";
import { Violation } from "../../client_static/src/crypto/errors.ts";
import { makeStamp } from "../../client_static/src/sync/clock.ts";
import { DocumentState, decodeContent, encodeContent } from "../../client_static/src/sync/document.ts";
import { decodeFrame } from "../../client_static/src/sync/frames.ts";
import { type Change, gone } from "../../client_static/src/sync/record.ts";

const ROOT = process.env.NEWLEAF_ROOT ?? ".";
const PYTHON = process.env.NEWLEAF_PYTHON ?? join(ROOT, ".venv/bin/python");
const SEED = Number(process.env.NEWLEAF_SEED ?? 20261123);
const SCRIPT = `
import json, sys
import msgspec
from newleaf_sync.document import Document, decode_content
from newleaf_sync.errors import Violation
from newleaf_sync.record import gone
from newleaf_sync.session import decode_frame

def merged(arrivals):
    document = Document("days/2026-11")
    for device, received, content in arrivals:
        document.confirm(bytes.fromhex(device), received, decode_content(bytes.fromhex(content)))
    records = [document.confirmed[key] for key in sorted(document.confirmed)]
    rows = [
        [r.type, r.id.hex(), gone(r), [[name, r.fields[name].at.hex(), r.fields[name].value] for name in sorted(r.fields)]]
        for r in records
    ]
    return msgspec.msgpack.encode(rows).hex()

def readable(content):
    try:
        decode_content(bytes.fromhex(content))
    except Violation:
        return False
    return True

asked = json.load(sys.stdin)
frames = [decode_frame(bytes.fromhex(frame)) is not None for frame in asked["frames"]]
answer = {"merged": [merged(one) for one in asked["arrivals"]], "contents": [readable(c) for c in asked["contents"]]}
json.dump(answer | {"frames": frames}, sys.stdout)
`;

type Arrival = readonly [device: Bytes, received: number, content: Bytes];

const now = 1_795_000_000_000;
const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((b) => b.slice() as Bytes);
const device = fc.constantFrom(1, 2, 3).map((byte) => new Uint8Array(16).fill(byte));
const value = fc.oneof(
  fc.boolean(),
  fc.constant(null),
  fc.maxSafeInteger(),
  fc.integer({ min: -200, max: 300 }),
  fc.constantFrom(0.5, -1.25, 1e-3),
  fc.string({ unit: "grapheme", maxLength: 40 }),
  bytes(3),
);
const field = fc.constantFrom("text", "slot", "deleted", "day");
const stamp = fc
  .tuple(fc.constantFrom(0, 1, 2, 10 * 60_000, 10 * 60_001, 10 ** 12), fc.nat(2))
  .map(([after, counter]) => makeStamp(now + after, counter));
const change: fc.Arbitrary<Change> = fc.record({
  type: fc.constantFrom("leaf", "setting"),
  id: fc.constantFrom(7, 8).map((byte) => new Uint8Array(16).fill(byte)),
  stamp,
  fields: fc.dictionary(field, value, { noNullPrototype: true }),
});
const content = fc.array(change, { maxLength: 4 }).map(encodeContent);
const arrivals: fc.Arbitrary<Arrival[]> = fc.array(fc.tuple(device, fc.integer({ min: now, max: now + 2 }), content), {
  maxLength: 8,
});
const entry = fc.tuple(fc.nat(), device, fc.nat(), bytes(5));
const frame = fc
  .oneof(
    fc.tuple(fc.constant("entries"), fc.nat(), device, fc.nat(), fc.nat(), fc.array(entry, { maxLength: 2 }), fc.nat()),
    fc.tuple(fc.constant("pushed"), fc.nat(), device, fc.array(fc.nat(), { maxLength: 3 }), fc.nat()),
    fc.tuple(fc.constant("refused"), fc.nat(), fc.constant("retry"), fc.string(), fc.string(), fc.nat(), fc.nat()),
    fc.tuple(fc.constantFrom("pong", "changed", "unheard-of"), fc.nat(), device),
  )
  .map((fields) => encode(fields).slice() as Bytes);

/** The same with one byte other than it was, or cut. */
function broken(whole: fc.Arbitrary<Bytes>): fc.Arbitrary<Bytes> {
  return fc.tuple(whole, fc.nat(), fc.nat(255), fc.boolean()).map(([data, where, byte, cut]) => {
    const at = where % data.length;
    if (cut) return data.slice(0, at);
    data[at] = byte;
    return data;
  });
}

function merged(all: readonly Arrival[]): string {
  const document = new DocumentState("days/2026-11");
  for (const [author, received, sealed] of all) document.confirm(author, received, decodeContent(sealed));
  const rows = [...document.confirmed.keys()].sort().map((key) => {
    const record = document.confirmed.get(key)!;
    const names = Object.keys(record.fields).sort();
    const fields = names.map((name) => [name, record.fields[name]!.at, record.fields[name]!.value]);
    return [record.type, record.id, gone(record), fields];
  });
  return hex(encode(rows));
}

function readable(read: () => unknown): boolean {
  try {
    return read() !== null;
  } catch (error) {
    assert.ok(error instanceof Violation);
    return false;
  }
}

function askPython(asked: object) {
  const input = JSON.stringify(asked);
  const run = spawnSync(PYTHON, ["-c", SCRIPT], { cwd: ROOT, input, encoding: "utf8", maxBuffer: 2 ** 26 });
  assert.equal(run.status, 0, run.error?.message ?? run.stderr);
  return JSON.parse(run.stdout);
}

test("random entries read and merge as in Python, and what it refuses is refused", () => {
  const sample = <T>(of: fc.Arbitrary<T>, numRuns: number) => fc.sample(of, { numRuns, seed: SEED });
  const [all, contents, frames] = [sample(arrivals, 300), sample(broken(content), 1500), sample(broken(frame), 1500)];
  const answer = askPython({
    arrivals: all.map((some) => some.map(([author, received, sealed]) => [hex(author), received, hex(sealed)])),
    contents: contents.map(hex),
    frames: frames.map(hex),
  });
  assert.deepEqual(all.map(merged), answer.merged);
  const read = (all: readonly Bytes[], how: (one: Bytes) => unknown) => all.map((one) => readable(() => how(one)));
  const differ = (one: readonly boolean[], other: readonly boolean[]) =>
    one.flatMap((is, at) => (is === other[at] ? [] : at));
  const refused = differ(read(contents, decodeContent), answer.contents);
  assert.deepEqual(
    refused.map((at) => hex(contents[at]!)),
    [],
  );
  // Frames are read more strictly here (numbers below zero): what is read here must be readable there.
  for (const [at, is] of read(frames, decodeFrame).entries()) assert.ok(!is || answer.frames[at], hex(frames[at]!));
});
