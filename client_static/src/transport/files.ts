/** Sealed chunks of files, as raw bytes (PROTOCOL.md section 7). */
import type { Bytes } from "../crypto/encoding.ts";
import { Malformed } from "../crypto/errors.ts";
import { answerOf, ask, NoNetwork } from "./http.ts";

const TYPE = "application/octet-stream";
const PATIENCE_MS = 120_000; // a chunk takes half a minute on a slow line

/** The indexes of the chunks that the server holds. */
export async function heldChunks(file: string): Promise<Set<number>> {
  const [held] = await answerOf(await ask(address(file), {}));
  if (!Array.isArray(held)) throw new Malformed("answer");
  return new Set(held.filter((index) => typeof index === "number"));
}

export async function putChunk(file: string, index: number, chunk: Bytes): Promise<void> {
  const headers = { "content-type": TYPE };
  const init = { method: "PUT", body: chunk, headers, signal: AbortSignal.timeout(PATIENCE_MS) };
  await answerOf(await ask(`${address(file)}/${index}`, init));
}

/** Throws Declined with status 404 where the server does not have it (yet). */
export async function getChunk(file: string, index: number): Promise<Bytes> {
  const answer = await ask(`${address(file)}/${index}`, { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!answer.ok) await answerOf(answer);
  if (answer.headers.get("content-type") !== TYPE) throw new NoNetwork();
  try {
    return new Uint8Array(await answer.arrayBuffer());
  } catch {
    throw new NoNetwork(); // the line broke in the middle
  }
}

export async function deleteFile(file: string): Promise<void> {
  await answerOf(await ask(address(file), { method: "DELETE" }));
}

function address(file: string): string {
  return `/api/files/${file}`;
}
