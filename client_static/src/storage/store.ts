/**
 * The phone's own store: rows by name, each sealed with the vault key before a transaction is opened.
 *
 * Rule 1: awaiting WebCrypto inside a transaction ends it in Firefox and WebKit, so sealing always comes first.
 * Rule 2: what the person wrote is written with `durability: "strict"`; all puts and removals of a call are one transaction.
 */
import { encode } from "@msgpack/msgpack";
import { pae, utf8 } from "../crypto/encoding.ts";
import { unpack } from "../crypto/msgpack.ts";
import * as suite from "../crypto/suite.ts";
import { forget, onDatabase } from "./database.ts";

export type Row = readonly [name: string, value: unknown];

/** What a diary keeps: rows by name, and keys that are used without being seen. */
export interface Rows {
  destroy(): Promise<void>;
  readKey(name: string): Promise<CryptoKey | undefined>;
  writeKey(name: string, key: CryptoKey): Promise<void>;
  read<T>(name: string): Promise<T | undefined>;
  /** Every row whose name begins so, by name. */
  readAll<T>(prefix: string): Promise<Map<string, T>>;
  /** The names of rows that begin so; nothing is opened. */
  names(prefix: string): Promise<string[]>;
  /** All puts and removals at once, or none. */
  write(puts: readonly Row[], removals?: readonly string[]): Promise<void>;
}

export class Store implements Rows {
  readonly #vault: CryptoKey;

  private constructor(vault: CryptoKey) {
    this.#vault = vault;
  }

  static async open(): Promise<Store> {
    const fresh = await suite.newSealKey();
    const vault = await onDatabase(async (database) => {
      const transaction = database.transaction("keys", "readwrite");
      const known = await transaction.store.get("vault");
      if (known === undefined) await transaction.store.put(fresh, "vault");
      await transaction.done;
      return known ?? fresh;
    });
    return new Store(vault);
  }

  /** As it was left, or null where nothing began yet or its key is not there: nothing is made. */
  static async openKnown(): Promise<Store | null> {
    const vault = await onDatabase((database) => database.get("keys", "vault"));
    return vault === undefined ? null : new Store(vault);
  }

  /** Everything of this origin's diary is deleted, the keys first: without them the rows are noise. */
  async destroy(): Promise<void> {
    await onDatabase(async (database) => {
      await database.clear("keys");
      await database.clear("rows");
    });
    await forget();
  }

  readKey(name: string): Promise<CryptoKey | undefined> {
    return onDatabase((database) => database.get("keys", name));
  }

  async writeKey(name: string, key: CryptoKey): Promise<void> {
    await onDatabase((database) => database.put("keys", key, name));
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
      const transaction = database.transaction("rows", "readwrite", { durability: "strict" });
      for (const [name, bytes] of sealed) void transaction.store.put(bytes, name);
      for (const name of removals) void transaction.store.delete(name);
      await transaction.done;
    });
  }

  #seal(name: string, value: unknown): Promise<Uint8Array> {
    return suite.seal(this.#vault, context(name), encode(value));
  }

  async #open<T>(name: string, sealed: Uint8Array): Promise<T> {
    return unpack(await suite.open(this.#vault, context(name), sealed)) as T;
  }
}

function context(name: string): Uint8Array {
  return pae("newleaf/v1/vault", utf8(name));
}
