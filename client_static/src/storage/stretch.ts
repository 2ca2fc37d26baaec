/** Argon2id in a worker of its own: it takes a second or more on a cheap phone, and no screen waits for it. */
import type { Bytes } from "../crypto/encoding.ts";
import { addressOf } from "../files.ts";
import { trusted } from "../trusted.ts";
import type { Effort } from "./lock.ts";

export async function inWorker(secret: Bytes, effort: Effort): Promise<Bytes> {
  const worker = new Worker(trusted(addressOf("argon2.js")));
  try {
    return await new Promise<Bytes>((done, failed) => {
      worker.onmessage = ({ data }: MessageEvent<Bytes>) => done(data);
      worker.onerror = () => failed(new Error("argon2"));
      worker.postMessage([secret, effort]);
    });
  } finally {
    worker.terminate();
  }
}
