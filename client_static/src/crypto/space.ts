/** What is derived from the keys of a space (PROTOCOL.md section 3). */
import { type Bytes, u32, utf8 } from "./encoding.ts";
import * as suite from "./suite.ts";

/** The key that `seal` and `open` of an envelope take. */
export async function envelopeKey(spaceKey: Bytes, spaceId: Uint8Array, epoch: number): Promise<CryptoKey> {
  return suite.sealKey(await suite.hkdf(spaceKey, "newleaf/v1/space/env", spaceId, u32(epoch)));
}

/**
 * The id that two phones find apart from each other; it says nothing without the key: that of epoch 1, or in a circle,
 * whose members need not have that, of the entry's own epoch.
 */
export async function documentId(key: Bytes, spaceId: Uint8Array, name: string): Promise<Bytes> {
  return (await suite.hkdf(key, "newleaf/v1/space/document", spaceId, utf8(name))).slice(0, 16);
}

export async function treeSeed(firstKey: Bytes, spaceId: Uint8Array): Promise<Bytes> {
  return (await suite.hkdf(firstKey, "newleaf/v1/space/tree", spaceId)).slice(0, 16);
}
