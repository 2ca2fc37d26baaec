/** Signing in over HTTP, for pages and for the service worker. */
import type { Bytes } from "../crypto/encoding.ts";
import { proofInput } from "../crypto/proof.ts";
import * as suite from "../crypto/suite.ts";
import { asBytes, asNumber, call } from "../transport/http.ts";

export interface Who {
  readonly accountId: Bytes;
  readonly deviceId: Bytes;
}

/** Proves this device; the server sets the cookie. Nothing is asked where the session of before still holds. */
export async function signIn({ accountId, deviceId }: Who, dsk: suite.SigningKey): Promise<void> {
  const hello = ["hello", 1, accountId, deviceId];
  const [first] = await call("POST", "/sync", [hello]);
  if (!Array.isArray(first) || first[0] !== "challenge") return;
  const nonce = asBytes(first[1]);
  const expires = asNumber(first[2]);
  const input = proofInput({ origin: location.origin, purpose: "device", accountId, deviceId, nonce, expires });
  await call("POST", "/sync", [hello, ["auth", nonce, await suite.sign(dsk, input)]]);
}
