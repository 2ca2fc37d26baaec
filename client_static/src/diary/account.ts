/** The account as this phone holds it, and how it comes to be: started here, brought back by words, or linked. */
import { type Card, cardPayload } from "../crypto/card.ts";
import { type Bytes, concat, equal, hex } from "../crypto/encoding.ts";
import { KeybagMismatch, LogBroken } from "../crypto/errors.ts";
import * as identity from "../crypto/identity.ts";
import { type Holder, type Keybag, newKeys, openKeybag, sealKeybag } from "../crypto/keybag.ts";
import type { Answer } from "../crypto/linking.ts";
import { documentId, envelopeKey, treeSeed } from "../crypto/space.ts";
import * as suite from "../crypto/suite.ts";
import { asBytes, asList, asNumber, call } from "../transport/http.ts";
import { signIn } from "./sign_in.ts";

/** The card: not made; confirmed by the person; it opens the keybag. */
export type CardState = "none" | "confirmed" | "kept";

/** What the store keeps of the account (row `account`). */
export interface Account {
  readonly accountId: Bytes;
  readonly deviceId: Bytes;
  readonly devicePublic: Bytes;
  readonly signingSeed: Bytes; // of the key this phone signs with; nowhere but in this sealed row, so that a lock covers it
  readonly sealingSeed: Bytes; // opens what is sealed to this phone alone: its lock on the keybag
  readonly spaceId: Bytes;
  readonly aikSeed: Bytes;
  readonly aekSeeds: readonly Bytes[]; // the current one first
  readonly spaceKeys: readonly Bytes[]; // of epoch 1, 2, 3 ...
  readonly registered: boolean; // the server has acknowledged the account
  readonly log: readonly Bytes[]; // the identity log as last checked
  readonly keybagVersion: number;
  readonly keybag: Bytes;
  readonly cardEntropy: Bytes; // of the words to be written down; once the card is kept, of those of a next one
  readonly card: CardState;
  readonly cardPostponed: string; // the day it was put off to "later", or empty
  readonly cardTried?: { readonly day: string; readonly lookup: Bytes }; // which card was tried here, and when
}

/** What a new phone brings: who it is, what it signs with, what is sealed to it. */
export type NewDevice = Pick<Account, "deviceId" | "devicePublic" | "signingSeed" | "sealingSeed">;

export interface SpaceKeys {
  /** What is sealed now. */
  readonly epoch: number;
  readonly treeSeed: string;
  /** undefined: of an epoch that this phone does not know. */
  envelope(epoch: number): CryptoKey | undefined;
  /** epoch: of the entry; the newest where none is given. Only in a circle does it make a difference. */
  documentId(name: string, epoch?: number): Promise<Bytes>;
}

export async function spaceKeys({ spaceKeys: keys, spaceId }: Account): Promise<SpaceKeys> {
  const [first] = keys;
  if (first === undefined) throw new KeybagMismatch("no key of the space");
  const ids = new Map<string, Promise<Bytes>>();
  const envelopes = await Promise.all(keys.map((key, at) => envelopeKey(key, spaceId, at + 1)));
  return {
    epoch: keys.length,
    treeSeed: hex(await treeSeed(first, spaceId)),
    envelope: (epoch) => envelopes[epoch - 1],
    documentId(name) {
      const known = ids.get(name) ?? documentId(first, spaceId, name);
      ids.set(name, known);
      return known;
    },
  };
}

export async function newDevice(): Promise<NewDevice> {
  const signingSeed = suite.randomBytes(32);
  const { publicKey } = await suite.signingKey(signingSeed);
  return { deviceId: suite.randomBytes(16), devicePublic: publicKey, signingSeed, sealingSeed: suite.randomBytes(32) };
}

/** Keys for a new person, made here and now. The log is made when a server is first reached. */
export async function newAccount(): Promise<Account> {
  const spaceId = suite.randomBytes(16);
  return {
    ...noCard(),
    ...(await newDevice()),
    ...fromKeybag(newKeys(spaceId), spaceId),
    accountId: suite.randomBytes(16),
    spaceId,
    registered: false,
    log: [],
    keybagVersion: 0,
    keybag: new Uint8Array(0),
  };
}

function noCard() {
  return { cardEntropy: suite.randomBytes(16), card: "none", cardPostponed: "" } as const;
}

function fromKeybag(keybag: Keybag, spaceId: Bytes): Pick<Account, "aikSeed" | "aekSeeds" | "spaceKeys"> {
  const own = keybag.spaces.find((space) => equal(space.spaceId, spaceId));
  return { aikSeed: keybag.aikSeed, aekSeeds: keybag.aekSeeds, spaceKeys: [...(own?.epochs.values() ?? [])] };
}

