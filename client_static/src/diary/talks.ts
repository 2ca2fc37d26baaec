/**
 * The talks of this phone: how they begin, by invitation, and how they travel with the diary's own connection.
 *
 * Rule 1: a talk that the server tells of is taken for one only where this person founded it, on another phone, or
 *         where whoever founded it proves to hold an invitation that this person wrote.
 * Rule 2: what is asked of the server while accepting is kept first, so that an answer that is lost can be had again.
 */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { type Bytes, equal, hex, unhex } from "../crypto/encoding.ts";
import { NewleafError } from "../crypto/errors.ts";
import { verifyLog } from "../crypto/identity.ts";
import * as invitations from "../crypto/invitation.ts";
import * as members from "../crypto/membership.ts";
import { randomBytes, sha256 } from "../crypto/suite.ts";
import { RowsOf } from "../storage/rows_of.ts";
import type { Rows } from "../storage/store.ts";
import { asBytes, call, Declined, NoNetwork } from "../transport/http.ts";
import { Book } from "./book.ts";
import { ASKED, Circles } from "./circles.ts";
import { firstRoot, inviteFailure, type Looked, lookAt, lookAtInvitation } from "./invited.ts";
import type { Collection, Invited, InviteFailure, OpenLink, Talks } from "./model.ts";
import type { Person } from "./person.ts";
import type { Sync } from "./sync.ts";
import { PhoneTalk } from "./talk.ts";
import { rotationOf, type StoredTalk, TalkSpace, wrapsOf } from "./talk_space.ts";

export const INVITATION = "invitation";
/** Which talk came from which project. */
export const MET = "met";
const DAYS = 14; // an invitation can be used
const DAY_MS = 86_400_000;
const SOON_MS = 300; // a host lets in, and makes the next key after somebody left
const LATER_MS = 3000; // others do where no host is here; not all in the same moment

/** What talks need of the diary. */
interface Host {
  readonly rows: Rows;
  readonly person: Person;
  collection(kind: string): Collection;
  nudge(): void;
  onStored(): void;
}

export class PhoneTalks implements Talks {
  readonly list = signal<readonly PhoneTalk[]>([]);
  /** Called when the server rings for what is no talk here. */
  onRung: () => void = () => undefined;
  readonly #host: Host;
  #sync: Sync | null = null;
  #refreshing: Promise<void> = Promise.resolve();
  readonly #circles: Circles;
  readonly #caring = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #opening = new Map<string, Promise<PhoneTalk>>(); // another tab's and the server's are one and the same

  private constructor(host: Host) {
    this.#host = host;
    this.#circles = new Circles(host, this.list);
  }

  get waiting() {
    return this.#circles.waiting;
  }

  static async open(host: Host): Promise<PhoneTalks> {
    const talks = new PhoneTalks(host);
    await talks.load();
    return talks;
  }

