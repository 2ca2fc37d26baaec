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

export type Op =
  | "genesis"
  | "add-device"
  | "revoke-device"
  | "rotate-keys"
  | "keybag-changed"
  | "card-changed"
  | "retired";
const XWING = 1216;
const SIGNATURE = 64;
const SIZES: Readonly<Record<Op, number>> = {
  genesis: 32 + XWING + 16,
  "add-device": 16 + 32 + XWING,
  "revoke-device": 16 + 8 + 32,
  "rotate-keys": 32 + XWING + SIGNATURE,
  "keybag-changed": 8 + 32,
  "card-changed": 16 + 32 + XWING,
  retired: 0,
};
const NO_HASH = new Uint8Array(32);

interface LogEntry {
  readonly seq: number;
  readonly prev: Uint8Array;
  readonly op: Op;
  readonly payload: Bytes;
  readonly ts: number;
  readonly signature: Uint8Array;
}

/** The last entry of a phone that was taken off: what it wrote beyond is not its own any more. */
export interface Pin {
  readonly counter: number;
  readonly hash: Bytes; // zeros where nobody could open that entry
}

/** `devices`: all that ever were added, so that old entries can still be verified; by id in hex. */
export interface Identity {
  readonly accountId: Bytes;
  readonly aik: Bytes;
  readonly aek: Bytes;
  readonly spaceId: Bytes;
  readonly seq: number;
  readonly head: Bytes;
  readonly devices: ReadonlyMap<string, Bytes>; // what each signs with
  readonly sealing: ReadonlyMap<string, Bytes>; // what is sealed to each
  readonly revoked: ReadonlyMap<string, Pin>;
  /** Which keys are current: one more with each rotation. */
  readonly epoch: number;
  readonly keybagVersion: number;
  readonly keybagHash: Bytes;
  readonly card: { readonly lookup: Bytes; readonly sealing: Bytes } | null;
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
  if (before !== null) return { ...(await apply(before, entry)), seq, head };
  return {
    accountId,
    aik,
    seq,
    head,
    aek: entry.payload.slice(32, -16),
    spaceId: entry.payload.slice(-16),
    devices: new Map(),
    sealing: new Map(),
    revoked: new Map(),
    epoch: 1,
    keybagVersion: 0,
    keybagHash: NO_HASH,
    card: null,
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

export function revokePayload(device: Bytes, pin: Pin): Bytes {
  return concat(device, u64(pin.counter), pin.hash);
}

/** The old key signs the entry, the new one that it takes over from here. */
export async function rotatePayload(before: Identity, aikSeed: Bytes, aek: Bytes): Promise<Bytes> {
  const { key, publicKey } = await suite.signingKey(aikSeed);
  const keys = concat(publicKey, aek);
  return concat(keys, await suite.sign(key, takeoverInput(before, keys)));
}

/** Who opens the keybag: the phones that are not taken off, and the card; what is sealed to, by id in hex. */
export function holdersOf(identity: Identity): Map<string, Bytes> {
  const holders = new Map([...identity.sealing].filter(([device]) => !identity.revoked.has(device)));
  return identity.card === null ? holders : holders.set(hex(identity.card.lookup), identity.card.sealing);
}

/** False for what a phone cannot have written before it was taken off. */
export function mayHaveWritten(identity: Identity, device: Uint8Array, counter: number, hash: Uint8Array): boolean {
  const pin = identity.revoked.get(hex(device));
  if (pin === undefined || counter < pin.counter) return true;
  return counter === pin.counter && (equal(pin.hash, NO_HASH) || equal(pin.hash, hash));
}

async function apply(identity: Identity, entry: LogEntry): Promise<Identity> {
  const { payload } = entry;
  const device = hex(payload.slice(0, 16));
  switch (entry.op) {
    case "add-device":
      if (identity.devices.has(device)) throw new LogBroken(entry.seq, "device added twice");
      return {
        ...identity,
        devices: new Map(identity.devices).set(device, payload.slice(16, 48)),
        sealing: new Map(identity.sealing).set(device, payload.slice(48)),
      };
    case "revoke-device":
      if (!identity.devices.has(device) || identity.revoked.has(device))
        throw new LogBroken(entry.seq, "no such device to revoke");
      return { ...identity, revoked: new Map(identity.revoked).set(device, readPin(payload)) };
    case "rotate-keys": {
      const keys = payload.slice(0, -SIGNATURE);
      const aik = keys.slice(0, 32);
      try {
        await suite.verify(aik, takeoverInput(identity, keys), payload.slice(-SIGNATURE));
      } catch {
        throw new LogBroken(entry.seq, "the new key did not sign");
      }
      return { ...identity, aik, aek: keys.slice(32), epoch: identity.epoch + 1 };
    }
    case "keybag-changed": {
      const version = readU64(new DataView(payload.buffer, payload.byteOffset), 0);
      if (version <= identity.keybagVersion) throw new LogBroken(entry.seq, "keybag version does not grow");
      return { ...identity, keybagVersion: version, keybagHash: payload.slice(8) };
    }
    case "retired":
      return { ...identity, retired: true };
    default:
      return { ...identity, card: { lookup: payload.slice(0, 16), sealing: payload.slice(48) } };
  }
}

function readPin(payload: Bytes): Pin {
  return { counter: readU64(new DataView(payload.buffer, payload.byteOffset), 16), hash: payload.slice(24) };
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

function takeoverInput(before: Identity, keys: Bytes): Bytes {
  return pae("newleaf/v1/idlog/rotate", before.accountId, u64(before.seq + 1), before.head, keys);
}

function hashOf(accountId: Bytes, entry: LogEntry): Promise<Bytes> {
  return suite.sha256(pae("newleaf/v1/hash/idlog", entryInput(accountId, entry)));
}
