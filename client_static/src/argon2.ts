/** The worker that makes guessing slow: Argon2id v1.3 (RFC 9106), one lane, 32 bytes. */
/// <reference lib="webworker" />
import { argon2id } from "@noble/hashes/argon2.js";
import type { Bytes } from "./crypto/encoding.ts";
import type { Effort } from "./storage/lock.ts";

const worker = globalThis as unknown as DedicatedWorkerGlobalScope;

worker.onmessage = ({ data }: MessageEvent<[Bytes, Effort]>) => {
  const [secret, { salt, memory, passes }] = data;
  worker.postMessage(argon2id(secret, salt, { m: memory, t: passes, p: 1, dkLen: 32 }));
};
