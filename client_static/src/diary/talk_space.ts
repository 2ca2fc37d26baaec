/**
 * A talk or a circle as a space: who is in it, with which keys, and whose words are whose (PROTOCOL.md 3.5, 3.10, 5.4).
 *
 * Rule 1: nothing that the server tells of members, keys or devices is used before it was verified whole.
 * Rule 2: everybody writes into documents of their own; what others put there is nobody's word.
 */
import { type Bytes, equal, hex, unhex } from "../crypto/encoding.ts";
import type { Opened } from "../crypto/envelope.ts";
import { LogBroken, MembershipBroken, NotAuthentic } from "../crypto/errors.ts";
import { extend as extendIdentity, type Identity, verifyLog } from "../crypto/identity.ts";
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
const WEEK_MS = 7 * 86_400_000; // a circle's key is no older

/** What the store keeps of a talk, beside its book. */
export interface StoredTalk {
  readonly spaceId: Bytes;
  readonly log: readonly Bytes[]; // of members
  readonly keys: readonly (readonly [epoch: number, key: Bytes])[];
  readonly identities: readonly (readonly [accountId: Bytes, log: readonly Bytes[]])[]; // of the others
  readonly renewed?: number; // when this phone heard of the newest key, in milliseconds
  readonly rotation: number; // which of the person's own keys were current when the key was last sealed to them
  readonly name: string; // what they were called in the invitation, until they say it themselves
  /** What the server was not told for certain yet: an invitation that is being accepted. */
  readonly founding: readonly unknown[] | null;
}

/** Somebody who asked to be in a circle, and proved to hold its link. */
export interface Guest {
  readonly accountId: Bytes;
  readonly root: Bytes;
  readonly log: readonly Bytes[]; // of their identity
}

/** What the log of members says next. key: a new one is made; false of one who leaves. */
interface Next {
  readonly members: readonly members.Member[];
  readonly key: boolean;
}

export class TalkSpace implements Space {
  readonly id: Bytes;
  /** Called when the server told who is in it. */
  onRefreshed: () => void = () => undefined;
  keys: SpaceKeys;
  readonly #rows: Rows;
  readonly #person: Person;
  #stored: StoredTalk;
  #epochs: readonly members.Membership[] = []; // one an epoch, from 1
  #identities = new Map<string, Identity>(); // of the others, by account in hex
  #owners = new Map<string, string>(); // device -> account of the others, in hex
  #last: Promise<unknown> = Promise.resolve();
  readonly #rooted = new Set<string>(); // account and root, in hex, of those whose identity log is theirs

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
    await space.#look();
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

  /** Several people, with a host; else a talk of two. */
  get circle(): boolean {
    const [first] = this.#epochs;
    return first !== undefined && members.isCircle(first);
  }

  /** Who is in it now, but for those who deleted everything. */
  get people(): readonly { readonly account: string; readonly host: boolean }[] {
    const here = (this.#newest?.members ?? []).map(({ accountId, role }) => [hex(accountId), role] as const);
    const known = here.filter(([account]) => this.#identities.get(account)?.retired !== true);
    return known.map(([account, role]) => ({ account, host: role === members.HOST }));
  }

  /** Everybody who lets in and takes out, or did. */
  get hosts(): ReadonlySet<string> {
    const all = this.#epochs.flatMap((one) => one.members.filter(({ role }) => role === members.HOST));
    return new Set(all.map(({ accountId }) => hex(accountId)));
  }

  get hosting(): boolean {
    return this.people.some(({ account, host }) => host && account === this.me);
  }

  /** How many entries the log of members has. */
  get length(): number {
    return this.#epochs.length;
  }

  /** Who left: the person, all others (of a talk of two), or nobody. out: somebody took the person out of the circle. */
  get left(): "me" | "out" | "them" | null {
    const newest = this.#newest;
    if (newest === undefined) return null;
    if (!this.#isIn(newest, this.me)) {
      const last = this.#epochs.findLastIndex((one) => this.#isIn(one, this.me));
      return hex(this.#epochs[last + 1]!.author) === this.me ? "me" : "out";
    }
    if (this.circle) return null;
    const gone = (account: string) => !this.#isIn(newest, account) || this.#identities.get(account)?.retired === true;
    return this.others.every(gone) ? "them" : null;
  }

  /** Whether somebody was in it at any time from the entry `from` of its log on. */
  wasInSince(account: string, from: number): boolean {
    return this.#epochs.slice(from).some((one) => this.#isIn(one, account));
  }

  /** Whether it was this person, as the link named them, who let the one of this phone in. */
  wasLetInBy(account: string, root: Bytes): boolean {
    return this.#epochs.some((one, at) => {
      const before = this.#epochs[at - 1];
      const came = this.#isIn(one, this.me) && (before === undefined || !this.#isIn(before, this.me));
      const host = one.members.find(({ accountId }) => hex(accountId) === account);
      return came && hex(one.author) === account && host !== undefined && equal(host.root, root);
    });
  }

  #isIn(membership: members.Membership, account: string): boolean {
    return membership.members.some(({ accountId }) => hex(accountId) === account);
  }

