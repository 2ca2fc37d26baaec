/** A store in this page's memory: for a borrowed tablet, where nothing may stay behind (mission D12). */
import { encode } from "@msgpack/msgpack";
import { unpack } from "../crypto/msgpack.ts";
import type { Row, Rows } from "./store.ts";

export class MemoryStore implements Rows {
  readonly #rows = new Map<string, Uint8Array>();

  async destroy(): Promise<void> {
    for (const bytes of this.#rows.values()) bytes.fill(0);
    this.#rows.clear();
  }

  async read<T>(name: string): Promise<T | undefined> {
    const row = this.#rows.get(name);
    return row && (unpack(row) as T);
  }

  async readAll<T>(prefix: string): Promise<Map<string, T>> {
    const names = await this.names(prefix);
    return new Map(names.map((name) => [name, unpack(this.#rows.get(name)!) as T]));
  }

  async names(prefix: string): Promise<string[]> {
    return [...this.#rows.keys()].filter((name) => name.startsWith(prefix)).sort();
  }

  async write(puts: readonly Row[], removals: readonly string[] = []): Promise<void> {
    for (const [name, value] of puts) this.#rows.set(name, encode(value).slice());
    for (const name of removals) this.#rows.delete(name);
  }
}
