/**
 * The identity log: which devices, keys and keybag an account has, signed by the account (PROTOCOL.md section 3.3).
 *
 * Rule: a log is believed whole or not at all (`LogBroken`).
 */
import { encode } from "@msgpack/msgpack";
import { type Bytes, concat, equal, hex, pae, u64, utf8 } from "./encoding.ts";
import { readU64 } from "./envelope.ts";
import { LogBroken, Misuse } from "./errors.ts";
import { unpack } from "./msgpack.ts";
import * as suite from "./suite.ts";

export type Op = "genesis" | "add-device" | "revoke-device" | "keybag-changed" | "slot-changed" | "retired";
const SIZES: Readonly<Record<Op, number>> = {
  genesis: 32 + 1216 + 16,
  "add-device": 48,
  "revoke-device": 16,
  "keybag-changed": 40,
  "slot-changed": 33,
  retired: 0,
};

interface LogEntry {
  readonly seq: number;
  readonly prev: Uint8Array;
  readonly op: Op;
  readonly payload: Bytes;
  readonly ts: number;
  readonly signature: Uint8Array;
}

/** `devices`: all that ever were added, so that old entries can still be verified; by id in hex. */
export interface Identity {
  readonly accountId: Bytes;
  readonly aik: Bytes;
  readonly aek: Bytes;
  readonly spaceId: Bytes;
  readonly seq: number;
  readonly head: Bytes;
  readonly devices: ReadonlyMap<string, Bytes>;
  readonly revoked: ReadonlySet<string>;
  readonly keybagVersion: number;
  readonly keybagHash: Bytes;
  readonly slotHashes: ReadonlyMap<number, Bytes>;
  /** The person deleted everything: nothing follows, and phones forget what they hold. */
  readonly retired: boolean;
}

export async function verifyLog(accountId: Bytes, entries: readonly Uint8Array[]): Promise<Identity> {
  let identity: Identity | null = null;
  for (const data of entries) identity = await extend(accountId, identity, data);
  if (identity === null) throw new LogBroken(0, "empty");
  return identity;
}

/** Checks one more entry against all before it (null before the genesis). */
export async function extend(accountId: Bytes, before: Identity | null, data: Uint8Array): Promise<Identity> {
  const seq = before === null ? 0 : before.seq + 1;
  const entry = decodeEntry(seq, data);
  const prev = before === null ? new Uint8Array(32) : before.head;
  if (entry.seq !== seq || !equal(entry.prev, prev)) throw new LogBroken(seq, "does not follow");
  if (before?.retired) throw new LogBroken(seq, "nothing follows a retirement");
  if ((entry.op === "genesis") !== (before === null))
    throw new LogBroken(seq, "genesis is the first entry and only that");
  const aik = before === null ? entry.payload.slice(0, 32) : before.aik;
  try {
    await suite.verify(aik, entryInput(accountId, entry), entry.signature);
  } catch {
    throw new LogBroken(seq, "signature");
  }
  const head = await hashOf(accountId, entry);
  if (before !== null) return { ...apply(before, entry), seq, head };
  return {
    accountId,
    aik,
    seq,
    head,
    aek: entry.payload.slice(32, -16),
    spaceId: entry.payload.slice(-16),
    devices: new Map(),
    revoked: new Set(),
    keybagVersion: 0,
    keybagHash: new Uint8Array(32),
    slotHashes: new Map(),
    retired: false,
  };
}

/** When each device was added, in milliseconds, by its id in hex; of a log that was verified. */
export function addedAt(entries: readonly Uint8Array[]): Map<string, number> {
  const added = entries.map((data, seq) => decodeEntry(seq, data)).filter(({ op }) => op === "add-device");
  return new Map(added.map(({ payload, ts }) => [hex(payload.slice(0, 16)), ts]));
}

export async function makeEntry(
  key: suite.SigningKey,
  accountId: Bytes,
  before: Identity | null,
  op: Op,
  payload: Bytes,
  ts: number,
): Promise<Bytes> {
  if (payload.length !== SIZES[op]) throw new Misuse(`payload of ${op}`);
  const prev = before === null ? new Uint8Array(32) : before.head;
  const entry = { seq: before === null ? 0 : before.seq + 1, prev, op, payload, ts };
  const signature = await suite.sign(key, entryInput(accountId, entry));
  return encode([entry.seq, prev, op, payload, ts, signature]) as Bytes;
}

export function genesisPayload(aik: Uint8Array, aek: Uint8Array, spaceId: Uint8Array): Bytes {
  return concat(aik, aek, spaceId);
}

export async function keybagPayload(version: number, blob: Bytes): Promise<Bytes> {
  return concat(u64(version), await suite.sha256(blob));
}

export async function slotPayload(slot: Bytes): Promise<Bytes> {
  return concat(slot.slice(0, 1), await suite.sha256(slot));
}

function apply(identity: Identity, entry: LogEntry): Identity {
  const { payload } = entry;
  const device = hex(payload.slice(0, 16));
  switch (entry.op) {
    case "add-device":
      if (identity.devices.has(device)) throw new LogBroken(entry.seq, "device added twice");
      return { ...identity, devices: new Map(identity.devices).set(device, payload.slice(16)) };
    case "revoke-device":
      if (!identity.devices.has(device) || identity.revoked.has(device))
        throw new LogBroken(entry.seq, "no such device to revoke");
      return { ...identity, revoked: new Set(identity.revoked).add(device) };
    case "keybag-changed": {
      const version = readU64(new DataView(payload.buffer, payload.byteOffset), 0);
      if (version <= identity.keybagVersion) throw new LogBroken(entry.seq, "keybag version does not grow");
      return { ...identity, keybagVersion: version, keybagHash: payload.slice(8) };
    }
    case "retired":
      return { ...identity, retired: true };
    default:
      return { ...identity, slotHashes: new Map(identity.slotHashes).set(payload[0]!, payload.slice(1)) };
  }
}

function decodeEntry(seq: number, data: Uint8Array): LogEntry {
  let fields: unknown;
  try {
    fields = unpack(data);
  } catch {
    throw new LogBroken(seq, "undecodable");
  }
  if (!Array.isArray(fields) || fields.length !== 6) throw new LogBroken(seq, "undecodable");
  const [number, prev, op, payload, ts, signature] = fields as unknown[];
  const sound =
    isCount(number) &&
    prev instanceof Uint8Array &&
    typeof op === "string" &&
    Object.hasOwn(SIZES, op) &&
    payload instanceof Uint8Array &&
    isCount(ts) &&
    signature instanceof Uint8Array;
  if (!sound || payload.length !== SIZES[op as Op]) throw new LogBroken(seq, "unknown op or payload");
  if (!equal(encode(fields), data)) throw new LogBroken(seq, "encoding");
  return { seq: number, prev, op: op as Op, payload: payload.slice() as Bytes, ts, signature };
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function entryInput(accountId: Bytes, entry: Omit<LogEntry, "signature">): Bytes {
  return pae("newleaf/v1/idlog", accountId, u64(entry.seq), entry.prev, utf8(entry.op), entry.payload, u64(entry.ts));
}

function hashOf(accountId: Bytes, entry: LogEntry): Promise<Bytes> {
  return suite.sha256(pae("newleaf/v1/hash/idlog", entryInput(accountId, entry)));
}
