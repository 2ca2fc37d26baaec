/**
 * A talk as a space: who is in it, with which keys, and whose words are whose (PROTOCOL.md sections 3.5 and 5.4).
 *
 * Rule 1: nothing that the server tells of members, keys or devices is used before it was verified whole.
 * Rule 2: everybody writes into documents of their own; what others put there is nobody's word.
 */
import { type Bytes, equal, hex, unhex } from "../crypto/encoding.ts";
import type { Opened } from "../crypto/envelope.ts";
import { LogBroken, MembershipBroken, NotAuthentic } from "../crypto/errors.ts";
import { type Identity, verifyLog } from "../crypto/identity.ts";
import * as members from "../crypto/membership.ts";
import { documentId, envelopeKey } from "../crypto/space.ts";
import { randomBytes } from "../crypto/suite.ts";
import type { Rows } from "../storage/store.ts";
import { asBytes, asList, asNumber, call, Declined } from "../transport/http.ts";
import type { SpaceKeys } from "./account.ts";
import { type Content, isSnapshot } from "./content.ts";
import { firstRoot } from "./invited.ts";
import type { Person } from "./person.ts";
import type { Space } from "./space.ts";

const TALK = "talk-of/";
const TRIES = 5;

/** What the store keeps of a talk, beside its book. */
export interface StoredTalk {
  readonly spaceId: Bytes;
  readonly log: readonly Bytes[]; // of members
  readonly keys: readonly (readonly [epoch: number, key: Bytes])[];
  readonly identities: readonly (readonly [accountId: Bytes, log: readonly Bytes[]])[]; // of the others
  readonly rotation: number; // which of the person's own keys were current when the key was last sealed to them
  readonly name: string; // what they were called in the invitation, until they say it themselves
  /** What the server was not told for certain yet: an invitation that is being accepted. */
  readonly founding: readonly unknown[] | null;
}

export class TalkSpace implements Space {
  readonly id: Bytes;
  keys: SpaceKeys;
  readonly #rows: Rows;
  readonly #person: Person;
  #stored: StoredTalk;
  #epochs: readonly members.Membership[] = []; // one an epoch, from 1
  #identities = new Map<string, Identity>(); // of the others, by account in hex

  private constructor(rows: Rows, person: Person, stored: StoredTalk) {
    this.#rows = rows;
    this.#person = person;
    this.#stored = stored;
    this.id = stored.spaceId;
    this.keys = {
      epoch: 0,
      treeSeed: "",
      envelope: () => undefined,
      documentId: () => Promise.reject(new Error("no key")),
    };
  }

  static async open(rows: Rows, person: Person, stored: StoredTalk): Promise<TalkSpace> {
    const space = new TalkSpace(rows, person, stored);
    await space.#use(stored);
    return space;
  }

  /** A talk that the server tells of: everything of it is asked for and verified. */
  static async adopt(rows: Rows, person: Person, spaceId: Bytes, name: string): Promise<TalkSpace> {
    const stored = { spaceId, log: [], keys: [], identities: [], rotation: rotationOf(person), name, founding: null };
    const space = new TalkSpace(rows, person, stored);
    await space.refresh();
    return space;
  }

  static async all(rows: Rows): Promise<StoredTalk[]> {
    return [...(await rows.readAll<StoredTalk>(TALK)).values()];
  }

  get stored(): StoredTalk {
    return this.#stored;
  }

