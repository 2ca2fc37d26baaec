/** The hybrid logical clock of PROTOCOL.md section 5. It never refuses an honest phone, however wrong its clock is. */
import { type Bytes, equal } from "../crypto/encoding.ts";

/** How far ahead of the server's time of receipt a stamp still counts as it is. */
export const MAX_AHEAD_MS = 10 * 60 * 1000;
const LARGEST = 2n ** 64n - 1n;

/** u64be(milliseconds << 16 | counter). */
export function makeStamp(ms: number, counter = 0): Bytes {
  const value = (BigInt(Math.trunc(ms)) << 16n) | BigInt(counter);
  return fromNumber(value < 0n ? 0n : value > LARGEST ? LARGEST : value);
}

export function stampMs(stamp: Uint8Array): number {
  return Number(toNumber(stamp) >> 16n);
}

export function clamp(stamp: Bytes, received: number): Bytes {
  const latest = received + MAX_AHEAD_MS;
  return stampMs(stamp) > latest ? makeStamp(latest) : stamp;
}

/** Gives stamps that only grow, whatever the wall clock does. `last` is what the store must keep. */
export class Clock {
  last: Bytes;

  constructor(last: Uint8Array = new Uint8Array(8)) {
    this.last = last.slice() as Bytes;
  }

  tick(wallMs: number): Bytes {
    const next = toNumber(this.last) + 1n;
    const following = fromNumber(next > LARGEST ? LARGEST : next);
    const wall = makeStamp(wallMs);
    this.last = compareBytes(wall, following) > 0 ? wall : following;
    return this.last;
  }

  observe(stamp: Uint8Array): void {
    if (compareBytes(stamp, this.last) > 0) this.last = stamp.slice() as Bytes;
  }
}

export function compareBytes(one: Uint8Array, other: Uint8Array): number {
  const shared = Math.min(one.length, other.length);
  for (let i = 0; i < shared; i++) if (one[i] !== other[i]) return one[i]! - other[i]!;
  return one.length - other.length;
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return equal(one, other);
}

function toNumber(stamp: Uint8Array): bigint {
  return new DataView(stamp.buffer, stamp.byteOffset, 8).getBigUint64(0);
}

function fromNumber(value: bigint): Bytes {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value);
  return bytes;
}