function asKeybag({ aikSeed, aekSeeds, spaceKeys: keys, spaceId }: Account): Keybag {
  const epochs = new Map(keys.map((key, at) => [at + 1, key]));
  return { aikSeed, aekSeeds, spaces: [{ spaceId, kind: "self", epochs }] };
}

function holderOf({ deviceId, sealingSeed }: NewDevice): Holder {
  return { id: deviceId, sealingSeed };
}

/** Genesis, this device and the keybag, signed. The same account gives the same log only if it is kept: keep it. */
export async function withLog(account: Account, now: number): Promise<Account> {
  if (account.log.length > 0) return account;
  const { xwingPublic } = await import("../crypto/xwing.ts");
  const { publicKey } = await suite.signingKey(account.aikSeed);
  const genesis = identity.genesisPayload(publicKey, xwingPublic(account.aekSeeds[0]!), account.spaceId);
  const steps: Step[] = [() => ["genesis", genesis], await addStep(account)];
  return (await amended(account, steps, asKeybag(account), now)).account;
}

/** Makes the account at the server. Declined `log-moved`: another phone must tell it first what it lost. */
export async function register(account: Account): Promise<void> {
  await call("POST", "/api/accounts", [account.accountId, account.log, account.keybagVersion, account.keybag]);
}

/** Reads the identity log again; throws LogBroken where it does not continue what this phone knows. */
export async function refreshLog(account: Account, dsk: suite.SigningKey): Promise<Account> {
  await signIn(account, dsk);
  const kept = readKept(await call("GET", "/api/account"));
  if (!equal(kept.accountId, account.accountId)) throw new LogBroken(0, "another account");
  const { log } = kept;
  const lost = log.length < account.log.length && log.every((entry, at) => equal(entry, account.log[at]!));
  if (lost) return tellAgain(account, log, kept.keybagVersion);
  const continues = account.log.every((entry, index) => log[index] !== undefined && equal(entry, log[index]));
  if (!continues) throw new LogBroken(0, "not what was known");
  if (log.length === account.log.length) {
    const same = kept.keybagVersion === account.keybagVersion && equal(kept.keybag, account.keybag);
    if (!same) throw new KeybagMismatch("not the one that the log names");
    return account;
  }
  const known = await identity.verifyLog(account.accountId, log);
  if (known.retired) return { ...account, log };
  const keybag = await openKeybag(kept.keybag, kept.keybagVersion, holderOf(account), known, account.keybagVersion);
  const card = known.card !== null && account.card === "none" ? "kept" : account.card;
  return {
    ...account,
    ...fromKeybag(keybag, account.spaceId),
    log,
    card,
    keybag: kept.keybag,
    keybagVersion: kept.keybagVersion,
  };
}

/** The server was brought back from an older copy: what the account signed since is told to it again. */
async function tellAgain(account: Account, known: readonly Bytes[], keybagVersion: number): Promise<Account> {
  const newer = account.keybagVersion > keybagVersion;
  const keybag = newer ? [account.keybagVersion, account.keybag] : [0, new Uint8Array(0)];
  await call("POST", "/api/log", [account.log.slice(known.length), ...keybag]);
  return account;
}

/** One entry of the log: made with what the log says before it. */
type Made = readonly [identity.Op, Bytes];
type Step = (before: identity.Identity | null) => Made | Promise<Made>;

async function addStep({ deviceId, devicePublic, sealingSeed }: NewDevice): Promise<Step> {
  const { xwingPublic } = await import("../crypto/xwing.ts");
  const payload = concat(deviceId, devicePublic, xwingPublic(sealingSeed));
  return () => ["add-device", payload];
}

/** The log with these entries, and a keybag that is sealed to whom it names after them. */
async function amended(
  account: Account,
  steps: readonly Step[],
  keybag: Keybag,
  now: number,
): Promise<{ account: Account; entries: readonly Bytes[] }> {
  const { accountId } = account;
  const entries: Bytes[] = [];
  let known = account.log.length === 0 ? null : await identity.verifyLog(accountId, account.log);
  let signer = account.aikSeed;
  const add = async ([op, payload]: Made) => {
    const { key } = await suite.signingKey(signer);
    const entry = await identity.makeEntry(key, accountId, known, op, payload, now);
    known = await identity.extend(accountId, known, entry);
    entries.push(entry);
    if (op === "rotate-keys") signer = keybag.aikSeed;
  };
  for (const step of steps) await add(await step(known));
  if (known === null) throw new LogBroken(0, "empty");
  const version = account.keybagVersion + 1;
  const blob = await sealKeybag(keybag, accountId, version, identity.holdersOf(known));
  await add(["keybag-changed", await identity.keybagPayload(version, blob)]);
  const log = [...account.log, ...entries];
  const next = { ...account, ...fromKeybag(keybag, account.spaceId), log, keybag: blob, keybagVersion: version };
  return { account: next, entries };
}

