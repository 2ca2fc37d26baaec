/** Session, outbox and replica: the state machines of the sync core. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { hex, utf8 } from "../../client_static/src/crypto/encoding.ts";
import { Misuse } from "../../client_static/src/crypto/errors.ts";
import { sha256Now } from "../../client_static/src/crypto/suite.ts";
import { MAX_AHEAD_MS, makeStamp } from "../../client_static/src/sync/clock.ts";
import { DocumentState } from "../../client_static/src/sync/document.ts";
import type { Limits, ServerFrame } from "../../client_static/src/sync/frames.ts";
import { Outbox, type Pending } from "../../client_static/src/sync/outbox.ts";
import { asRecord, type Change, gone, merge } from "../../client_static/src/sync/record.ts";
import { NO_HASH, nextChain, type Placed, Replica } from "../../client_static/src/sync/replica.ts";
import { Session } from "../../client_static/src/sync/session.ts";

const [ACCOUNT, DEVICE, SPACE, OTHER] = [utf8("a".repeat(16)), utf8("d".repeat(16)), utf8("s"), utf8("o")];
const NONCE = utf8("n");
const LIMITS: Limits = { frameBytes: 1, entryBytes: 2, pushEntries: 3, spaces: 4 };
const WELCOME: ServerFrame = { tag: "welcome", version: 1, logId: utf8("log"), time: 5, limits: LIMITS };
const CHALLENGE: ServerFrame = { tag: "challenge", nonce: NONCE, expires: 9 };

function openSession(): Session {
  const session = new Session(ACCOUNT, DEVICE);
  session.start();
  session.receive(WELCOME);
  session.takeOut();
  return session;
}

function entries(id: number, space = SPACE): ServerFrame {
  return { tag: "entries", id, space, first: 1, last: 0, items: [], head: 0 };
}

function pushed(seqs: readonly number[]): ServerFrame {
  return { tag: "pushed", id: 1, space: SPACE, seqs, received: 7 };
}

test("from hello over a challenge to open", () => {
  const session = new Session(ACCOUNT, DEVICE);
  session.start();
  assert.deepEqual(session.takeOut(), [{ tag: "hello", account: ACCOUNT, device: DEVICE }]);
  assert.deepEqual(session.receive(CHALLENGE), { is: "prove", nonce: NONCE, expires: 9 });
  session.prove(NONCE, utf8("sig"));
  assert.equal(session.state, "proving");
  assert.deepEqual(session.takeOut(), [{ tag: "auth", nonce: NONCE, signature: utf8("sig") }]);
  assert.deepEqual(session.receive(WELCOME), { is: "opened", logId: utf8("log"), time: 5, limits: LIMITS });
  assert.equal(session.state, "open");
});

test("nothing is asked before it is open", () => {
  const session = new Session(ACCOUNT, DEVICE);
  assert.throws(() => session.prove(NONCE, NONCE), Misuse);
  session.start();
  assert.throws(() => session.subscribe(SPACE), Misuse);
  assert.throws(() => session.pull(SPACE, 0), Misuse);
  assert.throws(() => session.push(SPACE, [1], []), Misuse);
});

test("an answer counts only for what was asked", () => {
  const session = openSession();
  session.pull(SPACE, 0);
  assert.equal(session.receive(entries(7)), null);
  assert.equal(session.receive(entries(1, OTHER)), null);
  const arrived = { is: "arrived", space: SPACE, first: 1, last: 0, items: [], head: 0 };
  assert.deepEqual(session.receive(entries(1)), { ...arrived, answer: true });
  assert.equal(session.receive(entries(1)), null);
  assert.deepEqual(session.receive(entries(0)), { ...arrived, answer: false });
});

test("an answer to a push tells the counters", () => {
  const session = openSession();
  session.push(SPACE, [4, 5], [utf8("x"), utf8("y")]);
  assert.equal(session.receive(pushed([9])), null);
  const refusal = { tag: "refused", id: 1, kind: "permanent", code: "too-large", text: "", retryMs: 0 } as const;
  const refused = session.receive({ ...refusal, index: 1 });
  assert.ok(refused?.is === "refused");
  assert.deepEqual([refused.space, refused.counter], [SPACE, 5]);
  const done = { is: "acknowledged", space: SPACE, counters: [4, 5], seqs: [9, 0], received: 7 };
  assert.deepEqual(session.receive(pushed([9, 0])), done);
});

test("a refusal of a whole push ends it", () => {
  const session = openSession();
  session.push(SPACE, [4], [utf8("x")]);
  const frame: ServerFrame = { tag: "refused", id: 1, kind: "retry", code: "busy", text: "", retryMs: 50, index: -1 };
  const refused = session.receive(frame);
  assert.ok(refused?.is === "refused" && refused.counter === 0 && refused.retryMs === 50);
  assert.equal(session.receive(pushed([9])), null);
});

test("only a named entry is sealed again", () => {
  const session = openSession();
  session.push(SPACE, [4], [utf8("x")]);
  const twice = { tag: "refused", id: 1, kind: "reseal", code: "old-epoch", text: "", retryMs: 0, index: 0 } as const;
  const named = session.receive(twice);
  assert.ok(named?.is === "refused" && named.kind === "reseal" && named.counter === 4);
  session.receive(pushed([0]));
  session.push(SPACE, [4], [utf8("x")]);
  assert.equal(session.receive(twice), null);
  const whole = session.receive({ ...twice, id: 2, index: -1 });
  assert.ok(whole?.is === "refused" && whole.kind === "retry" && whole.counter === 0 && whole.ofPush);
});

test("goodbye and a lost connection forget what was asked", () => {
  const session = openSession();
  session.pull(SPACE, 0);
  assert.ok(session.pulling(SPACE));
  const goodbye: ServerFrame = { tag: "goodbye", code: "restart", text: "", retryMs: 100 };
  assert.deepEqual(session.receive(goodbye), { is: "ended", code: "restart", retryMs: 100 });
  assert.ok(!session.pulling(SPACE));
  assert.equal(session.receive({ tag: "changed", space: SPACE, head: 3 }), null);
});

test("a session that ends is proved again on the same connection", () => {
  const session = openSession();
  assert.deepEqual(session.receive(CHALLENGE), { is: "prove", nonce: NONCE, expires: 9 });
  assert.throws(() => session.pull(SPACE, 0), Misuse);
});

function pending(counter: number, size = 10): Pending {
  const empty = new Uint8Array(0);
  return { counter, document: "days/2026-11", content: empty, envelope: new Uint8Array(size), hash: empty };
}

function outboxOf(...waiting: Pending[]): Outbox {
  const outbox = new Outbox();
  for (const one of waiting) outbox.add(one);
  return outbox;
}

function next(outbox: Outbox, now = 0): number[] {
  return outbox.nextPush(now).map((one) => one.counter);
}

test("entries go in order, one push at a time", () => {
  const all = Array.from({ length: 66 }, (_, index) => index + 1);
  const outbox = outboxOf(...all.map((counter) => pending(counter)));
  const first = next(outbox);
  assert.deepEqual(first, all.slice(0, 64));
  assert.deepEqual(next(outbox), []);
  outbox.acknowledged(first, first, 5);
  assert.deepEqual(next(outbox), [65, 66]);
});

test("a push stays below its bytes, but a large entry goes alone", () => {
  assert.deepEqual(next(outboxOf(pending(1, 256 * 1024 + 1), pending(2))), [1]);
  assert.deepEqual(next(outboxOf(pending(1, 256 * 1024 - 5), pending(2))), [1]);
});

test("a lost connection sends again and then waits for the log to tell the time of receipt", () => {
  const outbox = outboxOf(pending(1));
  next(outbox);
  outbox.disconnected();
  assert.deepEqual(next(outbox), [1]);
  assert.deepEqual(outbox.acknowledged([1], [7], 99), []);
  assert.deepEqual([outbox.awaitingLog, outbox.size], [true, 1]);
  assert.deepEqual(next(outbox), []);
  assert.ok(outbox.seenInLog(1));
  assert.deepEqual([outbox.awaitingLog, outbox.size], [false, 0]);
});

test("what comes from the disk may have been sent", () => {
  const outbox = new Outbox([pending(2), pending(1)]);
  assert.deepEqual(next(outbox), [1, 2]);
  assert.deepEqual(outbox.acknowledged([1, 2], [7, 8], 99), []);
});

test("an acknowledged entry leaves", () => {
  const outbox = outboxOf(pending(1));
  next(outbox);
  const [done] = outbox.acknowledged([1], [7], 99);
  assert.deepEqual([done?.seq, done?.received, outbox.size], [7, 99, 0]);
});

test("a permanent refusal sets one aside and the rest goes on", () => {
  const outbox = outboxOf(pending(1), pending(2));
  next(outbox);
  outbox.refused("permanent", "too-large", 1, 0);
  outbox.acknowledged([1, 2], [0, 7], 99);
  assert.deepEqual([...outbox.setAside], [[1, "too-large"]]);
  assert.deepEqual(
    outbox.entries().map((one) => one.counter),
    [1],
  );
  assert.deepEqual(next(outbox), []);
});

test("a full server holds the queue for a while and loses nothing", () => {
  const outbox = outboxOf(pending(1));
  next(outbox);
  outbox.refused("retry", "storage-full", 0, 500);
  assert.deepEqual(next(outbox, 499), []);
  assert.deepEqual(next(outbox, 500), [1]);
});

const [A, B] = [hex(ACCOUNT), hex(DEVICE)];
const digest = (text: string) => sha256Now(utf8(text));

function placed(seq: number, device: string, counter: number, more: Partial<Placed> = {}): Placed {
  const name = `${device} ${counter}`;
  const seen = {
    seenSeq: 0,
    seenHash: NO_HASH,
    stranger: false,
    hole: false,
    covers: [],
    restarts: null,
    prev: NO_HASH,
  };
  return { seq, device, counter, envelopeHash: digest(`envelope ${name}`), hash: digest(name), ...seen, ...more };
}

const A1 = placed(1, A, 1);
const B1 = placed(2, B, 1, { seenSeq: 1, seenHash: nextChain(NO_HASH, 1, A1.envelopeHash) });
const A2 = placed(3, A, 2, { prev: A1.hash! });

function take(replica: Replica, ...items: Placed[]) {
  return replica.arrived(items[0]!.seq, items.at(-1)!.seq, items, 3, true);
}

function withTwo(): Replica {
  const replica = new Replica();
  assert.deepEqual(take(replica, A1, B1), { is: "take", seqs: [1, 2] });
  return replica;
}

test("entries are taken in order, and what is known is dropped", () => {
  const replica = withTwo();
  assert.deepEqual(take(replica, B1, A2), { is: "take", seqs: [3] });
  assert.equal(replica.cursor, 3);
  assert.deepEqual(new Replica(replica.state()).seen(), replica.seen());
});

test("a hole means pulling again", () => {
  const replica = new Replica();
  assert.deepEqual(replica.arrived(2, 2, [B1], 3, false), { is: "gap", after: 0 });
  assert.equal(replica.cursor, 0);
});

test("the cursor walks over own acknowledged entries", () => {
  const replica = new Replica();
  assert.equal(replica.acknowledged(B1), null);
  assert.equal(replica.cursor, 0);
  take(replica, A1);
  assert.equal(replica.cursor, 2);
  assert.deepEqual(take(replica, A2), { is: "take", seqs: [3] });
});

test("what cannot be right is named and not taken", () => {
  const replica = withTwo();
  const before = replica.state();
  const wrong: [Placed, string][] = [
    [{ ...A2, prev: digest("other") }, "forked"],
    [placed(3, A, 4, { prev: digest("unseen") }), "dropped"],
    [{ ...A1, seq: 3 }, "replayed"],
    [{ ...A2, seenSeq: 3 }, "reordered"],
    [{ ...A2, seenSeq: 1, seenHash: NO_HASH }, "forked"],
    [{ ...A2, stranger: true }, "stranger"],
    [{ ...B1, envelopeHash: digest("changed") }, "forked"],
  ];
  for (const [item, what] of wrong) assert.deepEqual(take(replica, item), { is: "tampered", what });
  assert.deepEqual(replica.arrived(3, 2, [], 1, true), { is: "tampered", what: "rolled-back" });
  assert.deepEqual(replica.arrived(3, 4, [A2], 4, true), { is: "tampered", what: "dropped" });
  assert.deepEqual(replica.state(), before);
  assert.deepEqual(take(replica, A2), { is: "take", seqs: [3] });
});

test("a parked entry does not stop the cursor, and its device goes on", () => {
  const replica = new Replica();
  take(replica, placed(1, A, 1, { hash: null }));
  assert.deepEqual([...replica.parked], [1]);
  const follows = placed(2, A, 2, { prev: digest("unknown") });
  assert.deepEqual(take(replica, follows), { is: "take", seqs: [2] });
});

test("a gap that the author made is no alarm", () => {
  assert.deepEqual(take(withTwo(), placed(3, A, 5, { prev: A1.hash! })), { is: "take", seqs: [3] });
});

test("another generation of the log is told", () => {
  const replica = new Replica();
  assert.equal(replica.opened(utf8("one")), true);
  assert.equal(replica.opened(utf8("one")), true);
  assert.equal(replica.opened(utf8("two")), false);
});

function at(ms: number, fields: Change["fields"]): Change {
  return { type: "leaf", id: ACCOUNT, stamp: makeStamp(ms), fields };
}

test("a deletion holds until something newer", () => {
  const record = (ms: number, fields: Change["fields"]) => asRecord(at(ms, fields), ACCOUNT);
  const deleted = merge(record(1, { text: "x" }), record(2, { deleted: true }));
  assert.ok(gone(deleted));
  assert.ok(!gone(merge(deleted, record(3, { text: "y" }))));
  assert.ok(!gone(merge(deleted, record(3, { deleted: false }))));
  assert.ok(gone(merge(record(2, { text: "same change" }), record(2, { deleted: true }))));
  assert.ok(!gone(record(1, { deleted: 1 })));
});

test("a change from ten years ahead gives way ten minutes later", () => {
  const now = 1_795_000_000_000;
  const document = new DocumentState("days/2026-11");
  document.confirm(ACCOUNT, now, [at(now * 2, { text: "from the future" })]);
  document.confirm(DEVICE, now + MAX_AHEAD_MS + 1, [at(now + MAX_AHEAD_MS + 1, { text: "now" })]);
  assert.equal([...document.records().values()][0]?.fields.text?.value, "now");
});