  /** Takes what this phone keeps; another tab may have begun a talk. */
  async load(): Promise<void> {
    const known = new Set(this.list.value.map(({ id }) => id));
    for (const stored of await TalkSpace.all(this.#host.rows)) {
      if (known.has(hex(stored.spaceId))) continue;
      await this.#add(await TalkSpace.open(this.#host.rows, this.#host.person, stored));
    }
  }

  /** This tab sends: the talks travel with the diary. */
  attach(sync: Sync): void {
    this.#sync = sync;
    sync.onUnknown = () => {
      void this.refresh().catch(() => undefined);
      this.onRung();
    };
    sync.onOpened = () => void this.refresh().catch(() => undefined);
    for (const talk of this.list.value) this.#travel(talk);
    void this.refresh().catch(() => undefined);
  }

  /** Another tab wrote. */
  async readAgain(leads: boolean): Promise<void> {
    for (const { book } of this.list.value) await (leads ? book.readOutbox() : book.loadAlone());
    await this.load();
  }

  stop(): void {
    for (const timer of this.#caring.values()) clearTimeout(timer);
    this.#sync = null;
    for (const talk of this.list.value) talk.stop();
    this.list.value = [];
  }

  #add(space: TalkSpace): Promise<PhoneTalk> {
    const id = hex(space.id);
    const there = this.list.value.find((talk) => talk.id === id);
    if (there !== undefined) return Promise.resolve(there);
    const opening = this.#opening.get(id) ?? this.#open(space).finally(() => this.#opening.delete(id));
    this.#opening.set(id, opening);
    return opening;
  }

  async #open(space: TalkSpace): Promise<PhoneTalk> {
    const rows = new RowsOf(this.#host.rows, `talk/${hex(space.id)}/`);
    const book = await Book.openShared(rows, this.#host.person, space);
    book.onStored = () => this.#host.onStored();
    const talk = new PhoneTalk(book, space, () => this.#host.nudge());
    space.onRefreshed = () => this.#careSoon(talk);
    this.list.value = [...this.list.value, talk];
    this.#travel(talk);
    return talk;
  }

  /** Before the server knows it there is nothing to hear: a subscription would be refused, and not asked again. */
  #travel({ space, book }: PhoneTalk): void {
    if (space.stored.founding === null) this.#sync?.add(book);
  }

  // What the server tells

  /** One at a time. Rejects without a network. */
  refresh(): Promise<void> {
    const next = this.#refreshing.then(() => this.#refresh());
    this.#refreshing = next.catch(() => undefined);
    return next;
  }

  async #refresh(): Promise<void> {
    const { person } = this.#host;
    if (!person.account.registered) return;
    await person.signIn();
    for (const { space } of this.list.value) {
      if (space.stored.founding !== null) await this.#found(space);
      else await space.tend();
    }
    await this.#written(); // what proves who answers is read by now
    await this.#circles.letIn((id) => this.#invitation(id));
    for (const row of await call("GET", "/api/spaces")) {
      const [spaceId, , invitationId, proof] = row as unknown[];
      const id = hex(asBytes(spaceId));
      if (this.list.value.some((talk) => talk.id === id)) continue;
      const invitation = invitationId instanceof Uint8Array ? await this.#invitation(hex(invitationId)) : null;
      await this.#adopt(asBytes(spaceId), invitation, proof);
    }
    await this.#circles.settle();
  }

  /** The server told who is in a circle: what follows from it is done by one of them, a host if one is here. */
  #careSoon({ id, space, book }: PhoneTalk): void {
    if (!space.circle || this.#sync === null) return;
    const care = async () => {
      await space.tend();
      book.tell();
      if (space.hosting) await this.#circles.letIn((invitation) => this.#invitation(invitation));
      await this.#circles.settle();
    };
    const next = () => {
      this.#refreshing = this.#refreshing.then(care).catch(() => undefined);
    };
    clearTimeout(this.#caring.get(id));
    const delay = space.hosting ? SOON_MS : LATER_MS;
    this.#caring.set(id, setTimeout(next, delay * (1 + Math.random())));
  }

  async #adopt(spaceId: Bytes, invitation: Written | null, proof: unknown): Promise<void> {
    const { rows, person } = this.#host;
    const space = await TalkSpace.adopt(rows, person, spaceId, "").catch((problem: unknown) => {
      if (problem instanceof NewleafError) return null; // made up, or of a newer program: it is none of ours
      throw problem;
    });
    const founding = space?.founding ?? null;
    if (space === null || founding === null) return;
    const ours = founding.author === space.me;
    const proven =
      !space.circle &&
      invitation !== null &&
      proof instanceof Uint8Array &&
      equal(await invitations.proofOf(invitation, spaceId, founding.entry), proof);
    const asked = space.circle && this.#circles.askedFor(space);
    if (!ours && !proven && !asked) return space.forget();
    const talk = await this.#add(space);
    if (proven && space.left === null) await talk.sayAbout({ name: invitation.name });
    if (proven) await this.#host.collection(INVITATION).change(invitation.item, { talk: talk.id });
    if (proven && invitation.project !== "")
      await this.#host.collection(MET).add({ talk: talk.id, code: invitation.project });
    this.#host.onStored();
  }

  // Inviting

  async #written(): Promise<readonly Written[]> {
    const { items } = this.#host.collection(INVITATION);
    const asked = this.#host.collection(ASKED).items;
    for (let tries = 0; (items.value === null || asked.value === null) && tries < 100; tries += 1)
      await new Promise((read) => setTimeout(read, 20));
    return (items.value ?? []).flatMap(({ id, fields }) => {
      const { invitation, secret, name, expires, circle, from, guest } = fields;
      if (typeof invitation !== "string" || typeof secret !== "string" || !/^[0-9a-f]{64}$/.test(invitation + secret))
        return [];
      const root = new Uint8Array(32); // one's own: no proof needs it
      const called = typeof name === "string" ? name : "";
      const until = typeof expires === "number" ? expires : 0;
      const into = {
        circle: typeof circle === "string" ? circle : "",
        from: typeof from === "number" ? from : 0,
        guest: typeof guest === "string" ? guest : "",
        project: typeof fields.project === "string" ? fields.project : "",
      };
      const ids = { invitationId: unhex(invitation), secret: unhex(secret), root };
      return [{ item: id, ...ids, name: called, expires: until, ...into }];
    });
  }

