/** The rows of one space in the phone's store: all their names begin with its own. */
import type { Row, Rows } from "./store.ts";

export class RowsOf implements Rows {
  readonly #rows: Rows;
  readonly #prefix: string;

  constructor(rows: Rows, prefix: string) {
    this.#rows = rows;
    this.#prefix = prefix;
  }

  async destroy(): Promise<void> {
    await this.#rows.write([], await this.#rows.names(this.#prefix));
  }

  read<T>(name: string): Promise<T | undefined> {
    return this.#rows.read(this.#prefix + name);
  }

  async readAll<T>(prefix: string): Promise<Map<string, T>> {
    const found = await this.#rows.readAll<T>(this.#prefix + prefix);
    return new Map([...found].map(([name, value]) => [name.slice(this.#prefix.length), value]));
  }

  async names(prefix: string): Promise<string[]> {
    return (await this.#rows.names(this.#prefix + prefix)).map((name) => name.slice(this.#prefix.length));
  }

  write(puts: readonly Row[], removals: readonly string[] = []): Promise<void> {
    return this.#rows.write(
      puts.map(([name, value]) => [this.#prefix + name, value]),
      removals.map((name) => this.#prefix + name),
    );
  }
}
