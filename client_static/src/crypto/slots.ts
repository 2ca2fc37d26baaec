/** The recovery card's lock on the account root key (PROTOCOL.md section 3.2). */
import { type Bytes, concat, equal, pae } from "./encoding.ts";
import { Malformed, NotAuthentic, Parked } from "./errors.ts";
import * as suite from "./suite.ts";

export const TYPE_RECOVERY = 1;
const HEAD_BYTES = 18;

/** What a card gives at one installation. */
export interface Recovery {
  readonly lookup: Bytes;
  readonly lock: Bytes;
  readonly authSeed: Bytes;
}

export async function recoveryOf(entropy: Bytes, instanceId: Bytes): Promise<Recovery> {
  const root = await suite.hkdf(entropy, "newleaf/v1/recovery/root", instanceId);
  const [lookup, lock, authSeed] = await Promise.all([
    suite.hkdf(root, "newleaf/v1/recovery/lookup"),
    suite.hkdf(root, "newleaf/v1/recovery/lock"),
    suite.hkdf(root, "newleaf/v1/recovery/auth"),
  ]);
  return { lookup: lookup.slice(0, 16), lock, authSeed };
}

export async function sealSlot(recovery: Recovery, accountId: Bytes, ark: Bytes): Promise<Bytes> {
  const sealed = await suite.seal(await suite.sealKey(recovery.lock), context(recovery, accountId), ark);
  return concat(Uint8Array.of(TYPE_RECOVERY, suite.SUITE), recovery.lookup, sealed);
}

/** Gives the ARK. */
export async function openSlot(recovery: Recovery, accountId: Bytes, slot: Uint8Array): Promise<Bytes> {
  if (slot.length !== HEAD_BYTES + 72 + 32 || slot[0] !== TYPE_RECOVERY) throw new Malformed("slot");
  if (slot[1] !== suite.SUITE) throw new Parked("suite");
  if (!equal(slot.subarray(2, HEAD_BYTES), recovery.lookup)) throw new NotAuthentic();
  return suite.open(await suite.sealKey(recovery.lock), context(recovery, accountId), slot.subarray(HEAD_BYTES));
}

function context(recovery: Recovery, accountId: Bytes): Bytes {
  return pae("newleaf/v1/slot", Uint8Array.of(TYPE_RECOVERY), accountId, recovery.lookup);
}