  /** The first entry, to whose members somebody agreed. */
  get founding(): { readonly entry: Bytes; readonly author: string } | null {
    const [entry] = this.#stored.log;
    const [first] = this.#epochs;
    return entry === undefined || first === undefined ? null : { entry, author: hex(first.author) };
  }

  /** With the other one, or with somebody of a circle. */
  async safetyNumber(account: string): Promise<string | null> {
    const find = (id: string) =>
      this.#epochs.findLast((one) => this.#isIn(one, id))?.members.find(({ accountId }) => hex(accountId) === id);
    const [mine, theirs] = [find(this.me), find(account)];
    return mine === undefined || theirs === undefined ? null : members.safetyNumber(mine, theirs);
  }

  async save(changed: Partial<StoredTalk> = {}): Promise<void> {
    const stored = { ...this.#stored, ...changed };
    await this.#rows.write([[TALK + hex(this.id), stored]]);
    await this.#use(stored);
  }

  /** Takes what another tab stored. */
  async load(): Promise<void> {
    const stored = await this.#rows.read<StoredTalk>(TALK + hex(this.id));
    if (stored !== undefined) await this.#alone(() => this.#use(stored));
  }

  /** One after the other: two that asked at once would each add the same entries to the log. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work, work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  async forget(): Promise<void> {
    await this.#rows.write([], [TALK + hex(this.id)]);
  }

  /**
   * Nothing is taken over unless all of it is right. What was verified already is read on from there: thirty people's
   * logs are not checked again at each change.
   */
  async #use(stored: StoredTalk): Promise<void> {
    const checked = stored.identities.map(async ([accountId, log]) => {
      return [hex(accountId), await this.#checked(accountId, log)] as const;
    });
    const identities = new Map(await Promise.all(checked));
    const goesOn = goesOnFrom(this.#stored.log, stored.log) && this.#epochs.length === this.#stored.log.length;
    const epochs = goesOn ? [...this.#epochs] : [];
    const dskOf: members.DskOf = (account, device) => this.#dsk(identities, account, device);
    for (const entry of stored.log.slice(epochs.length))
      epochs.push(await members.extend(this.id, epochs.at(-1) ?? null, entry, dskOf));
    for (const { accountId, root } of epochs.flatMap((one) => one.members)) await this.#mustBe(stored, accountId, root);
    const [first] = epochs;
    this.keys = await keysOf(stored, first !== undefined && members.isCircle(first));
    this.#identities = identities;
    this.#owners = new Map(
      [...identities].flatMap(([account, { devices }]) => [...devices.keys()].map((device) => [device, account])),
    );
    this.#epochs = epochs;
    this.#stored = stored;
  }

  async #checked(accountId: Bytes, log: readonly Bytes[]): Promise<Identity> {
    const known = this.#identities.get(hex(accountId));
    const before = this.#stored.identities.find(([id]) => equal(id, accountId))?.[1] ?? [];
    if (known === undefined || !goesOnFrom(before, log)) return verifyLog(accountId, log);
    let identity = known;
    for (const entry of log.slice(before.length)) identity = await extendIdentity(accountId, identity, entry);
    return identity;
  }

  /** The identity log is of the one whom the members agreed on, and nobody else's. */
  async #mustBe(stored: StoredTalk, account: Bytes, root: Bytes): Promise<void> {
    const key = hex(account) + hex(root);
    if (this.#rooted.has(key)) return;
    const mine = hex(account) === this.me;
    const log = mine ? this.#person.account.log : stored.identities.find(([id]) => equal(id, account))?.[1];
    const [genesis] = log ?? [];
    if (genesis === undefined) throw new LogBroken(0, "nobody");
    if (!equal(await firstRoot(account, [genesis]), root)) throw new LogBroken(0, "not whom the members agreed on");
    this.#rooted.add(key);
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
    return this.#person.deviceKey(device) === undefined ? this.#owners.get(hex(device)) : this.me;
  }

  wasHere(epoch: number): boolean {
    const membership = this.#epochs[epoch - 1];
    return membership === undefined || this.#isIn(membership, this.me);
  }

  /**
   * By one who was in the talk in that epoch. A phone that was taken off may have written before: what it cannot do is
   * open the epochs after, which begin when one of the person's other phones comes to it.
   */
  mayHaveWritten({ deviceId, header }: Opened): boolean {
    const account = this.accountOf(deviceId);
    const membership = this.#epochs[header.epoch - 1];
    if (account === undefined || membership === undefined) return false;
    return this.#isIn(membership, account);
  }

  namesIn(content: Content, device: Uint8Array): string[] {
    const account = this.accountOf(device) ?? "";
    const days = isSnapshot(content) ? [] : content.map(({ fields }) => fields.day);
    const months = new Set(days.filter((day) => typeof day === "string").map((day) => day.slice(0, 7)));
    return [
      ...[...months].map((month) => saidIn(account, month)),
      aboutOf(account),
      circleOf(account),
      meetOf(account),
      arrivedAt(account),
    ];
  }

  isFor(name: string, device: Uint8Array): boolean {
    return name.split("/")[1] === this.accountOf(device);
  }

  // What the server tells

  async refresh(): Promise<void> {
    await this.#alone(() => this.#look());
    this.onRefreshed();
  }

  async renew(): Promise<void> {
    await this.refresh();
    await this.tend();
  }

  async #look(): Promise<void> {
    await this.#person.signIn();
    const after = this.#stored.log.length;
    const [entries, wraps] = await call("POST", "/api/spaces/log", [this.id, after]);
    const news = asList(entries);
    const named = new Set(news.flatMap((entry) => members.namedIn(entry).map(hex)));
    const identities = await this.#logsOf(new Set([...named, ...this.others]));
    if (named.has(this.me)) await this.#person.refreshLog();
    // Throws before anything of it is kept.
    await this.#use({ ...this.#stored, log: [...this.#stored.log, ...news], identities });
    const renewed = news.length > 0 ? Date.now() : (this.#stored.renewed ?? Date.now());
    await this.save({ keys: [...this.#stored.keys, ...(await this.#opened(wraps))], renewed });
  }

  /** Everybody's identity log goes on from what is known of it, or is not believed. */
  async #logsOf(accounts: Set<string>): Promise<(readonly [Bytes, readonly Bytes[]])[]> {
    accounts.delete(this.me);
    const known = new Map(this.#stored.identities.map(([id, log]) => [hex(id), log]));
    const asked = [...accounts].map((account) => [unhex(account), known.get(account)?.length ?? 0] as const);
    if (asked.length === 0) return [];
    const answered = await call("POST", "/api/spaces/identities", [this.id, asked]);
    return asked.map(([accountId], at) => {
      const log = [...(known.get(hex(accountId)) ?? []), ...asList(answered[at])];
      if (log.length === 0) throw new MembershipBroken(this.#stored.log.length, "a member whom nobody knows");
      return [accountId, log] as const;
    });
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

  /**
   * What follows from what the log says: a new key after the person's own were rotated, and in a circle after somebody
   * left, each week, and when a host sees that somebody deleted everything. Nothing where none of that is so.
   */
  async tend(): Promise<void> {
    if (this.left === null && this.#isDue())
      await this.#change((newest) => (this.#isDue() ? { members: this.#staying(newest), key: true } : null));
  }

  #isDue(): boolean {
    if (this.#stored.rotation !== rotationOf(this.#person)) return true;
    const newest = this.#newest;
    if (!this.circle || newest === undefined) return false;
    const keyless = equal(newest.keyHash, members.NO_KEY);
    const old = Date.now() - (this.#stored.renewed ?? Date.now()) > WEEK_MS;
    return keyless || old || this.#staying(newest).length < newest.members.length;
  }

  /** Who deleted everything is taken out by a host; nobody else can. */
  #staying(newest: members.Membership): readonly members.Member[] {
    if (!this.hosting) return newest.members;
    return newest.members.filter(({ accountId }) => this.#identities.get(hex(accountId))?.retired !== true);
  }

  /** heir: who is host from now on, where no other host stays. */
  async leave(heir = ""): Promise<void> {
    await this.#change((newest) => {
      const staying = newest.members.filter(({ accountId }) => hex(accountId) !== this.me);
      return { members: withHost(staying, heir), key: false };
    });
  }

  async takeOut(account: string): Promise<void> {
    await this.#change((newest) => {
      const staying = newest.members.filter(({ accountId }) => hex(accountId) !== account);
      return staying.length < newest.members.length ? { members: staying, key: true } : null;
    });
  }

  async makeHost(account: string): Promise<void> {
    await this.#change((newest) => ({ members: withHost(newest.members, account), key: true }));
  }

  /** False where the circle is full. */
  async letIn({ accountId, root, log }: Guest): Promise<boolean> {
    await this.#change(
      (newest) => {
        if (this.#isIn(newest, hex(accountId)) || newest.members.length >= members.MOST_MEMBERS) return null;
        return { members: [...newest.members, { accountId, root, role: members.EQUAL }], key: true };
      },
      [accountId, log],
    );
    return this.#newest !== undefined && this.#isIn(this.#newest, hex(accountId));
  }

  #change(
    next: (newest: members.Membership) => Next | null,
    guest?: readonly [Bytes, readonly Bytes[]],
  ): Promise<void> {
    return this.#alone(() => this.#changed(next, guest));
  }

  async #changed(
    next: (newest: members.Membership) => Next | null,
    guest?: readonly [Bytes, readonly Bytes[]],
  ): Promise<void> {
    for (let left = TRIES; ; left -= 1) {
      await this.#look();
      const newest = this.#newest;
      const wanted = newest !== undefined && this.#isIn(newest, this.me) ? next(newest) : null;
      if (newest === undefined || wanted === null) return;
      try {
        return await this.#append(newest, wanted, guest);
      } catch (problem) {
        const moved = problem instanceof Declined && problem.code === "members-moved";
        if (!moved || left === 0) throw problem;
      }
    }
  }

  async #append(newest: members.Membership, wanted: Next, guest?: readonly [Bytes, readonly Bytes[]]): Promise<void> {
    const { account, dsk } = this.#person;
    const known = this.#stored.identities.filter(([id]) => guest === undefined || !equal(id, guest[0]));
    const identities = guest === undefined ? known : [...known, guest];
    if (guest !== undefined) await this.#use({ ...this.#stored, identities });
    const author = { accountId: account.accountId, deviceId: account.deviceId, dsk };
    const key = wanted.key ? randomBytes(32) : null;
    const keyHash = key === null ? members.NO_KEY : await members.keyHashOf(key);
    const entry = await members.make(this.id, newest, wanted.members, keyHash, author);
    const next = await members.extend(this.id, newest, entry, (id, device) => this.#dsk(this.#identities, id, device));
    const wraps = key === null ? [] : await wrapsOf(next, key, (id) => this.#aek(id));
    await call("POST", "/api/spaces/members", [this.id, entry, wraps]);
    const keys = key === null ? [] : [[members.epochOf(next), key] as const];
    await this.save({
      log: [...this.#stored.log, entry],
      keys: [...this.#stored.keys, ...keys],
      rotation: rotationOf(this.#person),
      renewed: Date.now(),
    });
  }

  async #aek(account: Bytes): Promise<Bytes> {
    const mine = hex(account) === this.me;
    const identity = mine ? await verifyLog(account, this.#person.account.log) : this.#identities.get(hex(account));
    if (identity === undefined) throw new LogBroken(0, "nobody");
    return identity.aek;
  }
}

/** They, and a host: the one who is named, where that is somebody. */
function withHost(staying: readonly members.Member[], host: string): readonly members.Member[] {
  return staying.map((one) => (hex(one.accountId) === host ? { ...one, role: members.HOST } : one));
}

/** Whether the one log begins with all of the other. */
function goesOnFrom(before: readonly Bytes[], log: readonly Bytes[]): boolean {
  return before.length <= log.length && before.every((entry, at) => entry === log[at] || equal(entry, log[at]!));
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

/** In a circle each epoch has ids of its own: who came later has no earlier key. */
async function keysOf({ keys, spaceId }: StoredTalk, circle: boolean): Promise<SpaceKeys> {
  const ids = new Map<string, Promise<Bytes>>();
  const envelopes = new Map<number, CryptoKey>();
  for (const [epoch, key] of keys) envelopes.set(epoch, await envelopeKey(key, spaceId, epoch));
  const newest = Math.max(0, ...envelopes.keys());
  return {
    epoch: newest,
    treeSeed: "",
    envelope: (epoch) => envelopes.get(epoch),
    documentId(name, epoch = newest) {
      const of = circle ? epoch : 1;
      const key = keys.find(([one]) => one === of)?.[1];
      if (key === undefined) return Promise.reject(new NotAuthentic());
      const known = ids.get(`${of} ${name}`) ?? documentId(key, spaceId, name);
      ids.set(`${of} ${name}`, known);
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

/** What a circle is called, and how its host calls those in it. */
export function circleOf(account: string): string {
  return `circle/${account}`;
}

/** When the two meet, as that person said it last. */
export function meetOf(account: string): string {
  return `meet/${account}`;
}

export function arrivedAt(account: string): string {
  return `arrived/${account}`;
}
