/** Plain calls to the server: MessagePack in and out (PROTOCOL.md section 7). */
import { encode } from "@msgpack/msgpack";
import { type Bytes, unhex } from "../crypto/encoding.ts";
import { Malformed } from "../crypto/errors.ts";
import { unpack } from "../crypto/msgpack.ts";

const TYPE = "application/x-msgpack";
const PATIENCE_MS = 15_000;

/** Nothing that is our server answered: no signal, a captive portal, a server that is down. */
export class NoNetwork extends Error {
  override readonly name = "NoNetwork";
}

/** The server said no. */
export class Declined extends Error {
  readonly code: string;
  readonly status: number;
  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

export async function call(
  method: "GET" | "POST" | "PUT" | "DELETE",
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<unknown[]> {
  return answerOf(
    await ask(path, {
      method,
      ...(body === undefined ? {} : { body: encode(body).slice(), headers: { "content-type": TYPE } }),
      ...(signal === undefined ? {} : { signal }),
    }),
  );
}

/** What the server said. Throws NoNetwork for a captive portal, Declined for a refusal. */
export async function answerOf(answer: Response): Promise<unknown[]> {
  if (!answer.headers.get("content-type")?.startsWith(TYPE)) throw new NoNetwork();
  const value: unknown = unpack(new Uint8Array(await answer.arrayBuffer()));
  if (!Array.isArray(value)) throw new Malformed("answer");
  if (!answer.ok) throw new Declined(answer.status, typeof value[3] === "string" ? value[3] : "unknown");
  return value;
}

export interface Config {
  readonly instanceId: Bytes;
  /** Where the source of this server can be had (AGPL, section 13), or empty. */
  readonly source: string;
}

export async function readConfig(): Promise<Config> {
  const answer = await ask("/api/config", {});
  // A captive portal answers 200 with a page of its own to everything.
  if (!answer.ok || !answer.headers.get("content-type")?.startsWith("application/json")) throw new NoNetwork();
  const config = (await answer.json()) as { instance_id?: unknown; source?: unknown };
  if (typeof config.instance_id !== "string" || !/^[0-9a-f]{32}$/.test(config.instance_id)) throw new NoNetwork();
  const source = typeof config.source === "string" && /^https?:/.test(config.source) ? config.source : "";
  return { instanceId: unhex(config.instance_id), source };
}

export async function ask(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, {
      cache: "no-store",
      credentials: "same-origin",
      redirect: "error",
      signal: AbortSignal.timeout(path.includes("wait") || path.includes("collect") ? 2 * PATIENCE_MS : PATIENCE_MS),
      ...init,
    });
  } catch {
    throw new NoNetwork();
  }
}

export function asBytes(value: unknown): Bytes {
  if (!(value instanceof Uint8Array)) throw new Malformed("bytes");
  return value.slice() as Bytes;
}

export function asNumber(value: unknown): number {
  if (typeof value !== "number") throw new Malformed("number");
  return value;
}

export function asList(value: unknown): Bytes[] {
  if (!Array.isArray(value)) throw new Malformed("list");
  return value.map(asBytes);
}
