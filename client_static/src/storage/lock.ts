/**
 * The lock that the person may set on this phone: a number or a few words, without which no row can be opened.
 *
 *     KEK   = HKDF(HMAC(phone, Argon2id(secret, salt, memory, passes)), "newleaf/v1/device/pin")
 *     vault = 32 fresh random bytes, kept only as Cobblestone(KEK, PAE("newleaf/v1/device/lock", id, salt, ...), vault)
 *
 * Rule 1: `phone` is a key that the browser keeps and shows no script: a script can guess on this phone only, slowly.
 *         Whoever copies the browser's own files has it too; then the secret is all that is left.
 * Rule 2: setting a lock seals every row anew, with a key that never lay on the phone open; taking it off likewise.
 * Rule 3: that may be cut off at any moment. Where there are both a lock and an open vault key, some rows are sealed
 *         with the one and some with the other; the next unlocking brings all under the lock.
 * Rule 4: a wrong try makes the next one wait longer. It never deletes anything.
 */
import { type Bytes, hex, pae, u32, utf8 } from "../crypto/encoding.ts";
import { Malformed, NotAuthentic } from "../crypto/errors.ts";
import * as suite from "../crypto/suite.ts";
import type { LockChoice } from "../diary/model.ts";
import { plain } from "../lock/plain.ts";
import { onDatabase } from "./database.ts";
import { context, Store } from "./store.ts";
import { inWorker } from "./stretch.ts";

/** How hard guessing is made. */
export interface Effort {
  readonly salt: Bytes;
  readonly memory: number; // KiB
  readonly passes: number;
}

export interface Lock extends Effort, LockChoice {
  readonly id: string; // of the keys that rows are sealed with now
  readonly sealed: Bytes; // the vault key
  readonly tries: number; // that were wrong, one after the other
  readonly until: number; // milliseconds: no try before
}

export type Choice = LockChoice & { readonly secret: string };
/** Argon2id, 32 bytes; slow by design, so the caller says where it runs. */
export type Stretch = (secret: Bytes, effort: Effort) => Promise<Bytes>;

export type Tried =
  | { readonly is: "open"; readonly store: Store }
  | { readonly is: "wrong"; readonly ms: number } // so long until the next try
  | { readonly is: "wait"; readonly ms: number }
  | { readonly is: "gone" }; // another tab took the lock off

const MEMORY = { now: 19_456, most: 262_144 } as const;
const PASSES = { now: 2, most: 16 } as const;
const PAUSES_S = [0, 0, 0, 5, 15, 30, 60, 120, 300]; // after so many wrong tries; the last one for all that follow
const BATCH = 32; // rows at a time, so that photos of years need little memory
const VAULT_LOCK = "newleaf-vault";

/** Sets a lock where there is none. `begun`: no other tab can write from here on. */
export function setLock(choice: Choice, begun: () => void, stretch: Stretch = inWorker): Promise<Store> {
  return alone(async () => {
    const open = await onDatabase((database) => database.get("keys", "vault"));
    if (open === undefined || (await read()) !== undefined) throw new Error("there is a lock already");
    const phone = await suite.newSealKey();
    const vault = suite.randomBytes(32);
    const lock = await seal(vault, { ...choice, id: newId() }, phone, stretch);
    await onDatabase(async (database) => {
      const transaction = database.transaction(["keys", "lock"], "readwrite", { durability: "strict" });
      void transaction.objectStore("keys").put(phone, "phone");
      void transaction.objectStore("lock").put(lock, "lock");
      await transaction.done;
    });
    begun();
    return underLock(vault, lock);
  });
}

