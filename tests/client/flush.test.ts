/** What the service worker sends, and when it sends nothing: the real store, against a server of a few lines. */
import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { decode, encode } from "@msgpack/msgpack";
import fc from "fast-check";
import { type Bytes, hex } from "../../client_static/src/crypto/encoding.ts";
import { proofInput } from "../../client_static/src/crypto/proof.ts";
import * as suite from "../../client_static/src/crypto/suite.ts";
import { type Account, newAccount } from "../../client_static/src/diary/account.ts";
import { flush } from "../../client_static/src/diary/flush.ts";
import { Store } from "../../client_static/src/storage/store.ts";
import { NoNetwork } from "../../client_static/src/transport/http.ts";

const ORIGIN = "http://newleaf.test";
const LOG_ID = new Uint8Array(16).fill(7);
const NONCE = new Uint8Array(32).fill(9);
Object.assign(globalThis, { location: { origin: ORIGIN } });

/** Keeps what is pushed by a device that proved itself; every call is counted. */
class Server {
  calls = 0;
  logId: Bytes = LOG_ID;
  head = 5;
  refuseAfter = Number.POSITIVE_INFINITY; // pushes
  reachable = true;
  readonly pushes: number[][] = []; // the counters of each
  readonly spaces: string[] = []; // of each
  readonly kept = new Set<number>();
  readonly #devicePublic: Bytes;
  readonly #who: { accountId: Bytes; deviceId: Bytes };
  #proven = false;

