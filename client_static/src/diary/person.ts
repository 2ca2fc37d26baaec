/**
 * Who writes in a diary: the account with its keys, and the phones that open its tree.
 *
 * The account's signed log is the truth about all three; it is verified whole before anything of it is used.
 */
import { signal } from "@preact/signals";
import { cardOf } from "../crypto/card.ts";
import { type Bytes, hex } from "../crypto/encoding.ts";
import type * as envelopes from "../crypto/envelope.ts";
import { addedAt, type Identity, mayHaveWritten, type Pin, verifyLog } from "../crypto/identity.ts";
import * as suite from "../crypto/suite.ts";
import type { Rows } from "../storage/store.ts";
import { Declined, readConfig } from "../transport/http.ts";
import {
  type Account,
  putCard,
  refreshLog,
  register,
  retire,
  type SpaceKeys,
  spaceKeys,
  takeOff,
  withLog,
} from "./account.ts";
import { type Content, namesIn } from "./content.ts";
import type { Phone } from "./model.ts";
import { signIn } from "./sign_in.ts";
import type { Space } from "./space.ts";

const KNOWN_PHONES = "own/phones";
const TAKE_OFF_TRIES = 8;
const HEAR_MS = 500;

export class Person implements Space {
  keys: SpaceKeys;
  readonly dsk: CryptoKey;
  readonly account$ = signal<Account>(null as never);
  /** Ids of phones that came to the tree and that the person has not been told of. */
  readonly newcomers = signal<readonly string[]>([]);
  /** Called when something about the person has changed here. */
  onChanged: () => void = () => undefined;
  /** Called after the account was stored, so that other tabs read it. */
  onStored: () => void = () => undefined;
  /** Called when the account's log says that the person deleted everything, on whichever phone. */
  onRetired: () => void = () => undefined;
  readonly #store: Rows;
  #identity: Identity | null = null;
  #reaching: Promise<void> | null = null;

  private constructor(store: Rows, account: Account, keys: SpaceKeys, dsk: CryptoKey) {
    this.#store = store;
    this.keys = keys;
    this.dsk = dsk;
    this.account$.value = account;
  }

  get account(): Account {
    return this.account$.value;
  }

  /** Of this phone, or null before Start. */
  static async open(store: Rows): Promise<Person | null> {
    const account = await store.read<Account>("account");
    if (account === undefined) return null;
    return new Person(store, account, await spaceKeys(account), await suite.signer(account.signingSeed));
  }

  /** Takes what another tab stored. */
  async load(): Promise<void> {
    const account = await this.#store.read<Account>("account");
    if (account !== undefined) await this.#use(account);
  }

  /** Verifies the log that is here already. */
  async know(): Promise<void> {
    if (this.account.log.length === 0) return;
    this.#identity ??= await verifyLog(this.account.accountId, this.account.log);
    await this.#lookForStrangers();
    this.onChanged();
  }

  async save(account: Account): Promise<void> {
    await this.#store.write([["account", account]]);
    await this.#use(account);
    this.onStored();
  }

  async #use(account: Account): Promise<void> {
    const { accountId, log } = account;
    if (account.spaceKeys.length !== this.keys.epoch) this.keys = await spaceKeys(account);
    if (this.#identity !== null && log.length > this.#identity.seq + 1)
      this.#identity = await verifyLog(accountId, log);
    this.account$.value = account;
  }

  // The server

