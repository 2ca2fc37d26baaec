/**
 * A project: who works for it, signed by its coordinators, and what anybody with its code may read (PROTOCOL.md 3.8).
 *
 * The code on a poster is the first entry's own hash: nobody can put another project behind it.
 *
 * Rule 1: a log is believed whole or not at all (`ProjectBroken`).
 * Rule 2: coordinators change who works for it and what its card says; anybody else can only leave.
 * Rule 3: there is always a coordinator. Whoever comes for support stands in no list of it (mission E4, 1H 3).
 */
import { encode } from "@msgpack/msgpack";
import { type Bytes, concat, equal, hex, pae, u64 } from "./encoding.ts";
import { ProjectBroken } from "./errors.ts";
import { codeOfBytes, readCode } from "./linking.ts";
import type { Author, DskOf } from "./membership.ts";
import { unpack } from "./msgpack.ts";
import * as suite from "./suite.ts";

export const COORDINATOR = 1;
export const SUPPORTER = 2;
export const LEAD = 3; // a coordinator who takes concerns
export const MOST_WORKERS = 60;
const MOST_LINKED = 30;
export const NAME_CHARACTERS = 60;
export const CALLED_CHARACTERS = 40;
export const WORDS_CHARACTERS = 500;
const CARD_BYTES = 256 * 1024;
const ID = 16;
const HASH = 32;
const SIGNATURE = 64;
const AEK = 1216;

/** root: as in a membership's Member. */
export interface Worker {
  readonly accountId: Bytes;
  readonly root: Bytes;
  readonly role: number;
}

interface ProjectEntry {
  readonly seq: number;
  readonly prev: Bytes; // of the first entry 32 random bytes
  readonly workers: readonly Worker[];
  readonly cardHash: Bytes;
  readonly author: Bytes;
  readonly deviceId: Bytes;
  readonly signature: Bytes;
}

/** What a checked log says. `workers` are sorted by account. */
export interface Project {
  readonly projectId: Bytes;
  readonly seq: number;
  readonly head: Bytes;
  readonly workers: readonly Worker[];
  readonly cardHash: Bytes;
  readonly author: Bytes;
}

/** One who works for the project, in their own words; aek: what is sealed to them. */
export interface CardWorker {
  readonly accountId: Bytes;
  readonly name: string;
  readonly words: string;
  readonly aek: Bytes;
}

/** linked: projects that this one names, each with people of its own (mission F9). */
export interface ProjectCard {
  readonly name: string;
  readonly words: string;
  readonly workers: readonly CardWorker[];
  readonly linked: readonly { readonly code: string; readonly name: string }[];
}

/** 0 for one who does not work for it. */
export function roleOf(project: Project, account: Bytes): number {
  return project.workers.find(({ accountId }) => equal(accountId, account))?.role ?? 0;
}

/** Its first 100 bits, as 20 characters; the code of a poster. */
export function codeOf(projectId: Bytes): string {
  return codeOfBytes(projectId);
}

/** The next entry. */
export async function make(
  before: Project | null,
  workers: readonly Worker[],
  card: Bytes,
  author: Author,
  salt = suite.randomBytes(HASH),
): Promise<Bytes> {
  const sorted = [...workers].sort((one, other) => (hex(one.accountId) < hex(other.accountId) ? -1 : 1));
  const [seq, prev] = before === null ? [0, salt] : [before.seq + 1, before.head];
  const cardHash = await suite.sha256(card);
  const { accountId, deviceId } = author;
  const signature = await suite.sign(
    author.dsk,
    input({ seq, prev, workers: sorted, cardHash, author: accountId, deviceId }),
  );
  const rows = sorted.map(({ accountId: id, root, role }) => [id, root, role]);
  return encode([seq, prev, rows, cardHash, accountId, deviceId, signature]).slice() as Bytes;
}

/** Checks one more entry against all before it (null before the first). */
export async function extend(before: Project | null, data: Uint8Array, dskOf: DskOf): Promise<Project> {
  const seq = before === null ? 0 : before.seq + 1;
  const entry = decodeEntry(seq, data);
  if (entry.seq !== seq || (before !== null && !equal(entry.prev, before.head)))
    throw new ProjectBroken(seq, "does not follow");
  const why = forbidden(before, entry);
  if (why !== "") throw new ProjectBroken(seq, why);
  try {
    await suite.verify(dskOf(entry.author, entry.deviceId) ?? new Uint8Array(0), input(entry), entry.signature);
  } catch {
    throw new ProjectBroken(seq, "signature");
  }
  const head = await suite.sha256(pae("newleaf/v1/hash/project", input(entry)));
  const { workers, cardHash, author } = entry;
  return { projectId: before?.projectId ?? head.slice(0, ID), seq, head, workers, cardHash, author };
}

/** Who made an entry, before it is checked. */
export function authorOf(data: Uint8Array): Bytes {
  return decodeEntry(0, data).author;
}

function forbidden(before: Project | null, entry: ProjectEntry): string {
  const role = entry.workers.find(({ accountId }) => equal(accountId, entry.author))?.role;
  if (before === null) return role !== undefined && role !== SUPPORTER ? "" : "founder";
  const self = before.workers.find(({ accountId }) => equal(accountId, entry.author));
  if (self === undefined) return "author";
  const known = new Map(before.workers.map((worker) => [hex(worker.accountId), worker]));
  for (const { accountId, root } of entry.workers) {
    const earlier = known.get(hex(accountId));
    if (earlier !== undefined && !equal(earlier.root, root)) return "root";
  }
  if (self.role !== SUPPORTER) return "";
  const left = before.workers.filter((worker) => worker !== self);
  const same =
    left.length === entry.workers.length &&
    left.every((worker, at) => {
      const other = entry.workers[at];
      return other !== undefined && equal(other.accountId, worker.accountId) && other.role === worker.role;
    });
  return same && equal(entry.cardHash, before.cardHash) ? "" : "right";
}

