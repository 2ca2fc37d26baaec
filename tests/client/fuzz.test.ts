/** Changed bytes at the parsers of the browser; and whatever both languages may read, both read or both refuse. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { encode } from "@msgpack/msgpack";
import { hex, unhex } from "../../client_static/src/crypto/encoding.ts";
import { decodeHeader, encodeHeader } from "../../client_static/src/crypto/envelope.ts";
import { Violation } from "../../client_static/src/crypto/errors.ts";
import { decode as decodeLeaflet } from "../../client_static/src/crypto/leaflet.ts";
import { unpack } from "../../client_static/src/crypto/msgpack.ts";
import { decodeContent, encodeContent } from "../../client_static/src/sync/document.ts";
import { decodeFrame } from "../../client_static/src/sync/frames.ts";
import { decodeSnapshot } from "../../client_static/src/sync/snapshot.ts";

const ROOT = process.env.NEWLEAF_ROOT ?? ".";
const PYTHON = process.env.NEWLEAF_PYTHON ?? join(ROOT, ".venv/bin/python");
const CASES = Number(process.env.NEWLEAF_CASES ?? "20000");
const SEED = Number(process.env.NEWLEAF_SEED ?? "1");
const BATCH = 20_000; // cases of one seed: what one file holds

/** What was read, and read again from its own bytes where this language writes them; null for refused. */
function read(family: string, data: Uint8Array): unknown {
  try {
    assert.deepEqual(unpack(encode(unpack(data))), unpack(data));
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
  }
  try {
    if (family === "server-frame") return decodeFrame(data);
    if (family === "header") return decodeHeader(data);
    if (family === "snapshot") return decodeSnapshot(data);
    if (family === "leaflet") return decodeLeaflet(data);
    return decodeContent(data);
  } catch (error) {
    if (error instanceof Violation) return null;
    throw error;
  }
}

function checkAgain(family: string, value: unknown): void {
  if (family === "header") assert.deepEqual(decodeHeader(encodeHeader(value as never).slice()), value);
  if (family === "content") assert.deepEqual(decodeContent(encodeContent(value as never)), value);
}

test("changed bytes are read alike in both languages, or refused with a typed error", () => {
  for (let done = 0; done < CASES; done += BATCH) compare(SEED + done / BATCH);
});

function compare(seed: number): void {
  const folder = mkdtempSync(join(tmpdir(), "newleaf-fuzz-"));
  try {
    const file = join(folder, "cases.jsonl");
    const script = join(ROOT, "tests/fuzz/fuzz.py");
    const run = spawnSync(PYTHON, [script, "--cases", `${BATCH}`, "--seed", `${seed}`, "--export", file], {
      encoding: "utf8",
    });
    assert.equal(run.status, 0, run.stdout + run.stderr);
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    assert.ok(lines.length > BATCH / 2);
    let taken = 0;
    for (const line of lines) {
      const [family, bytes, accepted] = JSON.parse(line) as [string, string, boolean];
      const replay = `seed ${seed}: .venv/bin/python tests/fuzz/fuzz.py --replay ${family} ${bytes}`;
      const data = unhex(bytes);
      try {
        const value = read(family, data);
        assert.equal(hex(data), bytes, "the input was changed");
        if (value !== null) checkAgain(family, value);
        // A frame's unread end is not looked at in Python, so there only what is taken here must be taken there.
        if (family === "server-frame") assert.ok(value === null || accepted, "taken here, refused in Python");
        else assert.equal(value !== null, accepted, "the languages differ");
        if (value !== null) taken += 1;
      } catch (error) {
        throw new Error(replay, { cause: error });
      }
    }
    assert.ok(taken > lines.length / 100, "nearly nothing was taken");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
