/** The frames of PROTOCOL.md section 6: MessagePack arrays with the tag first. */
import { encode } from "@msgpack/msgpack";
import type { Bytes } from "../crypto/encoding.ts";
import { Malformed } from "../crypto/errors.ts";
import { unpack } from "../crypto/msgpack.ts";

export const PROTOCOL_VERSION = 1;
export const SUBPROTOCOL = "newleaf.v1";

export type RefusalKind = "retry" | "reauth" | "reseal" | "permanent";

export interface Limits {
  readonly frameBytes: number;
  readonly entryBytes: number;
  readonly pushEntries: number;
  readonly spaces: number;
}

/** One sealed envelope where the log has it; received in milliseconds of the server's clock. */
export interface Entry {
  readonly seq: number;
  readonly device: Bytes;
  readonly received: number;
  readonly envelope: Bytes;
}

export type ClientFrame =
  | { readonly tag: "hello"; readonly account: Bytes; readonly device: Bytes }
  | { readonly tag: "auth"; readonly nonce: Bytes; readonly signature: Bytes }
  | { readonly tag: "subscribe"; readonly space: Bytes }
  | {
      readonly tag: "pull";
      readonly id: number;
      readonly space: Bytes;
      readonly after: number;
      readonly maxBytes: number;
    }
  | { readonly tag: "read"; readonly id: number; readonly space: Bytes; readonly document: Bytes }
  | { readonly tag: "push"; readonly id: number; readonly space: Bytes; readonly envelopes: readonly Bytes[] }
  | {
      readonly tag: "prune";
      readonly id: number;
      readonly space: Bytes;
      readonly snapshot: number;
      readonly seqs: readonly number[];
    }
  | { readonly tag: "ping"; readonly id: number };

export type ServerFrame =
  | {
      readonly tag: "welcome";
      readonly version: number;
      readonly logId: Bytes;
      readonly time: number;
      readonly limits: Limits;
    }
  | { readonly tag: "challenge"; readonly nonce: Bytes; readonly expires: number }
  | {
      readonly tag: "pushed";
      readonly id: number;
      readonly space: Bytes;
      readonly seqs: readonly number[];
      readonly received: number;
    }
  | { readonly tag: "pruned"; readonly id: number; readonly space: Bytes }
  | {
      readonly tag: "entries";
      readonly id: number;
      readonly space: Bytes;
      readonly first: number;
      readonly last: number;
      readonly items: readonly Entry[];
      readonly head: number;
    }
  | { readonly tag: "document"; readonly id: number; readonly space: Bytes; readonly items: readonly Entry[] }
  | { readonly tag: "changed"; readonly space: Bytes; readonly head: number }
  | {
      readonly tag: "refused";
      readonly id: number;
      readonly kind: RefusalKind;
      readonly code: string;
      readonly text: string;
      readonly retryMs: number;
      readonly index: number;
    }
  | { readonly tag: "pong"; readonly id: number }
  | { readonly tag: "goodbye"; readonly code: string; readonly text: string; readonly retryMs: number };

export function toArray(frame: ClientFrame): unknown[] {
  switch (frame.tag) {
    case "hello":
      return ["hello", PROTOCOL_VERSION, frame.account, frame.device];
    case "auth":
      return ["auth", frame.nonce, frame.signature];
    case "subscribe":
      return ["subscribe", frame.space];
    case "pull":
      return ["pull", frame.id, frame.space, frame.after, frame.maxBytes];
    case "push":
      return ["push", frame.id, frame.space, frame.envelopes];
    case "read":
      return ["read", frame.id, frame.space, frame.document];
    case "prune":
      return ["prune", frame.id, frame.space, frame.snapshot, frame.seqs];
    case "ping":
      return ["ping", frame.id];
  }
}

export function encodeFrame(frame: ClientFrame): Bytes {
  return encode(toArray(frame)).slice() as Bytes;
}

/** null for what this version does not know: it is ignored. Throws nothing but Malformed. */
export function decodeFrame(data: Uint8Array): ServerFrame | null {
  return readFrame(unpack(data));
}

export function readFrame(value: unknown): ServerFrame | null {
  if (!Array.isArray(value)) throw new Malformed("frame");
  const [tag, ...rest] = value as unknown[];
  const read = new Reader(rest);
  switch (tag) {
    case "welcome":
      return { tag, version: read.count(), logId: read.bytes(), time: read.count(), limits: readLimits(read.list()) };
    case "challenge":
      return { tag, nonce: read.bytes(), expires: read.count() };
    case "pushed":
      return { tag, id: read.count(), space: read.bytes(), seqs: read.list().map(asCount), received: read.count() };
    case "pruned":
      return { tag, id: read.count(), space: read.bytes() };
    case "entries":
      return {
        tag,
        id: read.count(),
        space: read.bytes(),
        first: read.count(),
        last: read.count(),
        items: read.list().map(readEntry),
        head: read.count(),
      };
    case "document":
      return { tag, id: read.count(), space: read.bytes(), items: read.list().map(readEntry) };
    case "changed":
      return { tag, space: read.bytes(), head: read.count() };
    case "refused":
      return {
        tag,
        id: read.count(),
        kind: readKind(read.text()),
        code: read.text(),
        text: read.text(),
        retryMs: read.count(0),
        index: read.index(),
      };
    case "pong":
      return { tag, id: read.count() };
    case "goodbye":
      return { tag, code: read.text(), text: read.text(), retryMs: read.count(0) };
    default:
      return null;
  }
}

/** Takes the fields of a frame one after the other; a newer version's trailing fields are left unread. */
class Reader {
  readonly #fields: readonly unknown[];
  #at = 0;

  constructor(fields: readonly unknown[]) {
    this.#fields = fields;
  }

  count(missing?: number): number {
    const value = this.#fields[this.#at++];
    return value === undefined && missing !== undefined ? missing : asCount(value);
  }

  index(): number {
    const field = this.#fields[this.#at++];
    const value = field === undefined ? -1 : field;
    if (typeof value !== "number" || !Number.isSafeInteger(value) || value < -1) throw new Malformed("index");
    return value;
  }

  bytes(): Bytes {
    return asBytes(this.#fields[this.#at++]);
  }

  text(): string {
    const value = this.#fields[this.#at++];
    if (typeof value !== "string") throw new Malformed("text");
    return value;
  }

  list(): readonly unknown[] {
    const value = this.#fields[this.#at++];
    if (!Array.isArray(value)) throw new Malformed("list");
    return value;
  }
}

function asCount(value: unknown): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw new Malformed("number");
  return value;
}

function asBytes(value: unknown): Bytes {
  if (!(value instanceof Uint8Array)) throw new Malformed("bytes");
  return value.slice() as Bytes;
}

function readLimits(fields: readonly unknown[]): Limits {
  const [frameBytes, entryBytes, pushEntries, spaces] = fields;
  return {
    frameBytes: asCount(frameBytes),
    entryBytes: asCount(entryBytes),
    pushEntries: asCount(pushEntries),
    spaces: asCount(spaces),
  };
}

function readEntry(value: unknown): Entry {
  if (!Array.isArray(value)) throw new Malformed("entry");
  const [seq, device, received, envelope] = value as unknown[];
  return { seq: asCount(seq), device: asBytes(device), received: asCount(received), envelope: asBytes(envelope) };
}

function readKind(kind: string): RefusalKind {
  if (kind === "retry" || kind === "reauth" || kind === "reseal" || kind === "permanent") return kind;
  throw new Malformed("kind");
}
