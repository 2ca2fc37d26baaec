/** What one language seals, the other opens: fresh keys and contents each time, unlike the vectors. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { type Bytes, hex, u32, unhex } from "../../client_static/src/crypto/encoding.ts";
import * as envelope from "../../client_static/src/crypto/envelope.ts";
import * as suite from "../../client_static/src/crypto/suite.ts";
import { decodeContent, encodeContent } from "../../client_static/src/sync/document.ts";

const ROOT = process.env.NEWLEAF_ROOT ?? ".";
const PYTHON = process.env.NEWLEAF_PYTHON ?? join(ROOT, ".venv/bin/python");
/** Opens each row's envelope, seals its content anew with the next counter, and tells both. */
const SCRIPT = `
import json, sys
from newleaf_sync import envelope, suite
from newleaf_sync.document import decode_content, encode_content
out = []
for row in json.load(sys.stdin):
    key, seed, data = (bytes.fromhex(row[name]) for name in ("key", "seed", "envelope"))
    header = envelope.Header.decode(data)
    device = bytes.fromhex(row["device"])
    opened = envelope.open_envelope(data, {header.epoch: key}, {device: suite.ed25519_public(seed)})
    content = encode_content(decode_content(opened.content))
    after = envelope.Header(header.space_id, header.document_id, header.counter + 1, header.epoch)
    sealed = envelope.seal(after, key, envelope.Author(device, seed, opened.hash), opened.seen, content)
    out.append({"content": opened.content.hex(), "hash": opened.hash.hex(), "envelope": sealed.envelope.hex()})
json.dump(out, sys.stdout)
`;

interface Answer {
  readonly content: string;
  readonly hash: string;
  readonly envelope: string;
}

async function makeCase(size: number) {
  const [key, seed, device, spaceId, documentId] = [32, 32, 16, 16, 16].map(suite.randomBytes) as Bytes[];
  const header = { spaceId: spaceId!, documentId: documentId!, counter: 1 + size, epoch: 3, kind: 1 };
  const fields = { text: "Grün 🌱".repeat(size), slot: size, neg: -size * 1000, bytes: suite.randomBytes(size) };
  const content = encodeContent([{ type: "leaf", id: device!, stamp: suite.randomBytes(8), fields }]);
  const { key: dsk, publicKey } = await suite.signingKey(seed!);
  const author = { deviceId: device!, key: dsk, prev: suite.randomBytes(32) };
  const seen = { seq: size, hash: suite.randomBytes(32) };
  const sealKey = await suite.sealKey(await suite.hkdf(key!, "newleaf/v1/space/env", spaceId!, u32(3)));
  const sealed = await envelope.seal(header, sealKey, author, seen, content);
  const row = { key: hex(key!), seed: hex(seed!), device: hex(device!), envelope: hex(sealed.envelope) };
  return { row, sealed, sealKey, publicKey, content, header, seen };
}

test("what is sealed here opens in Python, and what Python seals opens here", async () => {
  const cases = await Promise.all([0, 1, 20, 127, 128, 300, 1500, 4000].map(makeCase));
  const input = JSON.stringify(cases.map((one) => one.row));
  const run = spawnSync(PYTHON, ["-c", SCRIPT], { cwd: ROOT, input, encoding: "utf8", maxBuffer: 2 ** 26 });
  assert.equal(run.status, 0, run.error?.message ?? run.stderr);
  const answers: Answer[] = JSON.parse(run.stdout);
  assert.equal(answers.length, cases.length);
  for (const [index, { sealed, sealKey, publicKey, content, header, seen }] of cases.entries()) {
    const answer = answers[index]!;
    assert.deepEqual([answer.content, answer.hash], [hex(content), hex(sealed.hash)]);
    const data = unhex(answer.envelope);
    const head = envelope.decodeHeader(data);
    assert.deepEqual(head, { ...header, counter: header.counter + 1 });
    const opened = await envelope.open(data, head, sealKey, () => publicKey);
    assert.equal(opened.hash.length, 32);
    assert.deepEqual([hex(opened.prev), opened.seen], [hex(sealed.hash), seen]);
    assert.deepEqual(decodeContent(opened.content), decodeContent(content));
  }
});
