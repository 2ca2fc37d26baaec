/** The lock on a real store: what lies on the phone opens nothing, whatever is cut off, and no wrong try deletes. */
import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { argon2id } from "@noble/hashes/argon2.js";
import { Malformed } from "../../client_static/src/crypto/errors.ts";
import * as suite from "../../client_static/src/crypto/suite.ts";
import { isLong, plain } from "../../client_static/src/lock/plain.ts";
import { onDatabase } from "../../client_static/src/storage/database.ts";
import {
  changeLock,
  type Lock,
  pauseLeft,
  type Stretch,
  setLock,
  takeLockOff,
  unlock,
} from "../../client_static/src/storage/lock.ts";
import { context, Store } from "../../client_static/src/storage/store.ts";

globalThis.navigator ??= {} as Navigator; // Node before 21 has none

/** As in the worker, with the least effort that noble allows: these tests are about the lock. */
const stretch: Stretch = async (secret, { salt }) =>
  argon2id(secret, salt, { m: 8, t: 1, p: 1, dkLen: 32 }) as Awaited<ReturnType<Stretch>>;
const NUMBER = { kind: "number", delay: 1, secret: "482 193" } as const;
const MANY = 100;
const begun = () => undefined;

async function written(): Promise<Store> {
  await (await Store.open()).destroy();
  const store = await Store.open();
  await store.write(Array.from({ length: MANY }, (_, i) => [`row/${i}`, { words: `page ${i}` }] as const));
  return store;
}

async function expectAll(store: Store): Promise<void> {
  const rows = await store.readAll<{ words: string }>("row/");
  assert.equal(rows.size, MANY);
  for (let i = 0; i < MANY; i++) assert.equal(rows.get(`row/${i}`)?.words, `page ${i}`);
}

function kept(): Promise<{ keys: string[]; lock: Lock | undefined; rows: [string, Uint8Array][] }> {
  return onDatabase(async (database) => ({
    keys: await database.getAllKeys("keys"),
    lock: await database.get("lock", "lock"),
    rows: (await Promise.all([database.getAllKeys("rows"), database.getAll("rows")])).reduce(
      (names, values) => names.map((name, i) => [name, values[i]]) as never,
    ) as never,
  }));
}

async function open(secret: string, now?: number): Promise<Store> {
  const tried = await unlock(secret, stretch, now);
  assert.equal(tried.is, "open");
  return tried.is === "open" ? tried.store : assert.fail();
}

test("E8: with a lock no key on the phone opens a row; the number does, however it is typed", async () => {
  const before = await written();
  const vault = await onDatabase((database) => database.get("keys", "vault"));
  await expectAll(await setLock(NUMBER, begun, stretch));
  const { keys, rows } = await kept();
  assert.deepEqual(keys, ["phone"]);
  const phone = (await onDatabase((database) => database.get("keys", "phone")))!;
  for (const key of [phone, vault!]) {
    assert.equal(key.extractable, false);
    for (const [name, row] of rows) await assert.rejects(suite.open(key, context(name), row));
  }
  const shut = await Store.open();
  assert.ok(shut.locked);
  await assert.rejects(shut.read("row/1"));
  assert.equal(await Store.openKnown(), null, "the service worker has no key either");
  await assert.rejects(before.write([["row/1", { words: "lost" }]]), "rows of the old key would be noise");
  for (const typed of ["482193", "482-193", "٤٨٢١٩٣"]) await expectAll(await open(typed));
});

test("E8: a wrong number opens nothing and deletes nothing; after some the next try waits", async () => {
  await written();
  await setLock(NUMBER, begun, stretch);
  const now = Date.now();
  for (const ms of [0, 0, 5000]) assert.deepEqual(await unlock("111111", stretch, now), { is: "wrong", ms });
  assert.deepEqual(await unlock("482193", stretch, now + 1000), { is: "wait", ms: 4000 });
  assert.deepEqual(await unlock("111111", stretch, now + 5000), { is: "wrong", ms: 15_000 });
  assert.deepEqual(await takeLockOff("482193", begun, stretch), null, "nor round another corner");
  assert.equal(pauseLeft({ tries: 50, until: now * 9 }, 0), 300_000, "a clock that was wrong locks nobody out");
  await expectAll(await open("482193", now + 20_000));
  assert.equal((await kept()).lock?.tries, 0);
});

test("a try that is cut off counts as one", async () => {
  await written();
  await setLock(NUMBER, begun, stretch);
  void unlock("111111", () => new Promise(() => undefined));
  await new Promise((done) => setTimeout(done, 50));
  assert.equal((await kept()).lock?.tries, 1);
});

test("other words, and off again: what was written is there each time", async () => {
  await written();
  await setLock(NUMBER, begun, stretch);
  const words = { kind: "words", delay: 5, secret: "Kettle  Allotment\u0065\u0301" } as const;
  assert.equal(await changeLock("000000", words, stretch), null);
  assert.equal((await changeLock("482193", words, stretch))?.delay, 5);
  assert.equal((await unlock("482193", stretch)).is, "wrong");
  const locked = await open(" Kettle Allotment\u00e9 ");
  let calls = 0;
  const bare = await takeLockOff("Kettle Allotment\u00e9", () => void calls++, stretch);
  assert.equal(calls, 1);
  await expectAll(bare!);
  await expectAll(await Store.open());
  const { keys, lock } = await kept();
  assert.deepEqual([keys, lock], [["vault"], undefined]);
  await assert.rejects(locked.write([["row/1", { words: "lost" }]]));
});

test("setting or taking off that was cut off half-way is finished by the next unlocking", async () => {
  for (const way of ["set", "off"] as const) {
    await written();
    const cut = () => {
      throw new Error("the phone is dead");
    };
    const off = way === "off";
    if (off) await setLock(NUMBER, begun, stretch);
    await assert.rejects(off ? takeLockOff("482193", cut, stretch) : setLock(NUMBER, cut, stretch));
    assert.deepEqual((await kept()).keys, ["phone", "vault"]);
    // Some rows were moved already.
    const open_ = (await onDatabase((database) => database.get("keys", "vault")))!;
    assert.ok((await Store.open()).locked);
    if (off) {
      const row = { words: "page 7" };
      const { encode } = await import("@msgpack/msgpack");
      const sealed = await suite.seal(open_, context("row/7"), encode(row));
      await onDatabase((database) => database.put("rows", sealed, "row/7"));
    }
    await expectAll(await open("482193"));
    assert.deepEqual((await kept()).keys, ["phone"]);
    await expectAll(await open("482193"));
  }
});

test("a lock that asks for too little work, or far too much, is not used", async () => {
  await written();
  await setLock(NUMBER, begun, stretch);
  const { lock } = await kept();
  for (const change of [{ memory: 8 }, { memory: 4_194_304 }, { passes: 1 }, { passes: 17 }, { passes: 2.5 }]) {
    await onDatabase((database) => database.put("lock", { ...lock!, ...change }, "lock"));
    await assert.rejects(unlock("482193", stretch), Malformed);
  }
});

test("six digits in any script are a number, eight letters are words", () => {
  assert.deepEqual(
    ["12345", "123456", "12 34 56", "٤٨٢١٩٣", "12345a"].map((typed) => isLong("number", typed)),
    [false, true, true, true, false],
  );
  assert.ok(isLong("words", "oddly put"));
  assert.ok(!isLong("words", "  short "));
  assert.equal(plain("words", " a\tb  c "), "a b c");
});
