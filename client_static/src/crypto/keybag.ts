/** The keybag: an account's seeds and space keys, sealed by the account root key (PROTOCOL.md section 3.1). */
import { encode } from "@msgpack/msgpack";
import { type Bytes, equal, pae, u64 } from "./encoding.ts";
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

export async function sealKeybag(keybag: Keybag, ark: Bytes, accountId: Bytes, version: number): Promise<Bytes> {
  const spaces = keybag.spaces.map((space) => [space.spaceId, space.kind, [...space.epochs]]);
  return suite.seal(
    await keyOf(ark, accountId),
    context(accountId, version),
    encode([keybag.aikSeed, keybag.aekSeeds, spaces]),
  );
}

/** Opens the keybag that the identity log names; `knownVersion` is the newest that this device ever saw. */
export async function openKeybag(
  blob: Bytes,
  version: number,
  ark: Bytes,
  identity: Identity,
  knownVersion = 0,
): Promise<Keybag> {
  const named = version === identity.keybagVersion && equal(await suite.sha256(blob), identity.keybagHash);
  if (!named) throw new KeybagMismatch("not the keybag that the identity log names");
  if (version < knownVersion) throw new KeybagMismatch("an older keybag than before");
  const plain = await suite.open(await keyOf(ark, identity.accountId), context(identity.accountId, version), blob);
  const keybag = read(unpack(plain));
  const { xwingPublic } = await import("./xwing.ts");
  const { publicKey } = await suite.signingKey(keybag.aikSeed);
  if (!equal(publicKey, identity.aik) || !equal(xwingPublic(keybag.aekSeeds[0]!), identity.aek))
    throw new KeybagMismatch("keys of another identity");
  return keybag;
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
  if (!Array.isArray(value)) throw new Malformed("keybag");
  const [spaceId, kind, epochs] = value as unknown[];
  if (typeof kind !== "string" || !Array.isArray(epochs)) throw new Malformed("keybag");
  return { spaceId: bytes(spaceId, 16), kind, epochs: new Map(epochs.map(readEpoch)) };
}

function readEpoch(value: unknown): [number, Bytes] {
  if (!Array.isArray(value) || typeof value[0] !== "number") throw new Malformed("keybag");
  return [value[0], bytes(value[1], 32)];
}

function bytes(value: unknown, length: number): Bytes {
  if (!(value instanceof Uint8Array) || value.length !== length) throw new Malformed("keybag sizes");
  return value.slice() as Bytes;
}

async function keyOf(ark: Bytes, accountId: Bytes): Promise<CryptoKey> {
  return suite.sealKey(await suite.hkdf(ark, "newleaf/v1/ark/keybag", accountId));
}

function context(accountId: Bytes, version: number): Bytes {
  return pae("newleaf/v1/keybag", accountId, u64(version));
}
