/**
 * A leaflet: what a project gives out to all who have its code (PROTOCOL.md section 3.11).
 *
 * Rule 1: only who coordinates the project, at the entry of its log that the leaflet names, gives one out.
 * Rule 2: of each kind there is one; a reader never goes back to an older version (LeafletBroken).
 */
import { encode } from "@msgpack/msgpack";
import { type Bytes, equal, pae, u64, utf8 } from "./encoding.ts";
import { LeafletBroken } from "./errors.ts";
import type { Author, DskOf } from "./membership.ts";
import { unpack } from "./msgpack.ts";
import { type Project, roleOf, SUPPORTER } from "./project.ts";
import * as suite from "./suite.ts";

const TEXT_BYTES = 256 * 1024;
const KINDS = 4;
const ID = 16;
const SIGNATURE = 64;

export interface Leaflet {
  readonly projectId: Bytes;
  readonly kind: number; // from 1: ideas, words, help, board
  readonly version: number; // from 1
  readonly seq: number; // of the project's log
  readonly given: number; // milliseconds, the hour of it
  readonly text: string; // JSON, as its kind says
  readonly author: Bytes;
  readonly deviceId: Bytes;
  readonly signature: Bytes;
}

/** What the next one of a kind says, before it is signed. */
export type Said = Pick<Leaflet, "kind" | "version" | "given" | "text">;

export async function make(project: Project, said: Said, author: Author): Promise<Bytes> {
  const { projectId, seq } = project;
  const { accountId, deviceId } = author;
  const { kind, version, given, text } = said;
  const signed = input({ projectId, kind, version, seq, given, text, author: accountId, deviceId });
  const signature = await suite.sign(author.dsk, signed);
  return encode([projectId, kind, version, seq, given, text, accountId, deviceId, signature]).slice() as Bytes;
}

/** One that nobody has checked. Throws LeafletBroken where it is none. */
export function decode(data: Uint8Array): Leaflet {
  let fields: unknown;
  try {
    fields = unpack(data);
  } catch {
    throw new LeafletBroken("undecodable");
  }
  if (!Array.isArray(fields) || fields.length !== 9) throw new LeafletBroken("undecodable");
  if (!equal(encode(fields), data)) throw new LeafletBroken("encoding"); // one leaflet has one encoding
  const [projectId, kind, version, seq, given, text, author, deviceId, signature] = fields as unknown[];
  if (typeof text !== "string") throw new LeafletBroken("undecodable");
  if (utf8(text).length > TEXT_BYTES) throw new LeafletBroken("too long");
  const leaflet = {
    projectId: bytes(projectId, ID),
    kind: number(kind),
    version: number(version),
    seq: number(seq),
    given: number(given),
    text,
    author: bytes(author, ID),
    deviceId: bytes(deviceId, ID),
    signature: bytes(signature, SIGNATURE),
  };
  if (leaflet.kind < 1 || leaflet.kind > KINDS) throw new LeafletBroken("kind");
  if (leaflet.version < 1) throw new LeafletBroken("numbers");
  return leaflet;
}

/** Checks one. project: as its log stood at the entry that the leaflet names; before: what this reader had of it. */
export async function read(data: Uint8Array, project: Project, before: Leaflet | null, dskOf: DskOf): Promise<Leaflet> {
  const leaflet = decode(data);
  if (!equal(leaflet.projectId, project.projectId) || leaflet.seq !== project.seq)
    throw new LeafletBroken("of another project");
  const role = roleOf(project, leaflet.author);
  if (role === 0 || role === SUPPORTER) throw new LeafletBroken("right");
  if (before !== null && (leaflet.kind !== before.kind || leaflet.version < before.version))
    throw new LeafletBroken("older than was here");
  const dsk = dskOf(leaflet.author, leaflet.deviceId) ?? new Uint8Array(0);
  await suite.verify(dsk, input(leaflet), leaflet.signature).catch(() => {
    throw new LeafletBroken("signature");
  });
  return leaflet;
}

function bytes(value: unknown, length: number): Bytes {
  if (!(value instanceof Uint8Array)) throw new LeafletBroken("undecodable");
  if (value.length !== length) throw new LeafletBroken("sizes");
  return value.slice() as Bytes;
}

function number(value: unknown): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw new LeafletBroken("numbers");
  return value;
}

function input(leaflet: Omit<Leaflet, "signature">): Bytes {
  const { projectId, kind, version, seq, given, text, author, deviceId } = leaflet;
  const numbers = [Uint8Array.of(kind), u64(version), u64(seq), u64(given)];
  return pae("newleaf/v1/sig/leaflet", projectId, ...numbers, utf8(text), author, deviceId);
}