  /** Makes the account where the server does not have it yet, and puts a confirmed card on it. */
  reachServer(): Promise<void> {
    // One at a time: two that made the account's first log apart would give it two histories.
    this.#reaching ??= this.#reach().finally(() => {
      this.#reaching = null;
    });
    return this.#reaching;
  }

  async #reach(): Promise<void> {
    const { instanceId } = await readConfig();
    if (!this.account.registered) {
      const account = await withLog(this.account, Date.now());
      await this.save(account);
      await register(account);
      await this.save({ ...account, registered: true });
    }
    this.#identity ??= await verifyLog(this.account.accountId, this.account.log);
    if (this.account.card === "confirmed") await this.#putCard(instanceId);
  }

  async #putCard(instanceId: Bytes): Promise<void> {
    await this.refreshLog();
    await this.follow(await putCard(this.account, await cardOf(this.account.cardEntropy, instanceId)));
  }

  /** The card that the log names; null where it names none. */
  get card(): Identity["card"] {
    return this.#identity?.card ?? null;
  }

  async refreshLog(): Promise<void> {
    await this.follow(await refreshLog(this.account, this.dsk));
  }

  async retire(): Promise<void> {
    await this.reachServer();
    await this.refreshLog();
    await retire(this.account);
  }

  /** Takes over what the log says now, and the keys that follow from it. */
  async follow(account: Account): Promise<void> {
    this.#identity = await verifyLog(account.accountId, account.log);
    if (this.#identity.retired) return this.onRetired();
    const { card, cardEntropy, cardPostponed, cardTried, registered } = this.account; // changed here meanwhile, perhaps
    const mine = account.card === "kept" ? { registered } : { card, cardEntropy, cardPostponed, registered };
    await this.save({ ...account, ...mine, ...(cardTried === undefined ? {} : { cardTried }) });
    await this.#lookForStrangers();
    this.onChanged();
  }

  signIn(): Promise<void> {
    return signIn(this.account, this.dsk);
  }

  async forgetRegistration(): Promise<void> {
    await this.save({ ...this.account, registered: false });
  }

  // The space of the diary

  get id(): Bytes {
    return this.account.spaceId;
  }

  wasHere(): boolean {
    return true;
  }

  refresh(): Promise<void> {
    return this.refreshLog();
  }

  renew(): Promise<void> {
    return this.refreshLog();
  }

  namesIn(content: Content): string[] {
    return namesIn(content);
  }

  isFor(): boolean {
    return true;
  }

  // The phones

  deviceKey(id: Uint8Array): Bytes | undefined {
    return this.#identity?.devices.get(hex(id));
  }

  /** False for what a phone wrote after it was taken off. */
  mayHaveWritten({ deviceId, header, hash }: envelopes.Opened): boolean {
    return this.#identity !== null && mayHaveWritten(this.#identity, deviceId, header.counter, hash);
  }

  /** The phones of this tree, in the order of their coming; this one alone before it ever met a server. */
  phones(): Omit<Phone, "name">[] {
    const mine = hex(this.account.deviceId);
    const known = this.#identity;
    if (known === null) return [{ id: mine, added: Date.now(), mine: true }];
    const added = addedAt(this.account.log);
    const here = [...known.devices.keys()].filter((id) => !known.revoked.has(id));
    return here.map((id) => ({ id, added: added.get(id) ?? 0, mine: id === mine }));
  }

  /**
   * Takes a phone off: it hears nothing more, and opens nothing that is written from now on. Needs the server.
   * `pinOf`: the last that it wrote, as far as this phone knows; asked again when it turns out to have written more.
   */
  async takeOff(device: Bytes, pinOf: () => Pin): Promise<void> {
    for (let left = TAKE_OFF_TRIES; ; left -= 1) {
      await this.refreshLog();
      try {
        return await this.follow(await takeOff(this.account, device, pinOf()));
      } catch (problem) {
        const moved = problem instanceof Declined && problem.code === "log-moved";
        if (!moved || left === 0) throw problem;
      }
      await new Promise((heard) => setTimeout(heard, HEAR_MS)); // what it wrote last is on its way to here
    }
  }

  /** Takes this very phone off, where it is given back to others. Needs the server, and that nothing waits. */
  async leave(pin: Pin): Promise<void> {
    await this.refreshLog();
    await takeOff(this.account, this.account.deviceId, pin);
  }

  /** A phone that came to the tree without this one is told of: once, until somebody has read it. */
  async #lookForStrangers(): Promise<void> {
    const ids = this.phones().map(({ id }) => id);
    const known = await this.#store.read<string[]>(KNOWN_PHONES);
    if (known === undefined) return this.#store.write([[KNOWN_PHONES, ids]]);
    this.newcomers.value = ids.filter((id) => !known.includes(id) && id !== hex(this.account.deviceId));
  }

  async newcomersRead(): Promise<void> {
    await this.#store.write([[KNOWN_PHONES, this.phones().map(({ id }) => id)]]);
    this.newcomers.value = []; // the notice goes once that is kept
  }
}
