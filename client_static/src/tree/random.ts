/** Chance without a running generator: the same keys always give the same number, so nothing depends on call order. */

export type Key = string | number;

/** Keys that many numbers begin with, stirred in once for all of them. */
export interface Stirred {
  readonly hash: number;
  readonly length: number;
}

/** A number in [0, 1) from the keys, by the 32-bit murmur3 steps. */
export function rnd(...keys: readonly Key[]): number {
  const { hash, length } = stirred(...keys);
  return finish(hash ^ length) / 0x1_0000_0000;
}

/** `rnd(...before, ...keys)`, where `stirred(...before)` is at hand. */
export function rndAfter(before: Stirred, ...keys: readonly Key[]): number {
  const { hash, length } = stirIn(before, keys);
  return finish(hash ^ length) / 0x1_0000_0000;
}

export function stirred(...keys: readonly Key[]): Stirred {
  return stirIn({ hash: 0x9747b28c, length: 0 }, keys);
}

function stirIn(before: Stirred, keys: readonly Key[]): Stirred {
  let { hash, length } = before;
  for (const key of keys) {
    if (typeof key === "number") {
      hash = stir(hash, key | 0);
      length += 4;
    } else {
      for (let at = 0; at < key.length; at += 1) hash = stir(hash, key.charCodeAt(at));
      length += key.length;
    }
    hash = stir(hash, 0x1f); // an end mark: ("ab", "c") differs from ("a", "bc")
  }
  return { hash, length };
}

function stir(hash: number, word: number): number {
  let mixed = Math.imul(word, 0xcc9e2d51);
  mixed = (mixed << 15) | (mixed >>> 17);
  const next = hash ^ Math.imul(mixed, 0x1b873593);
  return (Math.imul((next << 13) | (next >>> 19), 5) + 0xe6546b64) | 0;
}

function finish(hash: number): number {
  let mixed = hash;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