  constructor(who: { accountId: Bytes; deviceId: Bytes }, devicePublic: Bytes) {
    this.#who = who;
    this.#devicePublic = devicePublic;
    globalThis.fetch = async (_path, init) => {
      this.calls += 1;
      if (!this.reachable) throw new TypeError("no network");
      const said: unknown[] = [];
      for (const frame of decode(init?.body as Uint8Array) as unknown[][]) said.push(await this.#answer(frame));
      const headers = { "content-type": "application/x-msgpack" };
      return new Response(encode(said.filter((one) => one !== null)).slice(), { headers });
    };
  }

  async #answer([tag, ...fields]: unknown[]): Promise<unknown> {
    const welcome = ["welcome", 1, this.logId, 5, [1, 1, 1, 1]];
    if (tag === "hello") return this.#proven ? welcome : ["challenge", NONCE, 60_000];
    if (tag === "auth") {
      const input = { origin: ORIGIN, purpose: "device" as const, ...this.#who, nonce: NONCE, expires: 60_000 };
      try {
        await suite.verify(this.#devicePublic, proofInput(input), fields[1] as Bytes);
      } catch {
        return ["refused", 0, "reauth", "bad-signature", "", 0, -1];
      }
      this.#proven = true;
      return welcome;
    }
    const [id, space, rest] = fields as [number, Bytes, number | Bytes[]];
    if (!this.#proven) return ["refused", id, "reauth", "signed-out", "", 0, -1];
    if (tag === "pull") return ["entries", id, space, (rest as number) + 1, rest, [], this.head];
    if (this.pushes.length >= this.refuseAfter) return ["refused", id, "retry", "storage-full", "", 60_000, -1];
    const counters = (rest as Bytes[]).map((envelope) =>
      new DataView(envelope.buffer, envelope.byteOffset).getUint32(0),
    );
    this.pushes.push(counters);
    this.spaces.push(hex(space));
    for (const counter of counters) this.kept.add(counter);
    return ["pushed", id, space, counters.map((counter) => this.head + counter), 5];
  }
}

/** A phone whose outbox holds entries of these sizes; an entry here is no more than its counter and zeros. */
async function phone(sizes: readonly number[]): Promise<{ store: Store; server: Server }> {
  await (await Store.open()).destroy();
  const store = await Store.open();
  const account = { ...(await newAccount()), registered: true };
  await store.write([
    ["account", account],
    ["replica", { cursor: 5, logId: LOG_ID }],
    ...sizes.map((size, index) => {
      const envelope = new Uint8Array(4 + size);
      new DataView(envelope.buffer).setUint32(0, index + 1);
      const row = `outbox/${String(index + 1).padStart(12, "0")}`;
      return [row, { counter: index + 1, document: "", content: envelope, envelope, hash: envelope }] as const;
    }),
  ]);
  return { store, server: new Server(account, account.devicePublic) };
}

test("everything is sent once, in the order of the counters, and nothing leaves the store", async () => {
  const sizes = fc.array(fc.oneof(fc.integer({ min: 0, max: 400 }), fc.constant(100_000)), { maxLength: 150 });
  await fc.assert(
    fc.asyncProperty(sizes, async (sizes) => {
      const { store, server } = await phone(sizes);
      const before = await store.names("");
      await flush(store);
      assert.deepEqual(
        server.pushes.flat(),
        sizes.map((_, index) => index + 1),
      );
      for (const counters of server.pushes) {
        const bytes = counters.reduce((sum, counter) => sum + sizes[counter - 1]! + 4, 0);
        assert.ok(counters.length <= 64 && (bytes <= 256 * 1024 || counters.length === 1));
      }
      assert.deepEqual(await store.names(""), before);
    }),
    { numRuns: 12 },
  );
});

const SILENT: Record<string, (store: Store, server: Server) => Promise<unknown>> = {
  "the account is not acknowledged": async (store) => {
    const account = await store.read<object>("account");
    await store.write([["account", { ...account, registered: false }]]);
  },
  "the log was never read": (store) => store.write([], ["replica"]),
  "there is an alarm": (store) => store.write([["alarms", ["rolled-back"]]]),
  "nothing began here": (store) => store.write([], ["account"]),
};
for (const [when, make] of Object.entries(SILENT)) {
  test(`the server hears nothing where ${when}`, async () => {
    const { store, server } = await phone([10, 10]);
    await make(store, server);
    await flush(store);
    assert.equal(server.calls, 0);
  });
}

test("nothing is pushed into a log of another generation, nor into one that is shorter than it was", async () => {
  for (const change of [{ logId: new Uint8Array(16) }, { head: 4 }]) {
    const { store, server } = await phone([10, 10]);
    Object.assign(server, change);
    await flush(store);
    assert.ok(server.calls > 0);
    assert.deepEqual(server.pushes, []);
  }
});

test("nothing is pushed by a device whose proof is refused", async () => {
  const { store, server } = await phone([10]);
  const account = await store.read<Account>("account");
  await store.write([["account", { ...account, signingSeed: suite.randomBytes(32) }]]);
  await flush(store);
  assert.deepEqual(server.pushes, []);
});

test("a refusal ends it; what was kept stays in the store all the same", async () => {
  const { store, server } = await phone(Array.from({ length: 200 }, () => 10));
  server.refuseAfter = 2;
  await flush(store);
  assert.equal(server.pushes.length, 2);
  assert.equal(server.kept.size, 128);
  assert.equal((await store.names("outbox/")).length, 200);
});

test("what waits in talks is sent after the diary's; a talk with an alarm, or that was never read, is left alone", async () => {
  const { store, server } = await phone([10]);
  const account = (await store.read<Account>("account"))!;
  const [read, wrong, unread] = ["a1", "b2", "c3"].map((digits) => digits.repeat(16));
  const [[, pending]] = [...(await store.readAll("outbox/"))] as [[string, object]];
  const replica = { cursor: 5, logId: LOG_ID };
  await store.write([
    ...[read, wrong, unread].map((talk) => [`talk/${talk}/outbox/000000000001`, pending] as const),
    ...[read, wrong].map((talk) => [`talk/${talk}/replica`, replica] as const),
    [`talk/${wrong}/alarms`, ["members"]],
    [`talk-of/${read}`, {}],
  ]);
  await flush(store);
  assert.deepEqual(server.spaces, [hex(account.spaceId), read]);
});

test("without a network it fails, so that the browser asks again", async () => {
  const { store, server } = await phone([10]);
  server.reachable = false;
  await assert.rejects(flush(store), NoNetwork);
});

test("where the key of the store is not there, nothing is opened and none is made", async () => {
  const { store } = await phone([10]);
  await store.destroy();
  assert.equal(await Store.openKnown(), null);
  assert.equal(await Store.openKnown(), null);
});