/** Appends to the log at the server, with the keybag that follows from it. Nothing is kept where it refuses. */
async function append(account: Account, steps: readonly Step[], keybag = asKeybag(account)): Promise<Account> {
  const next = await amended(account, steps, keybag, Date.now());
  await call("POST", "/api/log", [next.entries, next.account.keybagVersion, next.account.keybag]);
  return next.account;
}

/** After `first`, which adds or takes off a phone, all keys are new. */
async function appendAndRotate(account: Account, first: Step): Promise<Account> {
  const { xwingPublic } = await import("../crypto/xwing.ts");
  const keybag = newKeys(account.spaceId, asKeybag(account));
  const aek = xwingPublic(keybag.aekSeeds[0]!);
  const rotate: Step = async (before) => ["rotate-keys", await identity.rotatePayload(before!, keybag.aikSeed, aek)];
  return append(account, [first, rotate], keybag);
}

/** Lets another phone in. Its keys come from its offer. */
export function addDevice(account: Account, device: Bytes, dsk: Bytes, sealing: Bytes): Promise<Account> {
  return append(account, [() => ["add-device", concat(device, dsk, sealing)]]);
}

/**
 * Takes a phone off and changes all keys, so that it opens nothing that is written from now on.
 * Declined `log-moved` where it wrote more than `pin` says: take that first.
 */
export function takeOff(account: Account, device: Bytes, pin: identity.Pin): Promise<Account> {
  return appendAndRotate(account, () => ["revoke-device", identity.revokePayload(device, pin)]);
}

/** The card opens the keybag from now on; its words are no longer kept here. */
export async function putCard(account: Account, card: Card): Promise<Account> {
  const payload = await cardPayload(card);
  const next = await append(account, [() => ["card-changed", payload]]);
  return { ...next, cardEntropy: suite.randomBytes(16), card: "kept" };
}

/** Says that the person deleted everything: signed, so that their other phones believe it. */
export async function retire(account: Account): Promise<void> {
  const known = await identity.verifyLog(account.accountId, account.log);
  const { key } = await suite.signingKey(account.aikSeed);
  const entry = await identity.makeEntry(key, account.accountId, known, "retired", new Uint8Array(), Date.now());
  await call("POST", "/api/log", [[entry], 0, new Uint8Array(0)]);
}

/** An account as a holder opens it from what the server kept; everything is checked against the identity log. */
async function openKept(holder: Holder, kept: Kept, device: NewDevice): Promise<Account> {
  const known = await identity.verifyLog(kept.accountId, kept.log);
  const keybag = await openKeybag(kept.keybag, kept.keybagVersion, holder, known);
  const { accountId, log, keybagVersion } = kept;
  return {
    ...noCard(),
    ...device,
    ...fromKeybag(keybag, known.spaceId),
    accountId,
    spaceId: known.spaceId,
    registered: true,
    log,
    keybagVersion,
    keybag: kept.keybag,
    card: known.card === null ? "none" : "kept",
  };
}

/** Back with the card, as a new phone. All keys change: who knows where the lost ones are? */
export async function openWithCard(card: Card, kept: Kept, device: NewDevice): Promise<Account> {
  const account = await openKept({ id: card.lookup, sealingSeed: card.sealingSeed }, kept, device);
  return appendAndRotate(account, await addStep(device));
}

export interface Kept {
  readonly accountId: Bytes;
  readonly keybagVersion: number;
  readonly keybag: Bytes;
  readonly log: readonly Bytes[];
}

export function readKept([accountId, version, keybag, log]: readonly unknown[]): Kept {
  return { accountId: asBytes(accountId), keybagVersion: asNumber(version), keybag: asBytes(keybag), log: asList(log) };
}

/** The account behind a linked phone's answer, once this phone is in its log. */
export async function openLinked(answer: Answer, device: NewDevice): Promise<Account> {
  await signIn({ accountId: answer.accountId, deviceId: device.deviceId }, await suite.signer(device.signingSeed));
  const kept = readKept(await call("GET", "/api/account"));
  const known = await identity.verifyLog(answer.accountId, kept.log);
  if (!equal(known.aik, answer.aik) || !equal(kept.accountId, answer.accountId))
    throw new LogBroken(0, "another identity");
  return openKept(holderOf(device), kept, device);
}