function decodeEntry(seq: number, data: Uint8Array): ProjectEntry {
  let fields: unknown;
  try {
    fields = unpack(data);
  } catch {
    throw new ProjectBroken(seq, "undecodable");
  }
  if (!Array.isArray(fields) || fields.length !== 7) throw new ProjectBroken(seq, "undecodable");
  if (!equal(encode(fields), data)) throw new ProjectBroken(seq, "encoding");
  const [number, prev, rows, cardHash, author, deviceId, signature] = fields as unknown[];
  if (typeof number !== "number" || !Number.isSafeInteger(number) || number < 0 || !Array.isArray(rows))
    throw new ProjectBroken(seq, "undecodable");
  const bytes = (value: unknown, length: number): Bytes => {
    if (!(value instanceof Uint8Array)) throw new ProjectBroken(seq, "undecodable");
    if (value.length !== length) throw new ProjectBroken(seq, "sizes");
    return value.slice() as Bytes;
  };
  const workers = rows.map((row: unknown) => {
    if (!Array.isArray(row) || row.length !== 3) throw new ProjectBroken(seq, "undecodable");
    const [accountId, root, role] = row as unknown[];
    if (typeof role !== "number") throw new ProjectBroken(seq, "undecodable");
    return { accountId: bytes(accountId, ID), root: bytes(root, HASH), role };
  });
  if (workers.length > MOST_WORKERS || !isSorted(workers)) throw new ProjectBroken(seq, "workers");
  if (workers.some(({ role }) => ![COORDINATOR, SUPPORTER, LEAD].includes(role))) throw new ProjectBroken(seq, "role");
  if (workers.every(({ role }) => role === SUPPORTER)) throw new ProjectBroken(seq, "nobody coordinates");
  return {
    seq: number,
    prev: bytes(prev, HASH),
    workers,
    cardHash: bytes(cardHash, HASH),
    author: bytes(author, ID),
    deviceId: bytes(deviceId, ID),
    signature: bytes(signature, SIGNATURE),
  };
}

export function makeCard({ name, words, workers, linked }: ProjectCard): Bytes {
  const sorted = [...workers].sort((one, other) => (hex(one.accountId) < hex(other.accountId) ? -1 : 1));
  const rows = sorted.map((one) => [one.accountId, one.name, one.words, one.aek]);
  return encode([name, words, rows, linked.map((one) => [one.code, one.name])]).slice() as Bytes;
}

/** The card that the newest entry names; who is no worker any more is left out. Throws ProjectBroken for any other. */
export async function readCard(project: Project, data: Bytes): Promise<ProjectCard> {
  const wrong = new ProjectBroken(project.seq, "card");
  if (data.length > CARD_BYTES || !equal(await suite.sha256(data), project.cardHash)) throw wrong;
  let card: ProjectCard;
  try {
    card = decodeCard(unpack(data));
  } catch {
    throw wrong;
  }
  const sizes =
    card.workers.every(({ accountId, aek }) => accountId.length === ID && aek.length === AEK) &&
    card.workers.length <= MOST_WORKERS &&
    card.linked.length <= MOST_LINKED;
  if (!sizes || !isSorted(card.workers)) throw wrong;
  return { ...card, workers: card.workers.filter(({ accountId }) => roleOf(project, accountId) !== 0) };
}

function decodeCard(fields: unknown): ProjectCard {
  const [name, words, workers, linked] = listOf(fields, 4);
  return {
    name: textOf(name, NAME_CHARACTERS),
    words: textOf(words, WORDS_CHARACTERS),
    workers: listOf(workers).map((row) => {
      const [accountId, called, about, aek] = listOf(row, 4);
      if (!(accountId instanceof Uint8Array) || !(aek instanceof Uint8Array)) throw new TypeError("bytes");
      const known = { name: textOf(called, CALLED_CHARACTERS), words: textOf(about, WORDS_CHARACTERS) };
      return { ...known, accountId: accountId.slice() as Bytes, aek: aek.slice() as Bytes };
    }),
    linked: listOf(linked).map((row) => {
      const [code, called] = listOf(row, 2);
      if (typeof code !== "string" || readCode(code) !== code) throw new TypeError("code");
      return { code, name: textOf(called, NAME_CHARACTERS) };
    }),
  };
}

function listOf(value: unknown, length?: number): unknown[] {
  if (!Array.isArray(value) || (length !== undefined && value.length !== length)) throw new TypeError("list");
  return value;
}

function textOf(value: unknown, most: number): string {
  if (typeof value !== "string" || [...value].length > most) throw new TypeError("text");
  return value;
}

function isSorted(rows: readonly { readonly accountId: Bytes }[]): boolean {
  const ids = rows.map(({ accountId }) => hex(accountId));
  return ids.every((id, at) => at === 0 || ids[at - 1]! < id);
}

function input(entry: Omit<ProjectEntry, "signature">): Bytes {
  const workers = entry.workers.map(({ accountId, root, role }) => concat(accountId, root, Uint8Array.of(role)));
  const { prev, cardHash, author, deviceId } = entry;
  return pae("newleaf/v1/sig/project", u64(entry.seq), prev, concat(...workers), cardHash, author, deviceId);
}
