/** X-Wing (ML-KEM-768 with X25519) and HPKE over it. Loaded only when an account is made or a phone is added. */
import { MLKEM768X25519 } from "@noble/post-quantum/hybrid.js";
import { KEM_MLKEM768_X25519 } from "@panva/hpke-noble";
import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256 } from "hpke";
import { type Bytes, concat } from "./encoding.ts";
import { NotAuthentic } from "./errors.ts";

export const PUBLIC_BYTES = 1216;
const ENC_BYTES = 1120;
const suite = new CipherSuite(KEM_MLKEM768_X25519, KDF_HKDF_SHA256, AEAD_AES_256_GCM);

export function xwingPublic(seed: Uint8Array): Bytes {
  return MLKEM768X25519.keygen(seed).publicKey as Bytes;
}

/** enc || ct; all context goes into `info`. */
export async function hpkeSeal(publicKey: Uint8Array, info: Uint8Array, plaintext: Uint8Array): Promise<Bytes> {
  try {
    const sealed = await suite.Seal(await suite.DeserializePublicKey(publicKey), plaintext, { info });
    return concat(sealed.encapsulatedSecret, sealed.ciphertext);
  } catch {
    throw new NotAuthentic();
  }
}

export async function hpkeOpen(seed: Bytes, info: Uint8Array, sealed: Uint8Array): Promise<Bytes> {
  try {
    const privateKey = await suite.DeserializePrivateKey(seed);
    return (await suite.Open(privateKey, sealed.slice(0, ENC_BYTES), sealed.slice(ENC_BYTES), { info })) as Bytes;
  } catch {
    throw new NotAuthentic();
  }
}
