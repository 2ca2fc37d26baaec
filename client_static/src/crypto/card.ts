/** What the twelve words of the recovery card give (PROTOCOL.md section 3.2). */
import type { Bytes } from "./encoding.ts";
import { concat } from "./encoding.ts";
import * as suite from "./suite.ts";

/** At one installation. */
export interface Card {
  readonly lookup: Bytes;
  readonly authSeed: Bytes;
  readonly sealingSeed: Bytes;
}

export async function cardOf(entropy: Bytes, instanceId: Bytes): Promise<Card> {
  const root = await suite.hkdf(entropy, "newleaf/v1/recovery/root", instanceId);
  const [lookup, authSeed, sealingSeed] = await Promise.all([
    suite.hkdf(root, "newleaf/v1/recovery/lookup"),
    suite.hkdf(root, "newleaf/v1/recovery/auth"),
    suite.hkdf(root, "newleaf/v1/recovery/sealing"),
  ]);
  return { lookup: lookup.slice(0, 16), authSeed, sealingSeed };
}

/** The payload of `card-changed`. */
export async function cardPayload({ lookup, authSeed, sealingSeed }: Card): Promise<Bytes> {
  const { xwingPublic } = await import("./xwing.ts");
  const { publicKey } = await suite.signingKey(authSeed);
  return concat(lookup, publicKey, xwingPublic(sealingSeed));
}
