/** documents.json and frames.json: what Python and TypeScript must both make of the same input. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { AREAS } from "../../client_static/src/areas/model.ts";
import { hex, unhex } from "../../client_static/src/crypto/encoding.ts";
import { Malformed, Parked } from "../../client_static/src/crypto/errors.ts";
import { nextFreeSlot, readLeaves, settle } from "../../client_static/src/diary/leaf.ts";
import { Clock, clamp } from "../../client_static/src/sync/clock.ts";
import { DocumentState, decodeContent, encodeContent, monthName } from "../../client_static/src/sync/document.ts";
import { type ClientFrame, decodeFrame, encodeFrame, toArray } from "../../client_static/src/sync/frames.ts";
import { type Change, gone, type RecordState } from "../../client_static/src/sync/record.ts";
import { encodeRestart, missing, readRestart } from "../../client_static/src/sync/restore.ts";
import { decodeSnapshot, encodeSnapshot } from "../../client_static/src/sync/snapshot.ts";

// biome-ignore lint/suspicious/noExplicitAny: what is read from JSON is checked by what is done with it
type Case = any;
const HERE = join(process.env.NEWLEAF_ROOT ?? ".", "sync/vectors");
const [documents, frames]: Case[] = ["documents", "frames"].map((name) =>
  JSON.parse(readFileSync(join(HERE, `${name}.json`), "utf8")),
);

/** A value with its bytes as the files write them. */
function plain(value: Case): Case {
  if (value instanceof Uint8Array) return { hex: hex(value) };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]));
}

function unplain(value: Case): Case {
  if (Array.isArray(value)) return value.map(unplain);
  if (typeof value !== "object" || value === null) return value;
  return unhex(value.hex);
}

function toChange(row: Case): Change {
  const fields = Object.fromEntries(Object.entries(row.fields).map(([name, value]) => [name, unplain(value)]));
  return { type: row.type, id: unhex(row.id), stamp: unhex(row.stamp), fields };
}

function changeRow({ type, id, stamp, fields }: Change): Case {
  return { type, id: hex(id), stamp: hex(stamp), fields: plain(fields) };
}

function recordRow(record: RecordState): Case {
  return { type: record.type, id: record.id, fields: plain(record.fields), gone: gone(record) };
}

function confirmAll(arrivals: readonly Case[]): DocumentState {
  const document = new DocumentState("days/2026-11");
  for (const { device, received, changes } of arrivals)
    document.confirm(unhex(device), received, changes.map(toChange));
  return document;
}

function rowsOf(records: ReadonlyMap<string, RecordState>): Case[] {
  return [...records.keys()].sort().map((key) => recordRow(records.get(key)!));
}

test("a day belongs to its month", () => {
  for (const [day, name] of Object.entries(documents.month_name)) assert.equal(monthName(day), name);
});

test("the clock ticks and clamps", () => {
  for (const one of documents.clock) {
    const clock = new Clock(unhex(one.last));
    assert.deepEqual(
      one.ticks.map(() => hex(clock.tick(one.wall_ms))),
      one.ticks,
    );
  }
  for (const one of documents.clamp) assert.equal(hex(clamp(unhex(one.stamp), one.received)), one.counts_as);
});

test("content is read and written byte for byte", () => {
  for (const one of documents.content) {
    const changes = decodeContent(unhex(one.content));
    assert.deepEqual(changes.map(changeRow), one.changes);
    assert.equal(hex(encodeContent(one.changes.map(toChange))), one.content);
  }
});

test("broken content is refused, a newer one waits", () => {
  const kinds: Case = { Malformed, NewerReader: Parked };
  for (const one of documents.broken_content) {
    const read = () => decodeContent(unhex(one.content));
    if (one.error === "") assert.equal(read().length, 1);
    else assert.throws(read, kinds[one.error], one.name);
  }
});

test("snapshots are read and written byte for byte, and a broken one is refused", () => {
  for (const one of documents.snapshot) {
    const snapshot = decodeSnapshot(unhex(one.content));
    assert.deepEqual(snapshot.records.map(recordRow), one.records, one.name);
    assert.deepEqual(snapshot.covers, one.covers);
    assert.equal(hex(encodeSnapshot(snapshot)), one.content);
  }
  const kinds: Case = { Malformed, NewerReader: Parked };
  for (const one of documents.broken_snapshot) {
    const read = () => decodeSnapshot(unhex(one.content));
    if (one.error === "") assert.equal(read().records.length, 1);
    else assert.throws(read, kinds[one.error], one.name);
  }
});

