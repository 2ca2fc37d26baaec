/**
 * Envelopes: how one entry is signed by its device, padded and sealed (PROTOCOL.md section 4).
 *
 * Rule 1: the whole header is the context of the seal and a part of what is signed.
 * Rule 2: nothing of a plaintext is believed before the signature of a device of the identity log has checked.
 */
import { type Bytes, concat, padme, pae, u32, u64 } from "./encoding.ts";
import { Malformed, Misuse, NotAuthentic, Parked } from "./errors.ts";
import * as suite from "./suite.ts";

export const HEADER_BYTES = 52;
export const MAX_BYTES = 1024 * 1024;
export const KIND_CHANGE = 1;
export const KIND_SNAPSHOT = 2;
export const KIND_MESSAGE = 3; // a change that is worth a note to the others
export const KIND_CONTROL = 4;

/** Whether the content is a list of changes. */
export function saysChanges(kind: number): boolean {
  return kind === KIND_CHANGE || kind === KIND_MESSAGE;
}
const MAGIC = 0x4e4c4631; // "NLF1"
const SIGNED_BYTES = 64 + 16 + 8 + 32 + 4;
const SEEN_BYTES = 40;
const LEAST_PLAINTEXT = 256;

export interface Header {
  readonly spaceId: Bytes;
  readonly documentId: Bytes;
  readonly counter: number;
  readonly epoch: number;
  readonly kind: number;
}

export interface Seen {
  readonly seq: number;
  readonly hash: Uint8Array;
}

export interface Author {
  readonly deviceId: Uint8Array;
  readonly key: suite.SigningKey;
  readonly prev: Uint8Array;
}

export interface Opened {
  readonly header: Header;
  readonly deviceId: Bytes;
  readonly prev: Bytes;
  readonly hash: Bytes;
  readonly seen: { seq: number; hash: Bytes };
  readonly content: Bytes;
}

export function encodeHeader(header: Header): Bytes {
  if (header.spaceId.length !== 16 || header.documentId.length !== 16 || header.counter < 1) throw new Misuse("header");
  const front = Uint8Array.of(suite.SUITE, header.kind, 0, 0);
  return concat(u32(MAGIC), front, header.spaceId, u32(header.epoch), header.documentId, u64(header.counter));
}

/** Reads the part that the server reads as well. */
export function decodeHeader(envelope: Uint8Array): Header {
  if (envelope.length < HEADER_BYTES || envelope.length > MAX_BYTES) throw new Malformed("envelope size");
  const view = new DataView(envelope.buffer, envelope.byteOffset, envelope.byteLength);
  if (view.getUint32(0) !== MAGIC) throw new Malformed("magic");
  if (view.getUint8(4) !== suite.SUITE) throw new Parked("suite");
  const kind = view.getUint8(5);
  if (kind < 1 || kind > 5) throw new Parked("kind");
  if (view.getUint16(6) !== 0) throw new Malformed("flags");
  const counter = readU64(view, 44);
  if (counter < 1) throw new Malformed("counter");
  return {
    kind,
    counter,
    spaceId: envelope.slice(8, 24) as Bytes,
    epoch: view.getUint32(24),
    documentId: envelope.slice(28, 44) as Bytes,
  };
}

/** Of any bytes; 0 where they are no envelope. */
export function epochOf(envelope: Uint8Array): number {
  return envelope.length < HEADER_BYTES ? 0 : new DataView(envelope.buffer, envelope.byteOffset).getUint32(24);
}

/** `key`: the envelope key of the header's epoch. */
export async function seal(
  header: Header,
  key: CryptoKey,
  author: Author,
  seen: Seen,
  content: Uint8Array,
): Promise<{ envelope: Bytes; hash: Bytes }> {
  const head = encodeHeader(header);
  const sound = author.deviceId.length === 16 && author.prev.length === 32 && seen.hash.length === 32;
  if (!sound) throw new Misuse("device ids have 16 bytes and hashes 32");
  const body = concat(u64(seen.seq), seen.hash, content);
  const signed = signedInput(head, author.deviceId, header.counter, author.prev, body);
  const signature = await suite.sign(author.key, signed);
  const plain = concat(signature, author.deviceId, u64(header.counter), author.prev, u32(body.length), body);
  const padded = new Uint8Array(paddedLength(plain.length));
  padded.set(plain);
  const envelope = concat(head, await suite.seal(key, context(head), padded));
  if (envelope.length > MAX_BYTES) throw new Misuse("an envelope has at most 1 MiB");
  return { envelope, hash: await hashOf(signed) };
}

/** `header`: of this envelope, by decodeHeader. `deviceKey`: the signing keys of the identity log by device id. */
export async function open(
  envelope: Uint8Array,
  header: Header,
  key: CryptoKey,
  deviceKey: (id: Bytes) => Uint8Array | undefined,
): Promise<Opened> {
  return readUnsealed(await unseal(envelope, key), header, deviceKey);
}

/** Header and plaintext, which whoever has no key can check as well (PROTOCOL.md section 3.9, reports). */
export async function unseal(envelope: Uint8Array, key: CryptoKey): Promise<Bytes> {
  const head = envelope.slice(0, HEADER_BYTES) as Bytes;
  return concat(head, await suite.open(key, context(head), envelope.subarray(HEADER_BYTES)));
}

/** Checks what `unseal` gave. Throws NotAuthentic for a device that nobody let in, or that did not sign it. */
export async function readUnsealed(
  unsealed: Bytes,
  header: Header,
  deviceKey: (id: Bytes) => Uint8Array | undefined,
): Promise<Opened> {
  const head = unsealed.slice(0, HEADER_BYTES);
  const plain = unsealed.slice(HEADER_BYTES);
  if (plain.length < LEAST_PLAINTEXT) throw new Malformed("plaintext size");
  const view = new DataView(plain.buffer);
  const bodyLength = view.getUint32(120);
  const end = SIGNED_BYTES + bodyLength;
  if (bodyLength < SEEN_BYTES || end > plain.length || plain.length !== paddedLength(end))
    throw new Malformed("body size");
  if (plain.subarray(end).some((byte) => byte !== 0)) throw new Malformed("padding");
  if (readU64(view, 80) !== header.counter) throw new Malformed("counters differ");
  const deviceId = plain.slice(64, 80);
  const publicKey = deviceKey(deviceId);
  if (publicKey === undefined) throw new NotAuthentic();
  const prev = plain.slice(88, 120);
  const body = plain.slice(SIGNED_BYTES, end);
  const signed = signedInput(head, deviceId, header.counter, prev, body);
  await suite.verify(publicKey, signed, plain.slice(0, 64));
  const seen = { seq: readU64(view, SIGNED_BYTES), hash: body.slice(8, 40) };
  return { header, deviceId, prev, hash: await hashOf(signed), seen, content: body.slice(SEEN_BYTES) };
}

export function readU64(view: DataView, at: number): number {
  const value = view.getBigUint64(at);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new Malformed("number");
  return Number(value);
}

function paddedLength(length: number): number {
  return padme(Math.max(LEAST_PLAINTEXT, length));
}

function context(head: Bytes): Bytes {
  return pae("newleaf/v1/env", head);
}

function signedInput(
  head: Uint8Array,
  deviceId: Uint8Array,
  counter: number,
  prev: Uint8Array,
  body: Uint8Array,
): Bytes {
  return pae("newleaf/v1/sig/env", head, deviceId, u64(counter), prev, body);
}

function hashOf(signed: Bytes): Promise<Bytes> {
  return suite.sha256(pae("newleaf/v1/hash/env", signed));
}
