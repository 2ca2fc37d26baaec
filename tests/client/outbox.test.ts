/** The outbox against a server that always keeps what arrives, over a network that loses any answer. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Outbox, type Pending } from "../../client_static/src/sync/outbox.ts";

function pending(counter: number, size = 10): Pending {
  const empty = new Uint8Array(0);
  return { counter, document: "days/2026-11", content: empty, envelope: new Uint8Array(size), hash: empty };
}

function counters(batch: readonly Pending[]): number[] {
  return batch.map((one) => one.counter);
}

function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

test("whatever the network does, an entry leaves only when the server answered for it or the log has it", () => {
  const step = fc.oneof(
    fc.constant("add" as const),
    fc.constant("push" as const),
    fc.constant("lose" as const),
    fc.constant("answer" as const),
    fc.constant("busy" as const),
    fc.constant("pull" as const),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const outbox = new Outbox();
      const inLog = new Map<number, number>(); // of the server, counter to the time that it received it
      const left = new Map<number, number>(); // counter to the time that the phone believes
      let [added, now, sent] = [0, 0, [] as number[]];
      for (const action of [...steps, "lose", "push", "answer", "pull"] as const) {
        now += 1;
        if (action === "add") outbox.add(pending(++added));
        if (action === "push" && sent.length === 0) {
          sent = counters(outbox.nextPush(Number.POSITIVE_INFINITY));
          // It arrives in any case; only the answer may be lost.
          for (const counter of sent) if (!inLog.has(counter)) inLog.set(counter, now);
        }
        if (action === "answer" && sent.length > 0) {
          const seqs = sent.map((counter) => [...inLog.keys()].indexOf(counter) + 1);
          for (const one of outbox.acknowledged(sent, seqs, now)) left.set(one.pending.counter, one.received);
          sent = [];
        }
        if (action === "busy" && sent.length > 0) {
          outbox.refused("retry", "busy", 0, now);
          sent = [];
        }
        if (action === "lose") {
          outbox.disconnected();
          sent = [];
        }
        if (action === "pull")
          for (const [counter, received] of inLog) if (outbox.seenInLog(counter)) left.set(counter, received);
        for (const counter of upTo(added)) assert.ok(outbox.has(counter) !== left.has(counter));
        for (const counter of left.keys()) assert.ok(inLog.has(counter));
      }
      assert.equal(outbox.size, 0);
    }),
  );
});
