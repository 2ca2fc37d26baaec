/** The replica before honest and lying servers, whatever the log. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { utf8 } from "../../client_static/src/crypto/encoding.ts";
import { sha256Now } from "../../client_static/src/crypto/suite.ts";
import { NO_HASH, nextChain, type Placed, Replica, type Verdict } from "../../client_static/src/sync/replica.ts";

function digest(text: string) {
  return sha256Now(utf8(text));
}

function entry(seq: number, device: string, counter: number, more: Partial<Placed> = {}): Placed {
  const name = `${device}${counter}`;
  const plain = {
    prev: NO_HASH,
    seenSeq: 0,
    seenHash: NO_HASH,
    stranger: false,
    hole: false,
    covers: [],
    restarts: null,
  };
  return { ...plain, seq, device, counter, envelopeHash: digest(`envelope ${name}`), hash: digest(name), ...more };
}

const A1 = entry(1, "a", 1);
const B1 = entry(2, "b", 1, { seenSeq: 1, seenHash: nextChain(NO_HASH, 1, A1.envelopeHash) });
const A2 = entry(3, "a", 2, { prev: A1.hash! });

function take(replica: Replica, items: readonly Placed[], answer = true): Verdict {
  return replica.arrived(items[0]!.seq, items.at(-1)!.seq, items, 3, answer);
}

function tampered(what: string) {
  return { is: "tampered", what };
}

test("two entries of a device in the wrong order are seen", () => {
  const [first, second] = [entry(4, "a", 4, { prev: digest("a3") }), entry(5, "a", 3, { prev: A2.hash! })];
  const replica = new Replica();
  take(replica, [A1, B1, A2]);
  assert.deepEqual(take(replica, [first, second]), tampered("reordered"));
});

test("a known place that now holds something else is a fork", () => {
  const replica = new Replica();
  take(replica, [A1, B1]);
  assert.deepEqual(take(replica, [{ ...B1, envelopeHash: digest("changed") }]), tampered("forked"));
  assert.deepEqual(replica.acknowledged({ ...B1, envelopeHash: digest("changed") }), tampered("forked"));
  assert.equal(replica.acknowledged(B1), null);
});

/** An honest log: each author has seen all before. */
function honestLog(devices: readonly string[]): Placed[] {
  const [heads, log] = [new Map<string, Placed>(), [] as Placed[]];
  let chain = NO_HASH;
  for (const [index, device] of devices.entries()) {
    const before = heads.get(device);
    const seen = { seenSeq: index, seenHash: chain, prev: before?.hash ?? NO_HASH };
    const placed = entry(index + 1, device, (before?.counter ?? 0) + 1, seen);
    chain = nextChain(chain, placed.seq, placed.envelopeHash);
    heads.set(device, placed);
    log.push(placed);
  }
  return log;
}

const LOG = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 2, maxLength: 20 }).map(honestLog);
const RANGES = fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 20 });

test("an honest log is taken once each, in order, however it is cut, repeated and delayed", () => {
  fc.assert(
    fc.property(LOG, RANGES, (log, ranges) => {
      const replica = new Replica();
      const taken: number[] = [];
      for (const [from, length] of [...ranges, [0, log.length - 1]] as const) {
        const first = from % log.length;
        const items = log.slice(first, first + 1 + (length % log.length));
        const verdict = replica.arrived(first + 1, first + items.length, items, log.length, false);
        assert.notEqual(verdict.is, "tampered");
        if (verdict.is === "take") taken.push(...verdict.seqs);
      }
      assert.deepEqual(
        taken,
        log.map((one) => one.seq),
      );
    }),
  );
});

test("a server that swaps or leaves out entries of an honest log is seen", () => {
  fc.assert(
    fc.property(LOG, fc.nat(), fc.boolean(), (log, where, swap) => {
      const at = where % (log.length - 1);
      const lie = log.slice();
      if (swap) [lie[at], lie[at + 1]] = [lie[at + 1]!, lie[at]!];
      else lie.splice(at, 1);
      const numbered = lie.map((one, index) => ({ ...one, seq: index + 1 }));
      const verdict = new Replica().arrived(1, numbered.length, numbered, numbered.length, true);
      assert.equal(verdict.is, "tampered");
    }),
  );
});
