/**
 * The membership log of a shared space: who belongs to it, and with which key they seal (PROTOCOL.md section 3.5).
 *
 * Each entry says all of it: the members from now on, and a new key; its place in the log is the epoch (from 1).
 *
 * Rule 1: a log is believed whole or not at all (`MembershipBroken`).
 * Rule 2: nobody but a member changes anything; who is no host can only leave, or begin a new epoch.
 * Rule 3: whoever leaves cannot make the next key: that epoch has none, and one who stayed begins another.
 * Rule 4: a circle, which has a host, never goes on without one.
 */
import { encode } from "@msgpack/msgpack";
import { type Bytes, concat, equal, hex, pae, u32, u64 } from "./encoding.ts";
import { MembershipBroken, Misuse, NotAuthentic } from "./errors.ts";
import { unpack } from "./msgpack.ts";
import * as suite from "./suite.ts";
import { hpkeOpen, hpkeSeal, xwingPublic } from "./xwing.ts";

export const HOST = 1;
export const EQUAL = 2;
export const MOST_MEMBERS = 30;
export const NO_KEY: Bytes = new Uint8Array(32);
const ID = 16;
const HASH = 32;
const SIGNATURE = 64;

/** root: SHA-256 of the key that signed the first entry of the account's identity log; it stays for life. */
export interface Member {
  readonly accountId: Bytes;
  readonly root: Bytes;
  readonly role: number;
}

interface MembershipEntry {
  readonly seq: number;
  readonly prev: Bytes;
  readonly members: readonly Member[];
  readonly keyHash: Bytes;
  readonly author: Bytes;
  readonly deviceId: Bytes;
  readonly signature: Bytes;
}

/** What a checked log says. `members` are sorted by account; keyHash is NO_KEY where the epoch has no key. */
export interface Membership {
  readonly spaceId: Bytes;
  readonly seq: number;
  readonly head: Bytes; // hash of the newest entry: `prev` of the next
  readonly before: Bytes; // its own `prev`: the wraps of its key are bound to that
  readonly members: readonly Member[];
  readonly keyHash: Bytes;
  readonly author: Bytes;
}

/** What a device signs with; undefined where nobody let it in. */
export type DskOf = (account: Bytes, device: Bytes) => Bytes | undefined;

export interface Author {
  readonly accountId: Bytes;
  readonly deviceId: Bytes;
  readonly dsk: suite.SigningKey;
}

export function epochOf(membership: Membership): number {
  return membership.seq + 1;
}

/** 0 for one who is no member. */
export function roleOf(membership: Membership, account: Bytes): number {
  return membership.members.find(({ accountId }) => equal(accountId, account))?.role ?? 0;
}

/** Of several people, some of whom let in and take out; a talk of two has none. Told of its first members. */
export function isCircle(first: Membership): boolean {
  return first.members.some(({ role }) => role === HOST);
}

export function rootOf(genesisAik: Bytes): Promise<Bytes> {
  return suite.sha256(genesisAik);
}

export function keyHashOf(key: Bytes): Promise<Bytes> {
  return suite.sha256(pae("newleaf/v1/space/key", key));
}

export async function make(
  spaceId: Bytes,
  before: Membership | null,
  members: readonly Member[],
  keyHash: Bytes,
  author: Author,
): Promise<Bytes> {
  const sorted = [...members].sort((one, other) => (hex(one.accountId) < hex(other.accountId) ? -1 : 1));
  const seq = before === null ? 0 : before.seq + 1;
  const prev = before === null ? new Uint8Array(HASH) : before.head;
  const entry = { seq, prev, members: sorted, keyHash, author: author.accountId, deviceId: author.deviceId };
  const signature = await suite.sign(author.dsk, input(spaceId, entry));
  const rows = sorted.map(({ accountId, root, role }) => [accountId, root, role]);
  return encode([seq, prev, rows, keyHash, author.accountId, author.deviceId, signature]).slice() as Bytes;
}

/** Checks one more entry against all before it (null before the first). */
export async function extend(
  spaceId: Bytes,
  before: Membership | null,
  data: Uint8Array,
  dskOf: DskOf,
): Promise<Membership> {
  const seq = before === null ? 0 : before.seq + 1;
  const entry = decodeEntry(seq, data);
  const prev = before === null ? new Uint8Array(HASH) : before.head;
  if (entry.seq !== seq || !equal(entry.prev, prev)) throw new MembershipBroken(seq, "does not follow");
  const why = forbidden(before, entry);
  if (why !== "") throw new MembershipBroken(seq, why);
  try {
    const dsk = dskOf(entry.author, entry.deviceId) ?? new Uint8Array(0);
    await suite.verify(dsk, input(spaceId, entry), entry.signature);
  } catch {
    throw new MembershipBroken(seq, "signature");
  }
  const head = await suite.sha256(pae("newleaf/v1/hash/member", input(spaceId, entry)));
  const { members, keyHash, author } = entry;
  return { spaceId, seq, head, before: entry.prev, members, keyHash, author };
}

/** Everybody whom an entry names, before it is checked. */
export function namedIn(data: Uint8Array): readonly Bytes[] {
  const { author, members } = decodeEntry(0, data);
  return [author, ...members.map(({ accountId }) => accountId)];
}

