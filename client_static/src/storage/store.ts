/**
 * The phone's own store: rows by name, each sealed with the vault key before a transaction is opened.
 *
 * Rule 1: awaiting WebCrypto inside a transaction ends it in Firefox and WebKit, so sealing always comes first.
 * Rule 2: where the person set a lock (lock.ts), the vault key is nowhere on the phone in a form that opens anything.
 * Rule 3: a store whose lock another tab has set, or taken off, writes no more: its rows could not be opened.
 * Rule 4: what the person wrote is written with `durability: "strict"`; all puts and removals of a call are one transaction.
 */
import { encode } from "@msgpack/msgpack";
import { pae, utf8 } from "../crypto/encoding.ts";
import { unpack } from "../crypto/msgpack.ts";
import * as suite from "../crypto/suite.ts";
import { forget, onDatabase } from "./database.ts";
import type { Lock } from "./lock.ts";

export type Row = readonly [name: string, value: unknown];

/** What a diary keeps: rows by name. */
export interface Rows {
  destroy(): Promise<void>;
  read<T>(name: string): Promise<T | undefined>;
  /** Every row whose name begins so, by name. */
  readAll<T>(prefix: string): Promise<Map<string, T>>;
  /** The names of rows that begin so; nothing is opened. */
  names(prefix: string): Promise<string[]>;
  /** All puts and removals at once, or none. */
  write(puts: readonly Row[], removals?: readonly string[]): Promise<void>;
}

export class Store implements Rows {
  readonly #vault: CryptoKey | null;
  readonly lock: Lock | null;

  /** Without a key it is locked: it can be destroyed, and nothing else. */
  constructor(vault: CryptoKey | null, lock: Lock | null) {
    this.#vault = vault;
    this.lock = lock;
  }

  static async open(): Promise<Store> {
    const fresh = await suite.newSealKey();
    return onDatabase(async (database) => {
      const transaction = database.transaction(["keys", "lock"], "readwrite");
      const keys = transaction.objectStore("keys");
      const [lock, known] = await Promise.all([transaction.objectStore("lock").get("lock"), keys.get("vault")]);
      if (lock !== undefined) return new Store(null, lock);
      if (known === undefined) await keys.put(fresh, "vault");
      await transaction.done;
      return new Store(known ?? fresh, null);
    });
  }

  /** As it was left, or null where nothing began yet, or there is a lock: nothing is made. */
  static async openKnown(): Promise<Store | null> {
    const [lock, vault] = await onDatabase((database) =>
      Promise.all([database.get("lock", "lock"), database.get("keys", "vault")]),
    );
    return lock !== undefined || vault === undefined ? null : new Store(vault, null);
  }

  get locked(): boolean {
    return this.#vault === null;
  }

  /** The same without its key. */
  shut(): Store {
    return new Store(null, this.lock);
  }

  /** Everything of this origin's diary is deleted, the keys first: without them the rows are noise. */
  async destroy(): Promise<void> {
    await onDatabase(async (database) => {
      await database.clear("keys");
      await database.clear("rows");
      await database.clear("lock");
    });
    await forget();
  }

  async read<T>(name: string): Promise<T | undefined> {
    const sealed = await onDatabase((database) => database.get("rows", name));
    return sealed === undefined ? undefined : this.#open<T>(name, sealed);
  }

  /** Every row whose name begins so, by name. */
  async readAll<T>(prefix: string): Promise<Map<string, T>> {
    const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
    const [names, rows] = await onDatabase(async (database) => {
      const store = database.transaction("rows").store;
      return Promise.all([store.getAllKeys(range), store.getAll(range)]);
    });
    const opened = await Promise.all(rows.map((sealed, index) => this.#open<T>(names[index]!, sealed)));
    return new Map(opened.map((value, index) => [names[index]!, value]));
  }

  /** The names of rows that begin so; nothing is opened. */
  names(prefix: string): Promise<string[]> {
    return onDatabase((database) => database.getAllKeys("rows", IDBKeyRange.bound(prefix, `${prefix}\uffff`)));
  }

  async write(puts: readonly Row[], removals: readonly string[] = []): Promise<void> {
    const sealed = await Promise.all(puts.map(async ([name, value]) => [name, await this.#seal(name, value)] as const));
    await onDatabase(async (database) => {
      const transaction = database.transaction(["rows", "lock"], "readwrite", { durability: "strict" });
      const lock = await transaction.objectStore("lock").get("lock");
      if (lock?.id !== this.lock?.id) throw new Error("the lock was changed elsewhere");
      const store = transaction.objectStore("rows");
      for (const [name, bytes] of sealed) void store.put(bytes, name);
      for (const name of removals) void store.delete(name);
      await transaction.done;
    });
  }

  get #key(): CryptoKey {
    if (this.#vault === null) throw new Error("locked");
    return this.#vault;
  }

  async #seal(name: string, value: unknown): Promise<Uint8Array> {
    return suite.seal(this.#key, context(name), encode(value));
  }

  async #open<T>(name: string, sealed: Uint8Array): Promise<T> {
    return unpack(await suite.open(this.#key, context(name), sealed)) as T;
  }
}

/** Binds what is sealed to its place. */
export function context(name: string): Uint8Array {
  return pae("newleaf/v1/vault", utf8(name));
}