  readonly links: ReadonlySignal<readonly OpenLink[]> = computed(() => {
    const open = (this.#host.collection(INVITATION).items.value ?? []).filter(
      ({ fields }) => !fields.talk && !fields.guest && typeof fields.expires === "number",
    );
    const circleOf = (id: unknown) => this.list.value.find((talk) => talk.id === id)?.name.value ?? "";
    return open
      .map(({ fields }) => ({
        id: String(fields.invitation),
        circle: circleOf(fields.circle),
        expires: Number(fields.expires),
      }))
      .filter(({ expires }) => expires > Date.now());
  });

  async withdraw(link: string): Promise<boolean> {
    try {
      await this.refresh(); // somebody may have answered it by now
      const written = this.links.value.some(({ id }) => id === link) ? await this.#invitation(link) : null;
      if (written === null) return true;
      await call("POST", "/api/invitations/withdraw", [written.invitationId]);
      await this.#host.collection(INVITATION).takeOut(written.item);
      return true;
    } catch (problem) {
      if (problem instanceof NoNetwork) return false;
      throw problem;
    }
  }

  async #invitation(id: string): Promise<Written | null> {
    return (await this.#written()).find(({ invitationId }) => hex(invitationId) === id) ?? null;
  }

  invite(name: string, words: string, project = ""): Promise<{ link: string } | InviteFailure> {
    return this.#linkTo(null, name, words, project);
  }

  async inviteInto(id: string, words: string): Promise<{ link: string } | InviteFailure> {
    const talk = this.list.value.find((one) => one.id === id);
    return talk === undefined ? "gone" : this.#linkTo(talk, talk.mine.value.name, words, "");
  }

