/** What a device or a recovery card signs to prove itself to the server (PROTOCOL.md section 3.7). */
import { type Bytes, pae, u64, utf8 } from "./encoding.ts";

export const NO_DEVICE = new Uint8Array(16);

export interface Proof {
  readonly origin: string;
  readonly purpose: "device" | "recover";
  readonly accountId: Uint8Array; // for `recover` the lookup
  readonly deviceId: Uint8Array; // for `recover` NO_DEVICE
  readonly nonce: Uint8Array;
  readonly expires: number;
}

export function proofInput(proof: Proof): Bytes {
  const fields = [
    utf8(proof.origin),
    utf8(proof.purpose),
    proof.accountId,
    proof.deviceId,
    proof.nonce,
    u64(proof.expires),
  ];
  return pae("newleaf/v1/sig/auth", ...fields);
}
