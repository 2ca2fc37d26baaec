/** A collection as screens use it: sealed and on all of a person's phones, or only ever on this one. */
import { effect, type ReadonlySignal, signal } from "@preact/signals";
import { hex, unhex } from "../crypto/encoding.ts";
import { randomBytes } from "../crypto/suite.ts";
import type { Book } from "./book.ts";
import { collectionName, inOrder, orderAt, readItems } from "./item.ts";
import type { Collection, Fields, Item } from "./model.ts";

/** Where the items lie. */
interface Shelf {
  read(): Promise<readonly Item[]>;
  write(id: string, fields: Fields): Promise<void>;
}

/** In a document of its own, read when a screen first asks for it. */
export function sealedShelf(book: Book, kind: string, nudge: () => void): Shelf {
  const name = collectionName(kind);
  return {
    async read() {
      return readItems((await book.documents.get(name)).records().values(), kind);
    },
    async write(id, fields) {
      await book.write(name, (tick) => [{ type: kind, id: unhex(id), stamp: tick(), fields }]);
      nudge();
    },
  };
}

/** A row of this phone's own store: never sealed into an entry, never sent. */
export function ownShelf(book: Book, kind: string): Shelf {
  const name = collectionName(kind);
  const rows = async () => (await book.readOwn<readonly Item[]>(name)) ?? [];
  return {
    async read() {
      return (await rows()).filter(({ fields }) => fields.deleted !== true);
    },
    async write(id, changed) {
      const others = await rows();
      const known = others.find((row) => row.id === id);
      const { order, ...fields } = { order: known?.order ?? "", ...known?.fields, ...changed };
      const row: Item = { id, order: String(order), fields };
      await book.writeOwn(name, [...others.filter((other) => other !== known), row].sort(inOrder));
      book.onStored();
    },
  };
}

export class ShelfCollection implements Collection {
  readonly #items = signal<readonly Item[] | null>(null);
  readonly #shelf: Shelf;
  readonly items: ReadonlySignal<readonly Item[] | null> = this.#items;
  readonly stop: () => void;

  constructor(book: Book, shelf: Shelf) {
    this.#shelf = shelf;
    this.stop = effect(() => {
      if (book.changed.value >= 0) void this.#look();
    });
  }

  /** Screens are not drawn again where nothing changed. */
  async #look(): Promise<void> {
    const items = await this.#shelf.read();
    const known = this.#items.value;
    if (known?.length !== items.length || items.some((item, at) => item !== known[at])) this.#items.value = items;
  }

  async #write(id: string, fields: Fields): Promise<void> {
    await this.#shelf.write(id, fields);
    await this.#look();
  }

  async add(fields: Fields, at?: number): Promise<string> {
    const items = await this.#shelf.read();
    const id = hex(randomBytes(16));
    await this.#write(id, { ...fields, order: orderAt(items, at ?? items.length) });
    return id;
  }

  change(id: string, fields: Fields): Promise<void> {
    return this.#write(id, fields);
  }

  async move(id: string, to: number): Promise<void> {
    const others = (await this.#shelf.read()).filter((item) => item.id !== id);
    await this.#write(id, { order: orderAt(others, to) });
  }

  takeOut(id: string): Promise<void> {
    return this.#write(id, { deleted: true });
  }

  bringBack(id: string): Promise<void> {
    return this.#write(id, { deleted: false });
  }
}