  get #newest(): members.Membership | undefined {
    return this.#epochs.at(-1);
  }

  get me(): string {
    return hex(this.#person.account.accountId);
  }

  /** Everybody who ever was in it but the person, by account in hex. */
  get others(): string[] {
    const all = new Set(this.#epochs.flatMap((one) => one.members.map(({ accountId }) => hex(accountId))));
    all.delete(this.me);
    return [...all];
  }

  /** Who left it: the person, all others, or nobody. */
  get left(): "me" | "them" | null {
    const newest = this.#newest;
    if (newest === undefined) return null;
    const here = newest.members.map(({ accountId }) => hex(accountId));
    if (!here.includes(this.me)) return "me";
    const gone = (account: string) => !here.includes(account) || this.#identities.get(account)?.retired === true;
    return this.others.every(gone) ? "them" : null;
  }

  /** The first entry, to whose members somebody agreed. */
  get founding(): { readonly entry: Bytes; readonly author: string } | null {
    const [entry] = this.#stored.log;
    const [first] = this.#epochs;
    return entry === undefined || first === undefined ? null : { entry, author: hex(first.author) };
  }

  /** The root that the members agreed on, of an account. */
  rootOf(account: string): Bytes | undefined {
    return this.#epochs[0]?.members.find(({ accountId }) => hex(accountId) === account)?.root;
  }

  async safetyNumber(): Promise<string | null> {
    const pair = this.#epochs[0]?.members ?? [];
    return pair.length === 2 ? members.safetyNumber(pair[0]!, pair[1]!) : null;
  }

  async save(changed: Partial<StoredTalk> = {}): Promise<void> {
    const stored = { ...this.#stored, ...changed };
    await this.#rows.write([[TALK + hex(this.id), stored]]);
    await this.#use(stored);
  }

  /** Takes what another tab stored. */
  async load(): Promise<void> {
    const stored = await this.#rows.read<StoredTalk>(TALK + hex(this.id));
    if (stored !== undefined) await this.#use(stored);
  }

  async forget(): Promise<void> {
    await this.#rows.write([], [TALK + hex(this.id)]);
  }

  /** Nothing is taken over unless all of it is right. */
  async #use(stored: StoredTalk): Promise<void> {
    const identities = new Map<string, Identity>();
    for (const [accountId, log] of stored.identities) identities.set(hex(accountId), await verifyLog(accountId, log));
    const epochs: members.Membership[] = [];
    const dskOf: members.DskOf = (account, device) => this.#dsk(identities, account, device);
    for (const entry of stored.log) epochs.push(await members.extend(this.id, epochs.at(-1) ?? null, entry, dskOf));
    for (const { accountId, root } of epochs.flatMap((one) => one.members)) await this.#mustBe(stored, accountId, root);
    this.keys = await keysOf(stored);
    this.#identities = identities;
    this.#epochs = epochs;
    this.#stored = stored;
  }

  /** The identity log is of the one whom the members agreed on, and nobody else's. */
  async #mustBe(stored: StoredTalk, account: Bytes, root: Bytes): Promise<void> {
    const mine = hex(account) === this.me;
    const log = mine ? this.#person.account.log : stored.identities.find(([id]) => equal(id, account))?.[1];
    const [genesis] = log ?? [];
    if (genesis === undefined) throw new LogBroken(0, "nobody");
    if (!equal(await firstRoot(account, [genesis]), root)) throw new LogBroken(0, "not whom the members agreed on");
  }

  #dsk(identities: ReadonlyMap<string, Identity>, account: Bytes, device: Bytes): Bytes | undefined {
    if (hex(account) === this.me) return this.#person.deviceKey(device);
    return identities.get(hex(account))?.devices.get(hex(device));
  }

  // As a space

  deviceKey(device: Uint8Array): Bytes | undefined {
    const account = this.accountOf(device);
    return account === this.me
      ? this.#person.deviceKey(device)
      : this.#identities.get(account ?? "")?.devices.get(hex(device));
  }

  /** Whose phone it is, in hex. */
  accountOf(device: Uint8Array): string | undefined {
    if (this.#person.deviceKey(device) !== undefined) return this.me;
    return [...this.#identities].find(([, { devices }]) => devices.has(hex(device)))?.[0];
  }

  /**
   * By one who was in the talk in that epoch. A phone that was taken off may have written before: what it cannot do is
   * open the epochs after, which begin when one of the person's other phones comes to it.
   */
  mayHaveWritten({ deviceId, header }: Opened): boolean {
    const account = this.accountOf(deviceId);
    const membership = this.#epochs[header.epoch - 1];
    if (account === undefined || membership === undefined) return false;
    return membership.members.some(({ accountId }) => hex(accountId) === account);
  }

  namesIn(content: Content, device: Uint8Array): string[] {
    const account = this.accountOf(device) ?? "";
    const days = isSnapshot(content) ? [] : content.map(({ fields }) => fields.day);
    const months = new Set(days.filter((day) => typeof day === "string").map((day) => day.slice(0, 7)));
    return [
      ...[...months].map((month) => saidIn(account, month)),
      aboutOf(account),
      meetOf(account),
      arrivedAt(account),
    ];
  }

  isFor(name: string, device: Uint8Array): boolean {
    return name.split("/")[1] === this.accountOf(device);
  }

  // What the server tells

  async refresh(): Promise<void> {
    await this.#person.signIn();
    const after = this.#stored.log.length;
    const [entries, wraps] = await call("POST", "/api/spaces/log", [this.id, after]);
    const log = [...this.#stored.log, ...asList(entries)];
    const everybody = new Set(asList(entries).flatMap((entry) => members.namedIn(entry).map(hex)));
    for (const account of this.others) everybody.add(account);
    everybody.delete(this.me);
    const identities = [];
    for (const account of everybody) identities.push(await this.#identity(account));
    if (asList(entries).some((entry) => members.namedIn(entry).some((id) => hex(id) === this.me)))
      await this.#person.refreshLog();
    await this.#use({ ...this.#stored, log, identities }); // throws before anything of it is kept
    await this.save({ keys: [...this.#stored.keys, ...(await this.#opened(wraps))] });
  }

  /** Somebody's identity log goes on from what is known of it, or is not believed. */
  async #identity(account: string): Promise<readonly [Bytes, readonly Bytes[]]> {
    const known = this.#stored.identities.find(([id]) => hex(id) === account)?.[1] ?? [];
    const accountId = unhex(account);
    try {
      return [accountId, [...known, ...asList(await call("POST", "/api/identities", [accountId, known.length]))]];
    } catch (problem) {
      if (problem instanceof Declined && problem.code === "not-a-member")
        throw new MembershipBroken(this.#stored.log.length, "a member whom nobody knows");
      throw problem;
    }
  }

  async #opened(wraps: unknown): Promise<(readonly [number, Bytes])[]> {
    if (!Array.isArray(wraps)) return [];
    const found = [];
    for (const [epoch, blob] of wraps as [unknown, unknown][]) {
      const membership = this.#epochs[asNumber(epoch) - 1];
      if (membership !== undefined)
        found.push([asNumber(epoch), await this.#unwrap(membership, asBytes(blob))] as const);
    }
    return found;
  }

  async #unwrap(membership: members.Membership, blob: Bytes): Promise<Bytes> {
    const { accountId, aekSeeds } = this.#person.account;
    for (const seed of aekSeeds) {
      const key = await members.unwrap(membership, accountId, seed, blob).catch(() => null);
      if (key !== null) return key;
    }
    throw new NotAuthentic();
  }

  // Changes

  /** Everything that is said from now on has a new key: after a phone was taken off, or the card was used. */
  async rotate(): Promise<void> {
    await this.#change((newest) => newest.members, randomBytes(32));
  }

  get rotated(): boolean {
    return this.#stored.rotation === rotationOf(this.#person);
  }

  async leave(): Promise<void> {
    await this.#change((newest) => newest.members.filter(({ accountId }) => hex(accountId) !== this.me), null);
  }

  async #change(after: (newest: members.Membership) => readonly members.Member[], key: Bytes | null): Promise<void> {
    for (let left = TRIES; ; left -= 1) {
      await this.refresh();
      const newest = this.#newest;
      if (newest === undefined || this.left === "me") return;
      try {
        return await this.#append(newest, after(newest), key);
      } catch (problem) {
        const moved = problem instanceof Declined && problem.code === "members-moved";
        if (!moved || left === 0) throw problem;
      }
    }
  }

  async #append(newest: members.Membership, after: readonly members.Member[], key: Bytes | null): Promise<void> {
    const { account, dsk } = this.#person;
    const author = { accountId: account.accountId, deviceId: account.deviceId, dsk };
    const keyHash = key === null ? members.NO_KEY : await members.keyHashOf(key);
    const entry = await members.make(this.id, newest, after, keyHash, author);
    const next = await members.extend(this.id, newest, entry, (id, device) => this.#dsk(this.#identities, id, device));
    const wraps = key === null ? [] : await wrapsOf(next, key, (id) => this.#aek(id));
    await call("POST", "/api/spaces/members", [this.id, entry, wraps]);
    const keys = key === null ? [] : [[members.epochOf(next), key] as const];
    await this.save({
      log: [...this.#stored.log, entry],
      keys: [...this.#stored.keys, ...keys],
      rotation: rotationOf(this.#person),
    });
  }

  async #aek(account: Bytes): Promise<Bytes> {
    const mine = hex(account) === this.me;
    const identity = mine ? await verifyLog(account, this.#person.account.log) : this.#identities.get(hex(account));
    if (identity === undefined) throw new LogBroken(0, "nobody");
    return identity.aek;
  }
}

/** The key, sealed to each member. */
export async function wrapsOf(
  membership: members.Membership,
  key: Bytes,
  aekOf: (account: Bytes) => Promise<Bytes>,
): Promise<(readonly [Bytes, Bytes])[]> {
  return Promise.all(
    membership.members.map(
      async ({ accountId }) =>
        [accountId, await members.wrap(membership, accountId, await aekOf(accountId), key)] as const,
    ),
  );
}

/** Which of the person's own keys are current: one more with each rotation. */
export function rotationOf(person: Person): number {
  return person.account.spaceKeys.length;
}

async function keysOf({ keys, spaceId }: StoredTalk): Promise<SpaceKeys> {
  const ids = new Map<string, Promise<Bytes>>();
  const envelopes = new Map<number, CryptoKey>();
  for (const [epoch, key] of keys) envelopes.set(epoch, await envelopeKey(key, spaceId, epoch));
  const first = keys.find(([epoch]) => epoch === 1)?.[1];
  return {
    epoch: Math.max(0, ...envelopes.keys()),
    treeSeed: "",
    envelope: (epoch) => envelopes.get(epoch),
    documentId(name) {
      if (first === undefined) return Promise.reject(new NotAuthentic());
      const known = ids.get(name) ?? documentId(first, spaceId, name);
      ids.set(name, known);
      return known;
    },
  };
}

// Documents of a talk, each of one member

/** What somebody said in a month `YYYY-MM`. */
export function saidIn(account: string, month: string): string {
  return `said/${account}/${month}`;
}

export function aboutOf(account: string): string {
  return `about/${account}`;
}

/** When the two meet, as that person said it last. */
export function meetOf(account: string): string {
  return `meet/${account}`;
}

export function arrivedAt(account: string): string {
  return `arrived/${account}`;
}