/** Opens the store with what the person typed. */
export function unlock(secret: string, stretch: Stretch = inWorker, now = Date.now()): Promise<Tried> {
  return alone(async () => {
    const lock = await read();
    if (lock === undefined) return { is: "gone" };
    const ms = pauseLeft(lock, now);
    if (ms > 0) return { is: "wait", ms };
    const vault = await vaultOf(lock, secret, stretch, now);
    if (vault === null) return { is: "wrong", ms: pauseAfter(lock.tries + 1) };
    const fresh = { ...lock, tries: 0, until: 0 };
    await put(fresh);
    return { is: "open", store: await underLock(vault, fresh) };
  });
}

/** Another number, other words, another delay. null where `secret`, the one of now, is wrong. */
export function changeLock(secret: string, choice: Choice, stretch: Stretch = inWorker): Promise<Lock | null> {
  return alone(async () => {
    const lock = await read();
    const vault = lock && (await vaultOf(lock, secret, stretch, Date.now()));
    const phone = await phoneKey();
    if (!lock || !vault || !phone) return null;
    const changed = await seal(vault, { ...choice, id: lock.id }, phone, stretch);
    await put(changed);
    return changed;
  });
}

/** How soon it locks; for that nobody is asked for anything. */
export function changeDelay(delay: number): Promise<void> {
  return alone(async () => {
    const lock = await read();
    if (lock !== undefined) await put({ ...lock, delay });
  });
}

/** Asked before anything is halted, so that a wrong try disturbs nothing. */
export function isRight(secret: string, stretch: Stretch = inWorker): Promise<boolean> {
  return alone(async () => {
    const lock = await read();
    return lock !== undefined && (await vaultOf(lock, secret, stretch, Date.now())) !== null;
  });
}

/** null where `secret` is wrong. `begun`: no other tab can write from here on. */
export function takeLockOff(secret: string, begun: () => void, stretch: Stretch = inWorker): Promise<Store | null> {
  return alone(async () => {
    const lock = await read();
    const vault = lock && (await vaultOf(lock, secret, stretch, Date.now()));
    const phone = await phoneKey();
    if (!lock || !vault || !phone) return null;
    const open = await suite.newSealKey();
    const leaving = await seal(vault, { ...lock, secret, id: newId() }, phone, stretch);
    await onDatabase(async (database) => {
      const transaction = database.transaction(["keys", "lock"], "readwrite", { durability: "strict" });
      void transaction.objectStore("keys").put(open, "vault");
      void transaction.objectStore("lock").put(leaving, "lock");
      await transaction.done;
    });
    begun();
    await sealAnew(await suite.sealKey(vault), open);
    await onDatabase(async (database) => {
      const transaction = database.transaction(["keys", "lock"], "readwrite", { durability: "strict" });
      void transaction.objectStore("keys").delete("phone");
      void transaction.objectStore("lock").delete("lock");
      await transaction.done;
    });
    return new Store(open, null);
  });
}

/** Milliseconds until the next try. A clock that was turned back makes nobody wait longer than the longest pause. */
export function pauseLeft({ until, tries }: Pick<Lock, "until" | "tries">, now: number): number {
  return Math.max(0, Math.min(until - now, pauseAfter(tries)));
}

/** The same for the lock that is on this phone. */
export async function pauseNow(): Promise<number> {
  const lock = await read();
  return lock === undefined ? 0 : pauseLeft(lock, Date.now());
}

export function pauseAfter(tries: number): number {
  return PAUSES_S[Math.min(tries, PAUSES_S.length - 1)]! * 1000;
}

/** The vault key's bytes, or null where the secret is wrong: that is counted before it is known. */
async function vaultOf(lock: Lock, secret: string, stretch: Stretch, now: number): Promise<Bytes | null> {
  const phone = await phoneKey();
  if (phone === undefined || pauseLeft(lock, now) > 0) return null;
  const tries = lock.tries + 1;
  await put({ ...lock, tries, until: now + pauseAfter(tries) });
  try {
    const vault = await suite.open(await kekOf(phone, lock, secret, stretch), binding(lock), lock.sealed);
    await put(lock);
    return vault;
  } catch (problem) {
    if (problem instanceof NotAuthentic) return null;
    await put(lock);
    throw problem;
  }
}