function forbidden(before: Membership | null, entry: MembershipEntry): string {
  const after = new Map(entry.members.map((member) => [hex(member.accountId), member]));
  const author = hex(entry.author);
  const noKey = equal(entry.keyHash, NO_KEY);
  if (before === null) return after.has(author) && !noKey ? "" : "founder";
  const known = new Map(before.members.map((member) => [hex(member.accountId), member]));
  const self = known.get(author);
  if (self === undefined) return "author";
  for (const [account, { root }] of after) {
    const earlier = known.get(account);
    if (earlier !== undefined && !equal(earlier.root, root)) return "root";
  }
  if (after.has(author) === noKey) return "key";
  const hosted = after.size === 0 || entry.members.some(({ role }) => role === HOST);
  if (self.role === HOST) return hosted ? "" : "host";
  const others = [...known.values()].filter(({ accountId }) => after.has(hex(accountId)));
  const left = [...known.keys()].filter((account) => !after.has(account) && account !== author);
  const same = others.length === after.size && others.every((one) => after.get(hex(one.accountId))?.role === one.role);
  return left.length === 0 && same ? "" : "right";
}

function decodeEntry(seq: number, data: Uint8Array): MembershipEntry {
  let fields: unknown;
  try {
    fields = unpack(data);
  } catch {
    throw new MembershipBroken(seq, "undecodable");
  }
  if (!Array.isArray(fields) || fields.length !== 7) throw new MembershipBroken(seq, "undecodable");
  if (!equal(encode(fields), data)) throw new MembershipBroken(seq, "encoding");
  const [number, prev, rows, keyHash, author, deviceId, signature] = fields as unknown[];
  if (!isCount(number) || !Array.isArray(rows)) throw new MembershipBroken(seq, "undecodable");
  const bytes = (value: unknown, length: number): Bytes => {
    if (!(value instanceof Uint8Array)) throw new MembershipBroken(seq, "undecodable");
    if (value.length !== length) throw new MembershipBroken(seq, "sizes");
    return value.slice() as Bytes;
  };
  const members = rows.map((row: unknown) => {
    if (!Array.isArray(row) || row.length !== 3) throw new MembershipBroken(seq, "undecodable");
    const [accountId, root, role] = row as unknown[];
    return { accountId: bytes(accountId, ID), root: bytes(root, HASH), role };
  });
  const ids = members.map(({ accountId }) => hex(accountId));
  if (ids.length > MOST_MEMBERS || ids.some((id, at) => at > 0 && ids[at - 1]! >= id))
    throw new MembershipBroken(seq, "members");
  const checked = members.map(({ role, ...rest }) => {
    if (role !== HOST && role !== EQUAL) throw new MembershipBroken(seq, "role");
    return { ...rest, role };
  });
  return {
    seq: number,
    prev: bytes(prev, HASH),
    members: checked,
    keyHash: bytes(keyHash, HASH),
    author: bytes(author, ID),
    deviceId: bytes(deviceId, ID),
    signature: bytes(signature, SIGNATURE),
  };
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function input(spaceId: Bytes, entry: Omit<MembershipEntry, "signature">): Bytes {
  const members = entry.members.map(({ accountId, root, role }) => concat(accountId, root, Uint8Array.of(role)));
  const { prev, keyHash, author, deviceId } = entry;
  return pae("newleaf/v1/sig/member", spaceId, u64(entry.seq), prev, concat(...members), keyHash, author, deviceId);
}

// The key of an epoch, sealed to each member

/** Seals the key of the newest epoch to a member's X-Wing public key. */
export async function wrap(membership: Membership, recipient: Bytes, aek: Bytes, key: Bytes): Promise<Bytes> {
  if (roleOf(membership, recipient) === 0) throw new Misuse("a key is sealed to members only");
  return hpkeSeal(aek, await wrapInfo(membership, recipient, aek), key);
}

/** Opens it again. Throws NotAuthentic, also for a key that the entry does not name. */
export async function unwrap(membership: Membership, recipient: Bytes, aekSeed: Bytes, blob: Bytes): Promise<Bytes> {
  const key = await hpkeOpen(aekSeed, await wrapInfo(membership, recipient, xwingPublic(aekSeed)), blob);
  if (!equal(await keyHashOf(key), membership.keyHash)) throw new NotAuthentic();
  return key;
}

async function wrapInfo(membership: Membership, recipient: Bytes, aek: Bytes): Promise<Bytes> {
  const { spaceId, before } = membership;
  return pae("newleaf/v1/wrap", spaceId, u32(epochOf(membership)), recipient, await suite.sha256(aek), before);
}

// In person: the same number on both phones

type Someone = Pick<Member, "accountId" | "root">;

/** Twelve groups of five digits; both phones show the same. */
export async function safetyNumber(one: Someone, other: Someone): Promise<string> {
  const parts = [one, other].map(({ accountId, root }) => concat(accountId, root));
  parts.sort((a, b) => (hex(a) < hex(b) ? -1 : 1));
  const digest = await suite.sha512(pae("newleaf/v1/safety", ...parts));
  const groups = Array.from({ length: 12 }, (_, at) => {
    const number = digest.slice(at * 5, at * 5 + 5).reduce((sum, byte) => sum * 256 + byte, 0);
    return String(number % 100_000).padStart(5, "0");
  });
  return groups.join(" ");
}
