/** A file of sealed chunks: a picture cut in parts, each sealed in its place (PROTOCOL.md section 5.3). */
import { type Bytes, concat, pae, u32 } from "./encoding.ts";
import { Misuse } from "./errors.ts";
import * as suite from "./suite.ts";

export const PART_BYTES = 128 * 1024;
export const MOST_CHUNKS = 64;

/** What names a file and opens it. */
export interface File {
  readonly file: Bytes; // its id
  readonly key: Bytes;
  readonly chunks: number;
}

/** Throws Misuse for what is empty or too large. */
export function cut(whole: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < whole.length; at += PART_BYTES) parts.push(whole.subarray(at, at + PART_BYTES));
  if (parts.length === 0 || parts.length > MOST_CHUNKS) throw new Misuse(`a picture of ${whole.length} bytes`);
  return parts;
}

export async function sealChunk(file: File, index: number, part: Uint8Array): Promise<Bytes> {
  return suite.seal(await keyOf(file), place(file, index), part);
}

/** Throws NotAuthentic for anything but this chunk of this file. */
export async function openChunk(file: File, index: number, chunk: Uint8Array): Promise<Bytes> {
  return suite.open(await keyOf(file), place(file, index), chunk);
}

export function sealAll(file: File, whole: Uint8Array): Promise<Bytes[]> {
  return Promise.all(cut(whole).map((part, index) => sealChunk(file, index, part)));
}

export async function openAll(file: File, chunks: readonly Uint8Array[]): Promise<Bytes> {
  if (chunks.length !== file.chunks) throw new Misuse(`${chunks.length} chunks of ${file.chunks}`);
  return concat(...(await Promise.all(chunks.map((chunk, index) => openChunk(file, index, chunk)))));
}

async function keyOf({ file, key }: File): Promise<CryptoKey> {
  return suite.sealKey(await suite.hkdf(key, "newleaf/v1/file", file));
}

function place({ file, chunks }: File, index: number): Bytes {
  return pae("newleaf/v1/file/chunk", file, u32(index), u32(chunks));
}
