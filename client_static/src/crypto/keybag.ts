/**
 * The keybag: an account's seeds and space keys, and a lock for each that may open it (PROTOCOL.md section 3.1).
 *
 * Rule: a new version has a new key, sealed to the phones and the card that the identity log names then and to nobody
 * else; so whoever was taken off opens the versions of before and none after.
 */
import { encode } from "@msgpack/msgpack";
import { type Bytes, equal, pae, u64, unhex } from "./encoding.ts";
import { KeybagMismatch, Malformed } from "./errors.ts";
import type { Identity } from "./identity.ts";
import { unpack } from "./msgpack.ts";
import * as suite from "./suite.ts";

export interface SpaceKeys {
  readonly spaceId: Bytes;
  readonly kind: string;
  readonly epochs: ReadonlyMap<number, Bytes>;
}

export interface Keybag {
  readonly aikSeed: Bytes;
  readonly aekSeeds: readonly Bytes[]; // the current one first
  readonly spaces: readonly SpaceKeys[];
}

/** One who opens the keybag: a phone, or the card by its lookup. */
export interface Holder {
  readonly id: Bytes;
  readonly sealingSeed: Bytes;
}

/** Keys of a next epoch: everything is new, and what opens the past stays. */
export function newKeys(spaceId: Bytes, before: Keybag | null = null): Keybag {
  const [aikSeed, aekSeed, key] = [suite.randomBytes(32), suite.randomBytes(32), suite.randomBytes(32)];
  if (before === null)
    return { aikSeed, aekSeeds: [aekSeed], spaces: [{ spaceId, kind: "self", epochs: new Map([[1, key]]) }] };
  const spaces = before.spaces.map((space) =>
    equal(space.spaceId, spaceId)
      ? { ...space, epochs: new Map(space.epochs).set(Math.max(...space.epochs.keys()) + 1, key) }
      : space,
  );
  return { aikSeed, aekSeeds: [aekSeed, ...before.aekSeeds], spaces };
}

/** Sealed to the `holders` of the identity: X-Wing public keys by id in hex. */
export async function sealKeybag(
  keybag: Keybag,
  accountId: Bytes,
  version: number,
  holders: ReadonlyMap<string, Bytes>,
): Promise<Bytes> {
  const { hpkeSeal } = await import("./xwing.ts");
  const key = suite.randomBytes(32);
  const spaces = keybag.spaces.map((space) => [space.spaceId, space.kind, [...space.epochs]]);
  const plain = encode([keybag.aikSeed, keybag.aekSeeds, spaces]);
  const sealed = await suite.seal(await suite.sealKey(key), context(accountId, version), plain);
  const digest = await suite.sha256(sealed);
  const locks: [Bytes, Bytes][] = [];
  for (const id of [...holders.keys()].sort()) {
    const info = lockInfo(accountId, version, unhex(id), digest);
    locks.push([unhex(id), await hpkeSeal(holders.get(id)!, info, key)]);
  }
  return encode([sealed, locks]).slice() as Bytes;
}

/** Opens the keybag that the identity log names; `knownVersion` is the newest that this phone ever saw. */
export async function openKeybag(
  blob: Bytes,
  version: number,
  holder: Holder,
  identity: Identity,
  knownVersion = 0,
): Promise<Keybag> {
  const named = version === identity.keybagVersion && equal(await suite.sha256(blob), identity.keybagHash);
  if (!named) throw new KeybagMismatch("not the keybag that the identity log names");
  if (version < knownVersion) throw new KeybagMismatch("an older keybag than before");
  const { hpkeOpen, xwingPublic } = await import("./xwing.ts");
  const { sealed, locks } = readLocked(unpack(blob));
  const lock = locks.find(([id]) => equal(id, holder.id));
  if (lock === undefined) throw new KeybagMismatch("not sealed to this holder");
  const { accountId } = identity;
  const info = lockInfo(accountId, version, holder.id, await suite.sha256(sealed));
  const key = bytes(await hpkeOpen(holder.sealingSeed, info, lock[1]), 32);
  const keybag = read(unpack(await suite.open(await suite.sealKey(key), context(accountId, version), sealed)));
  const { publicKey } = await suite.signingKey(keybag.aikSeed);
  if (!equal(publicKey, identity.aik) || !equal(xwingPublic(keybag.aekSeeds[0]!), identity.aek))
    throw new KeybagMismatch("keys of another identity");
  const epochs = [...(keybag.spaces.find((space) => equal(space.spaceId, identity.spaceId))?.epochs.keys() ?? [])];
  if (epochs.length !== identity.epoch || epochs.some((epoch, at) => epoch !== at + 1))
    throw new KeybagMismatch("not the epochs of the identity log");
  return keybag;
}

function readLocked(value: unknown): { sealed: Bytes; locks: (readonly [Bytes, Bytes])[] } {
  if (!Array.isArray(value) || value.length !== 2) throw new Malformed("keybag");
  const [sealed, locks] = value as unknown[];
  if (!(sealed instanceof Uint8Array) || !Array.isArray(locks)) throw new Malformed("keybag");
  return { sealed: sealed.slice() as Bytes, locks: locks.map(readLock) };
}

function readLock(value: unknown): readonly [Bytes, Bytes] {
  if (!Array.isArray(value) || value.length !== 2) throw new Malformed("keybag");
  const [id, key] = value as unknown[];
  if (!(id instanceof Uint8Array) || !(key instanceof Uint8Array)) throw new Malformed("keybag");
  return [id.slice() as Bytes, key.slice() as Bytes];
}

function read(value: unknown): Keybag {
  if (!Array.isArray(value) || value.length !== 3) throw new Malformed("keybag");
  const [aikSeed, aekSeeds, spaces] = value as unknown[];
  if (!Array.isArray(aekSeeds) || aekSeeds.length === 0 || !Array.isArray(spaces)) throw new Malformed("keybag");
  return {
    aikSeed: bytes(aikSeed, 32),
    aekSeeds: aekSeeds.map((seed) => bytes(seed, 32)),
    spaces: spaces.map(readSpace),
  };
}

function readSpace(value: unknown): SpaceKeys {
  if (!Array.isArray(value) || value.length !== 3) throw new Malformed("keybag");
  const [spaceId, kind, epochs] = value as unknown[];
  if (typeof kind !== "string" || !Array.isArray(epochs)) throw new Malformed("keybag");
  return { spaceId: bytes(spaceId, 16), kind, epochs: new Map(epochs.map(readEpoch)) };
}

function readEpoch(value: unknown): [number, Bytes] {
  if (!Array.isArray(value) || value.length !== 2 || typeof value[0] !== "number") throw new Malformed("keybag");
  return [value[0], bytes(value[1], 32)];
}

function bytes(value: unknown, length: number): Bytes {
  if (!(value instanceof Uint8Array) || value.length !== length) throw new Malformed("keybag sizes");
  return value.slice() as Bytes;
}

function context(accountId: Bytes, version: number): Bytes {
  return pae("newleaf/v1/keybag", accountId, u64(version));
}

function lockInfo(accountId: Bytes, version: number, id: Bytes, digest: Bytes): Bytes {
  return pae("newleaf/v1/keybag/lock", accountId, u64(version), id, digest);
}