  async #linkTo(
    into: PhoneTalk | null,
    name: string,
    words: string,
    project: string,
  ): Promise<{ link: string } | InviteFailure> {
    const { person } = this.#host;
    try {
      await person.reachServer();
      await person.signIn();
      const { accountId } = person.account;
      const root = await firstRoot(accountId, person.account.log);
      const invitation = { invitationId: randomBytes(16), secret: randomBytes(16), root };
      const fields = {
        invitation: hex(invitation.invitationId),
        secret: hex(invitation.secret),
        name,
        expires: Date.now() + DAYS * DAY_MS,
        ...(project === "" ? {} : { project }),
      };
      const about = into === null ? {} : { circle: into.id, from: into.space.length };
      await this.#host.collection(INVITATION).add({ ...fields, ...about }); // first: it proves who answers
      const people = into?.circle?.people.value.length ?? 0;
      const circle = into === null ? null : { name: into.name.value, spaceId: into.space.id, people };
      const card = await invitations.sealCard(invitation, { accountId, name, words, circle });
      const hash = await sha256(await invitations.authOf(invitation));
      const kept = [invitation.invitationId, hash, card, DAYS];
      await call("POST", "/api/invitations", into === null ? kept : [...kept, into.space.id]);
      return { link: `${location.origin}/#/invited/${invitations.invitationText(invitation)}` };
    } catch (problem) {
      return inviteFailure(problem);
    }
  }

  // Circles

  async begin(name: string, words: string, called: string): Promise<{ talk: string } | InviteFailure> {
    const { rows, person } = this.#host;
    try {
      if (!person.account.registered) await person.reachServer();
      const space = await TalkSpace.open(rows, person, await this.#circles.begun());
      await space.save();
      const talk = await this.#add(space);
      await talk.sayAbout({ name: called });
      await talk.circle?.say(name, words, { [space.me]: called });
      this.#host.onStored();
      void this.refresh().catch(() => undefined); // the server hears of it now, or when it is reached
      return { talk: talk.id };
    } catch (problem) {
      return inviteFailure(problem);
    }
  }

  stopWaiting(id: string): Promise<void> {
    return this.#circles.stopWaiting(id);
  }

  look(text: string): Promise<Invited | InviteFailure> {
    return lookAtInvitation(text);
  }

  async accept(text: string, name: string, words: string): Promise<{ talk: string | null } | InviteFailure> {
    const { rows, person } = this.#host;
    try {
      const invitation = invitations.readInvitation(text);
      await person.reachServer();
      await person.signIn();
      const inviter = await lookAt(invitation);
      if (equal(inviter.card.accountId, person.account.accountId)) return "own";
      await this.#written(); // what was asked before is read by now
      if (inviter.card.circle !== null) return await this.#circles.ask(text, inviter, inviter.card.circle, name, words);
      const stored = await this.#founded(invitation, inviter);
      const space = await TalkSpace.open(rows, person, stored);
      await space.save();
      try {
        await this.#found(space);
      } catch (problem) {
        if (problem instanceof Declined) await space.forget();
        throw problem;
      }
      const talk = await this.#add(space);
      await talk.sayAbout({ name });
      if (words.trim() !== "") await talk.say(words.trim());
      this.#host.onStored();
      return { talk: talk.id };
    } catch (problem) {
      return inviteFailure(problem);
    }
  }

  /** A talk of the two, as the one who was invited makes it. */
  async #founded(invitation: invitations.Invitation, inviter: Looked): Promise<StoredTalk> {
    const { account, dsk } = this.#host.person;
    const [spaceId, key] = [randomBytes(16), randomBytes(32)];
    const own = await verifyLog(account.accountId, account.log);
    const root = await firstRoot(account.accountId, account.log);
    const both = [
      { accountId: account.accountId, root, role: members.EQUAL },
      { accountId: inviter.card.accountId, root: invitation.root, role: members.EQUAL },
    ];
    const author = { accountId: account.accountId, deviceId: account.deviceId, dsk };
    const entry = await members.make(spaceId, null, both, await members.keyHashOf(key), author);
    const membership = await members.extend(spaceId, null, entry, (_, device) => own.devices.get(hex(device)));
    const aekOf = async (id: Bytes) => (equal(id, account.accountId) ? own : inviter.identity).aek;
    const proof = await invitations.proofOf(invitation, spaceId, entry);
    const wraps = await wrapsOf(membership, key, aekOf);
    return {
      spaceId,
      log: [entry],
      keys: [[1, key]],
      identities: [[inviter.card.accountId, inviter.log]],
      rotation: rotationOf(this.#host.person),
      name: inviter.card.name,
      founding: [spaceId, entry, wraps, invitation.invitationId, inviter.auth, proof],
    };
  }

  async #found(space: TalkSpace): Promise<void> {
    await call("POST", space.circle ? "/api/circles" : "/api/spaces", space.stored.founding);
    await space.save({ founding: null });
    const talk = this.list.value.find(({ id }) => id === hex(space.id));
    if (talk !== undefined) this.#travel(talk);
  }
}

/** An invitation of this person's, as an item keeps it. */
export interface Written extends invitations.Invitation {
  readonly item: string;
  readonly name: string;
  readonly expires: number;
  readonly circle: string; // its id in hex; empty for a talk of two
  readonly from: number; // how long its log of members was
  readonly guest: string; // who was let in by it, by account in hex
  readonly project: string; // the code of the one that it came from, or empty
}
