/**
 * Suite 0x01, and the only door to WebCrypto: no other module touches `crypto.subtle` or AES-GCM.
 *
 * Cobblestone-256 (C2SP chunked-encryption@v1), byte for byte as PROTOCOL.md section 9 lays it out.
 */
import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js";
import { type Bytes, concat, equal, pae, utf8 } from "./encoding.ts";
import { Malformed, NotAuthentic } from "./errors.ts";

export const SUITE = 1;
const SALT = 24;
const COMMITMENT = 32;
const TAG = 16;
const PART = 16_384;
const LABEL = concat(utf8("c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM"), new Uint8Array(1));
const PKCS8 = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20);
const FIELD = 2n ** 255n - 19n;
const ORDER_8 = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n;
/** The y of every point whose order divides 8: forged signatures verify under such keys. */
const SMALL_ORDER_Y = new Set([0n, 1n, FIELD - 1n, ORDER_8, FIELD - ORDER_8]);

const subtle = crypto.subtle;

export function randomBytes(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}

export async function sha256(data: Bytes): Promise<Bytes> {
  return new Uint8Array(await subtle.digest("SHA-256", data));
}

export async function sha512(data: Bytes): Promise<Bytes> {
  return new Uint8Array(await subtle.digest("SHA-512", data));
}

/** SHA-256 at once: for the log's chain, which a state machine without promises walks. */
export function sha256Now(data: Uint8Array): Bytes {
  return nobleSha256(data) as Bytes;
}

export async function hmac(key: Bytes, data: Bytes): Promise<Bytes> {
  const imported = await subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await subtle.sign("HMAC", imported, data));
}

/** With a key whose bytes this program does not have: one of `newSealKey`. */
export async function hmacUnseen(key: CryptoKey, data: Bytes): Promise<Bytes> {
  return new Uint8Array(await subtle.sign("HMAC", key, data));
}

export async function hkdf(key: Bytes, label: string, ...fields: readonly Uint8Array[]): Promise<Bytes> {
  const imported = await subtle.importKey("raw", key, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: pae(label, ...fields) };
  return new Uint8Array(await subtle.deriveBits(how, imported, 256));
}

/** The key of a Cobblestone seal: an HMAC-SHA-512 key, never extractable. */
export function sealKey(raw: Bytes): Promise<CryptoKey> {
  return subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-512" }, false, ["sign"]);
}

/** One whose bytes this program never had: for what only this device must open. */
export async function newSealKey(): Promise<CryptoKey> {
  return subtle.generateKey({ name: "HMAC", hash: "SHA-512", length: 256 }, false, ["sign"]);
}

interface Derived {
  readonly key: CryptoKey;
  readonly nonce: Bytes;
  readonly commitment: Bytes;
}

/** HKDF-Expand-SHA512 to 76 bytes: two blocks of HMAC. */
async function derive(key: CryptoKey, salt: Uint8Array, context: Uint8Array): Promise<Derived> {
  const info = concat(LABEL, salt, context);
  const first = new Uint8Array(await subtle.sign("HMAC", key, concat(info, Uint8Array.of(1))));
  const second = new Uint8Array(await subtle.sign("HMAC", key, concat(first, info, Uint8Array.of(2))));
  const okm = concat(first, second);
  const aes = await subtle.importKey("raw", okm.slice(0, 32), "AES-GCM", false, ["encrypt", "decrypt"]);
  return { key: aes, nonce: okm.slice(32, 44), commitment: okm.slice(44, 76) };
}

function chunkNonce(base: Bytes, index: number): Bytes {
  const nonce = base.slice();
  const view = new DataView(nonce.buffer);
  view.setUint32(8, view.getUint32(8) ^ index);
  return nonce;
}

export async function seal(
  key: CryptoKey,
  context: Uint8Array,
  plaintext: Uint8Array,
  salt = randomBytes(SALT),
): Promise<Bytes> {
  const derived = await derive(key, salt, context);
  const parts: Uint8Array[] = [salt, derived.commitment];
  for (let index = 0; index * PART <= plaintext.length; index++) {
    const part = plaintext.slice(index * PART, (index + 1) * PART);
    const how = { name: "AES-GCM", iv: chunkNonce(derived.nonce, index) };
    parts.push(new Uint8Array(await subtle.encrypt(how, derived.key, part)));
  }
  return concat(...parts);
}

export async function open(key: CryptoKey, context: Uint8Array, sealed: Uint8Array): Promise<Bytes> {
  if (sealed.length < SALT + COMMITMENT + TAG) throw new NotAuthentic();
  const derived = await derive(key, sealed.subarray(0, SALT), context);
  if (!equal(derived.commitment, sealed.subarray(SALT, SALT + COMMITMENT))) throw new NotAuthentic();
  const chunks = sealed.subarray(SALT + COMMITMENT);
  const last = Math.floor(chunks.length / (PART + TAG));
  if (chunks.length - last * (PART + TAG) < TAG) throw new NotAuthentic();
  const parts: Uint8Array[] = [];
  try {
    for (let index = 0; index <= last; index++) {
      const chunk = chunks.slice(index * (PART + TAG), (index + 1) * (PART + TAG));
      const how = { name: "AES-GCM", iv: chunkNonce(derived.nonce, index) };
      parts.push(new Uint8Array(await subtle.decrypt(how, derived.key, chunk)));
    }
  } catch {
    throw new NotAuthentic();
  }
  return concat(...parts);
}

export type SigningKey = CryptoKey;

/** For signing only: what uses it cannot read it. */
export function signer(seed: Bytes): Promise<SigningKey> {
  return subtle.importKey("pkcs8", concat(PKCS8, seed), "Ed25519", false, ["sign"]);
}

export async function signingKey(seed: Bytes): Promise<{ key: SigningKey; publicKey: Bytes }> {
  const key = await subtle.importKey("pkcs8", concat(PKCS8, seed), "Ed25519", true, ["sign"]);
  const { x } = await subtle.exportKey("jwk", key);
  const digits = atob((x ?? "").replaceAll("-", "+").replaceAll("_", "/"));
  return { key, publicKey: Uint8Array.from(digits, (digit) => digit.charCodeAt(0)) };
}

export async function sign(key: SigningKey, message: Uint8Array): Promise<Bytes> {
  return new Uint8Array(await subtle.sign("Ed25519", key, message as Bytes));
}

/** Throws NotAuthentic unless the signature is right and the key neither of small order nor non-canonical. */
export async function verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<void> {
  if (signature.length !== 64 || isWeak(publicKey)) throw new NotAuthentic();
  let right = false;
  try {
    const key = await subtle.importKey("raw", publicKey as Bytes, "Ed25519", false, ["verify"]);
    right = await subtle.verify("Ed25519", key, signature as Bytes, message as Bytes);
  } catch {
    throw new NotAuthentic();
  }
  if (!right) throw new NotAuthentic();
}

export function isWeak(publicKey: Uint8Array): boolean {
  if (publicKey.length !== 32) return true;
  let y = 0n;
  for (let i = 31; i >= 0; i--) y = (y << 8n) | BigInt(i === 31 ? publicKey[i]! & 0x7f : publicKey[i]!);
  return y >= FIELD || SMALL_ORDER_Y.has(y);
}

export function needLength(data: Uint8Array, length: number): void {
  if (data.length !== length) throw new Malformed(`${length} bytes are needed, not ${data.length}`);
}
