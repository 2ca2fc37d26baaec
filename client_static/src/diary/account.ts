/** The account as this phone holds it, and how it comes to be: started here, brought back by words, or linked. */
import { type Bytes, concat, equal, hex } from "../crypto/encoding.ts";
import { KeybagMismatch, LogBroken } from "../crypto/errors.ts";
import * as identity from "../crypto/identity.ts";
import { openKeybag, sealKeybag } from "../crypto/keybag.ts";
import type { Answer } from "../crypto/linking.ts";
import { documentId, envelopeKey, treeSeed } from "../crypto/space.ts";
import * as suite from "../crypto/suite.ts";
import { asBytes, asList, asNumber, call } from "../transport/http.ts";
import { signIn } from "./sign_in.ts";

/** The card: not made; confirmed by the person; its lock is on the account. */
export type CardState = "none" | "confirmed" | "kept";

/** What the store keeps of the account (row `account`). */
export interface Account {
  readonly accountId: Bytes;
  readonly deviceId: Bytes;
  readonly devicePublic: Bytes;
  readonly spaceId: Bytes;
  readonly ark: Bytes;
  readonly aikSeed: Bytes;
  readonly aekSeed: Bytes;
  readonly spaceKey: Bytes; // of epoch 1
  readonly registered: boolean; // the server has acknowledged the account
  readonly log: readonly Bytes[]; // the identity log as last checked
  readonly keybagVersion: number;
  readonly keybag: Bytes;
  readonly cardEntropy: Bytes;
  readonly card: CardState;
  readonly cardPostponed: string; // the day it was put off to "later", or empty
}

export interface SpaceKeys {
  readonly envelope: CryptoKey;
  readonly treeSeed: string;
  documentId(name: string): Promise<Bytes>;
}

export async function spaceKeys(account: Account): Promise<SpaceKeys> {
  const { spaceKey, spaceId } = account;
  const ids = new Map<string, Promise<Bytes>>();
  return {
    envelope: await envelopeKey(spaceKey, spaceId, 1),
    treeSeed: hex(await treeSeed(spaceKey, spaceId)),
    documentId(name) {
      const known = ids.get(name) ?? documentId(spaceKey, spaceId, name);
      ids.set(name, known);
      return known;
    },
  };
}

/** Keys for a new person, made here and now. The log is made when a server is first reached. */
export function newAccount(devicePublic: Bytes): Account {
  return {
    ...emptyCard(),
    accountId: suite.randomBytes(16),
    deviceId: suite.randomBytes(16),
    devicePublic,
    spaceId: suite.randomBytes(16),
    ark: suite.randomBytes(32),
    aikSeed: suite.randomBytes(32),
    aekSeed: suite.randomBytes(32),
    spaceKey: suite.randomBytes(32),
    registered: false,
    log: [],
    keybagVersion: 0,
    keybag: new Uint8Array(0),
  };
}

function emptyCard() {
  return { cardEntropy: suite.randomBytes(16), card: "none", cardPostponed: "" } as const;
}

/** Genesis, this device and the keybag, signed. The same account gives the same log only if it is kept: keep it. */
export async function withLog(account: Account, now: number): Promise<Account> {
  if (account.log.length > 0) return account;
  const { accountId, ark, aikSeed, aekSeed, spaceId, spaceKey } = account;
  const { xwingPublic } = await import("../crypto/xwing.ts");
  const { key, publicKey } = await suite.signingKey(aikSeed);
  const spaces = [{ spaceId, kind: "self", epochs: new Map([[1, spaceKey]]) }];
  const keybag = await sealKeybag({ aikSeed, aekSeeds: [aekSeed], spaces }, ark, accountId, 1);
  const payloads: [identity.Op, Bytes][] = [
    ["genesis", concat(publicKey, xwingPublic(aekSeed), spaceId)],
    ["add-device", concat(account.deviceId, account.devicePublic)],
    ["keybag-changed", await identity.keybagPayload(1, keybag)],
  ];
  const log: Bytes[] = [];
  let known: identity.Identity | null = null;
  for (const [op, payload] of payloads) {
    const entry = await identity.makeEntry(key, accountId, known, op, payload, now);
    known = await identity.extend(accountId, known, entry);
    log.push(entry);
  }
  return { ...account, log, keybag, keybagVersion: 1 };
}

/** Makes the account at the server. Declined `log-moved`: another phone must tell it first what it lost. */
export async function register(account: Account): Promise<void> {
  await call("POST", "/api/accounts", [account.accountId, account.log, account.keybagVersion, account.keybag]);
}