async function seal(
  vault: Bytes,
  { secret, kind, delay, id }: Choice & Pick<Lock, "id">,
  phone: CryptoKey,
  stretch: Stretch,
): Promise<Lock> {
  const effort = { salt: suite.randomBytes(16), memory: MEMORY.now, passes: PASSES.now };
  const bare = { ...effort, id, kind, delay, tries: 0, until: 0 };
  const sealed = await suite.seal(await kekOf(phone, bare, secret, stretch), binding(bare), vault);
  return { ...bare, sealed };
}

type Bare = Omit<Lock, "sealed">;

async function kekOf(phone: CryptoKey, lock: Bare, secret: string, stretch: Stretch): Promise<CryptoKey> {
  const { memory, passes, salt } = lock;
  const right = within(memory, MEMORY) && within(passes, PASSES) && salt.length === 16;
  if (!right) throw new Malformed("not how a lock is made");
  const stretched = await stretch(utf8(plain(lock.kind, secret)), { memory, passes, salt });
  const bound = await suite.hmacUnseen(phone, stretched);
  return suite.sealKey(await suite.hkdf(bound, "newleaf/v1/device/pin"));
}

function within(value: number, { now, most }: { readonly now: number; readonly most: number }): boolean {
  return Number.isInteger(value) && value >= now && value <= most;
}

function binding({ id, salt, memory, passes }: Bare): Bytes {
  return pae("newleaf/v1/device/lock", utf8(id), salt, u32(memory), u32(passes));
}

/** Every row under the lock; the open key, if one is left, goes when that is done. */
async function underLock(vault: Bytes, lock: Lock): Promise<Store> {
  const key = await suite.sealKey(vault);
  vault.fill(0);
  const open = await onDatabase((database) => database.get("keys", "vault"));
  if (open !== undefined) {
    await sealAnew(open, key);
    await onDatabase((database) => database.delete("keys", "vault"));
  }
  return new Store(key, lock);
}

/** Nobody else writes meanwhile: see rule 3 of the store. */
async function sealAnew(from: CryptoKey, to: CryptoKey): Promise<void> {
  const names = await onDatabase((database) => database.getAllKeys("rows"));
  for (let at = 0; at < names.length; at += BATCH) {
    const batch = names.slice(at, at + BATCH);
    const old = await onDatabase((database) => {
      const store = database.transaction("rows").store;
      return Promise.all(batch.map((name) => store.get(name)));
    });
    const fresh = await Promise.all(batch.map((name, index) => moved(name, old[index]!, from, to)));
    await onDatabase(async (database) => {
      const transaction = database.transaction("rows", "readwrite", { durability: "strict" });
      for (const [index, name] of batch.entries()) void transaction.store.put(fresh[index]!, name);
      await transaction.done;
    });
  }
}

async function moved(name: string, row: Uint8Array, from: CryptoKey, to: CryptoKey): Promise<Uint8Array> {
  try {
    return await suite.seal(to, context(name), await suite.open(from, context(name), row));
  } catch (problem) {
    if (problem instanceof NotAuthentic) return row; // moved before it was cut off
    throw problem;
  }
}

function newId(): string {
  return hex(suite.randomBytes(8));
}

function read(): Promise<Lock | undefined> {
  return onDatabase((database) => database.get("lock", "lock"));
}

function phoneKey(): Promise<CryptoKey | undefined> {
  return onDatabase((database) => database.get("keys", "phone"));
}

async function put(lock: Lock): Promise<void> {
  await onDatabase((database) => database.put("lock", lock, "lock"));
}

/** One tab at a time. */
function alone<T>(work: () => Promise<T>): Promise<T> {
  return globalThis.navigator && "locks" in navigator
    ? (navigator.locks.request(VAULT_LOCK, work) as Promise<T>)
    : work();
}