test("entries merge to the same records from the first to the last and back", () => {
  for (const one of documents.merge) {
    assert.deepEqual(rowsOf(confirmAll(one.arrivals).confirmed), one.records, one.name);
    assert.deepEqual(rowsOf(confirmAll(one.arrivals.toReversed()).confirmed), one.records, one.name);
  }
});

test("what a log lacks is written again with the stamps of old", () => {
  for (const { merge, taken, changes } of documents.restore) {
    const { arrivals } = documents.merge[merge];
    const kept = confirmAll(arrivals).records();
    const found = confirmAll(arrivals.slice(0, taken)).records();
    assert.deepEqual(missing(kept, found).map(changeRow), changes);
    assert.deepEqual(missing(kept, kept), []);
  }
  for (const { log_id, content } of documents.restart) {
    assert.equal(hex(encodeRestart(unhex(log_id))), content);
    assert.equal(hex(readRestart(unhex(content))!), log_id);
    assert.equal(readRestart(encodeContent([])), null);
  }
});

test("pending changes lie over what is confirmed until they settle", () => {
  const { confirm, propose, settle, ...rows } = documents.overlay;
  const document = confirmAll([confirm]);
  document.propose(unhex(propose.device), propose.counter, propose.changes.map(toChange));
  assert.deepEqual(rowsOf(document.records()), rows.records_pending);
  assert.deepEqual(rowsOf(document.confirmed), rows.confirmed_pending);
  document.settle(settle.counter, settle.received);
  assert.deepEqual(rowsOf(document.records()), rows.records_settled);
  assert.equal(document.pending.size, 0);
});

test("leaves are read from records", () => {
  for (const one of documents.leaf) {
    const { confirmed } = confirmAll([{ device: one.device, received: 1_795_000_000_000, changes: one.changes }]);
    const [leaf] = readLeaves(confirmed.values());
    const row =
      leaf === undefined ? null : { ...leaf, stamp: undefined, at: { hex: leaf.stamp }, id: { hex: leaf.id } };
    assert.equal(JSON.stringify(sorted(row)), JSON.stringify(sorted(one.leaf)), one.name);
  }
});

function sorted(row: Case): Case {
  return row && Object.fromEntries(Object.entries(row).sort());
}

test("leaves settle on slots", () => {
  for (const one of documents.slots) {
    const leaves = one.leaves.map(({ at, ...leaf }: Case) => ({ ...leaf, stamp: at, tile: "", day: "", text: "" }));
    const settled = settle(leaves);
    assert.deepEqual(Object.fromEntries(settled.map(({ id, slot }) => [id, slot])), one.slots, one.name);
    for (const area of AREAS)
      if (area in one.next_free_slot) assert.equal(nextFreeSlot(settled, area), one.next_free_slot[area], one.name);
  }
});

/** The frame of the client that an array of the file stands for. */
function clientFrame([tag, ...rest]: Case[]): ClientFrame {
  const names: Case = {
    hello: ["version", "account", "device"],
    auth: ["nonce", "signature"],
    subscribe: ["space"],
    pull: ["id", "space", "after", "maxBytes"],
    push: ["id", "space", "envelopes"],
    read: ["id", "space", "document"],
    prune: ["id", "space", "snapshot", "seqs"],
    ping: ["id"],
  };
  const fields: Case = Object.fromEntries(names[tag].map((name: string, at: number) => [name, unplain(rest[at])]));
  return { tag, ...fields };
}

/** The fields of a frame of the server, in order, as the file has them. */
function fieldsOf(value: Case): Case {
  if (value instanceof Uint8Array) return { hex: hex(value) };
  if (Array.isArray(value)) return value.map(fieldsOf);
  return typeof value === "object" ? Object.values(value).map(fieldsOf) : value;
}

test("frames are written and read byte for byte", () => {
  for (const one of frames.frames) {
    if (one.from === "client") {
      assert.equal(hex(encodeFrame(clientFrame(one.parsed))), one.hex);
      assert.deepEqual(plain(toArray(clientFrame(one.parsed))), one.parsed);
    } else assert.deepEqual(fieldsOf(decodeFrame(unhex(one.hex))), one.parsed);
  }
  assert.deepEqual(fieldsOf(decodeFrame(unhex(frames.longer.hex))), frames.longer.parsed);
});

test("what is no frame is refused or passed over, and nothing more", () => {
  for (const data of frames.undecodable) {
    try {
      assert.equal(decodeFrame(unhex(data)), null);
    } catch (error) {
      assert.ok(error instanceof Malformed, data);
    }
  }
});