/** Reads the identity log again; throws LogBroken where it does not continue what this phone knows. */
export async function refreshLog(account: Account, dsk: suite.SigningKey): Promise<Account> {
  await signIn(account, dsk);
  const [accountId, version, keybag, log] = await call("GET", "/api/account");
  if (!equal(asBytes(accountId), account.accountId)) throw new LogBroken(0, "another account");
  const entries = asList(log);
  const lost = entries.length < account.log.length && entries.every((entry, at) => equal(entry, account.log[at]!));
  if (lost) return tellAgain(account, entries, asNumber(version));
  const continues = account.log.every((entry, index) => entries[index] !== undefined && equal(entry, entries[index]));
  if (!continues) throw new LogBroken(0, "not what was known");
  const known = await identity.verifyLog(account.accountId, entries);
  if (known.retired) return { ...account, log: entries };
  const blob = asBytes(keybag);
  if (asNumber(version) !== known.keybagVersion || !equal(await suite.sha256(blob), known.keybagHash))
    throw new KeybagMismatch("not the one that the log names");
  return { ...account, log: entries, keybag: blob, keybagVersion: known.keybagVersion };
}

/** The server was brought back from an older copy: what the account signed since is told to it again. */
async function tellAgain(account: Account, known: readonly Bytes[], keybagVersion: number): Promise<Account> {
  const newer: [number, Bytes] =
    account.keybagVersion > keybagVersion ? [account.keybagVersion, account.keybag] : [0, new Uint8Array(0)];
  await call("POST", "/api/log", [account.log.slice(known.length), ...newer]);
  const before = await identity.verifyLog(account.accountId, known);
  const now = await identity.verifyLog(account.accountId, account.log);
  const lostCard = hexOf(before.slotHashes.get(1)) !== hexOf(now.slotHashes.get(1));
  return lostCard && account.card === "kept" ? { ...account, card: "confirmed" } : account;
}

function hexOf(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? "" : hex(bytes);
}

/** Adds an entry to the identity log, here and at the server. */
export async function extendLog(
  account: Account,
  op: identity.Op,
  payload: Bytes,
  now: number,
  post: (entry: Bytes) => Promise<unknown>,
): Promise<Account> {
  const known = await identity.verifyLog(account.accountId, account.log);
  const { key } = await suite.signingKey(account.aikSeed);
  const entry = await identity.makeEntry(key, account.accountId, known, op, payload, now);
  await post(entry);
  return { ...account, log: [...account.log, entry] };
}

export function postEntry(entry: Bytes): Promise<unknown> {
  return call("POST", "/api/log", [[entry], 0, new Uint8Array(0)]);
}

/** An account from its root key and what the server kept of it; everything is checked against the identity log. */
export async function openKept(
  ark: Bytes,
  kept: Kept,
  device: { deviceId: Bytes; devicePublic: Bytes },
): Promise<Account> {
  const known = await identity.verifyLog(kept.accountId, kept.log);
  const keybag = await openKeybag(kept.keybag, kept.keybagVersion, ark, known);
  const { xwingPublic } = await import("../crypto/xwing.ts");
  const aekSeed = keybag.aekSeeds[0]!;
  if (!equal(xwingPublic(aekSeed), known.aek)) throw new KeybagMismatch("keys of another identity");
  const spaceKey = keybag.spaces.find((space) => equal(space.spaceId, known.spaceId))?.epochs.get(1);
  if (spaceKey === undefined) throw new KeybagMismatch("no key of the space");
  const { accountId, log, keybagVersion } = kept;
  const kind = known.slotHashes.has(1) ? ("kept" as const) : ("none" as const);
  return {
    ...emptyCard(),
    ...device,
    accountId,
    spaceId: known.spaceId,
    ark,
    aikSeed: keybag.aikSeed,
    aekSeed,
    spaceKey,
    registered: true,
    log,
    keybagVersion,
    keybag: kept.keybag,
    card: kind,
  };
}

export interface Kept {
  readonly accountId: Bytes;
  readonly keybagVersion: number;
  readonly keybag: Bytes;
  readonly log: readonly Bytes[];
}

export function readKept(accountId: unknown, version: unknown, keybag: unknown, log: unknown): Kept {
  return { accountId: asBytes(accountId), keybagVersion: asNumber(version), keybag: asBytes(keybag), log: asList(log) };
}

/** The account behind a linked phone's answer, once this phone is in its log. */
export async function openLinked(
  answer: Answer,
  device: { deviceId: Bytes; devicePublic: Bytes },
  dsk: suite.SigningKey,
): Promise<Account> {
  await signIn({ accountId: answer.accountId, deviceId: device.deviceId }, dsk);
  const [accountId, version, keybag, log] = await call("GET", "/api/account");
  const kept = readKept(accountId, version, keybag, log);
  const known = await identity.verifyLog(answer.accountId, kept.log);
  if (!equal(known.aik, answer.aik) || !equal(kept.accountId, answer.accountId))
    throw new LogBroken(0, "another identity");
  return openKept(answer.ark, kept, device);
}
