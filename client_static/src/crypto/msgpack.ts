/**
 * Reads MessagePack as strictly as the Python side does: whole input, UTF-8 text, field names that are text.
 *
 * Written here because the library lets broken text, names that are numbers and rounded integers pass.
 */
import { Malformed } from "./errors.ts";

export type Unpacked = null | boolean | number | string | Uint8Array | Unpacked[] | { [name: string]: Unpacked };

const MAX_DEPTH = 32;
const OWN = { writable: true, enumerable: true, configurable: true };
const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const letters = new TextDecoder("latin1"); // one for each byte, and the right one for each byte of ASCII

/** Throws nothing but Malformed. */
export function unpack(data: Uint8Array): Unpacked {
  const reader = new Reader(data);
  const value = reader.value(0);
  if (!reader.done) throw new Malformed("bytes behind");
  return value;
}

class Reader {
  readonly #data: Uint8Array;
  readonly #view: DataView;
  #letters: string | null = null;
  #at = 0;

  constructor(data: Uint8Array) {
    this.#data = data;
    this.#view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  }

  get done(): boolean {
    return this.#at === this.#data.length;
  }

  value(depth: number): Unpacked {
    if (depth > MAX_DEPTH) throw new Malformed("depth");
    const head = this.#uint(1);
    if (head < 0x80) return head;
    if (head < 0x90) return this.#map(head & 0x0f, depth);
    if (head < 0xa0) return this.#array(head & 0x0f, depth);
    if (head < 0xc0) return this.#text(head & 0x1f);
    if (head >= 0xe0) return head - 0x100;
    const size = 2 ** (head & 3); // of what follows: right for the integers 0xcc to 0xd3
    if (head >= 0xcc && head <= 0xcf) return this.#uint(size);
    if (head >= 0xd0 && head <= 0xd3) return this.#int(size);
    if (head === 0xc0) return null;
    if (head === 0xc2 || head === 0xc3) return head === 0xc3;
    if (head >= 0xc4 && head <= 0xc6) return this.#take(this.#uint(2 ** (head - 0xc4)));
    if (head === 0xca) return fraction(this.#view.getFloat32(this.#skip(4)));
    if (head === 0xcb) return fraction(this.#view.getFloat64(this.#skip(8)));
    if (head >= 0xd9 && head <= 0xdb) return this.#text(this.#uint(2 ** (head - 0xd9)));
    if (head === 0xdc || head === 0xdd) return this.#array(this.#uint(head === 0xdc ? 2 : 4), depth);
    if (head === 0xde || head === 0xdf) return this.#map(this.#uint(head === 0xde ? 2 : 4), depth);
    throw new Malformed("type");
  }

  #array(length: number, depth: number): Unpacked[] {
    const items: Unpacked[] = [];
    for (let i = 0; i < length; i++) items.push(this.value(depth + 1));
    return items;
  }

  #map(length: number, depth: number): { [name: string]: Unpacked } {
    const made: { [name: string]: Unpacked } = {};
    for (let i = 0; i < length; i++) {
      const name = this.value(depth + 1);
      if (typeof name !== "string") throw new Malformed("field name");
      const value = this.value(depth + 1);
      if (name === "__proto__") Object.defineProperty(made, name, { ...OWN, value });
      else made[name] = value;
    }
    return made;
  }

  /** A phone's rows are mostly short texts of ASCII: those are cut out of one that was decoded once. */
  #text(length: number): string {
    const from = this.#skip(length);
    const to = from + length;
    let at = from;
    while (at < to && this.#data[at]! < 0x80) at += 1;
    if (at === to) return this.#ascii(from, to);
    try {
      return text.decode(this.#data.subarray(from, to));
    } catch {
      throw new Malformed("text");
    }
  }

  #ascii(from: number, to: number): string {
    this.#letters ??= letters.decode(this.#data);
    return this.#letters.slice(from, to);
  }

  #take(length: number): Uint8Array {
    const from = this.#skip(length);
    return this.#data.slice(from, from + length);
  }

  #uint(size: number): number {
    const at = this.#skip(size);
    if (size === 8) return safe(this.#view.getBigUint64(at));
    return size === 1 ? this.#view.getUint8(at) : size === 2 ? this.#view.getUint16(at) : this.#view.getUint32(at);
  }

  #int(size: number): number {
    const at = this.#skip(size);
    if (size === 8) return safe(this.#view.getBigInt64(at));
    return size === 1 ? this.#view.getInt8(at) : size === 2 ? this.#view.getInt16(at) : this.#view.getInt32(at);
  }

  #skip(length: number): number {
    const from = this.#at;
    if (length > this.#data.length - from) throw new Malformed("cut short");
    this.#at += length;
    return from;
  }
}

/** A float that would be written again as an integer, or in bytes of its own in each language, is refused. */
function fraction(value: number): number {
  if (Number.isNaN(value) || Number.isSafeInteger(value)) throw new Malformed("number");
  return value;
}

/** An integer that a number would round is refused, not changed. */
function safe(value: bigint): number {
  if (!Number.isSafeInteger(Number(value))) throw new Malformed("number");
  return Number(value);
}
