/**
 * How circles begin and grow: a host alone, then one after the other by a link, let in by the host's phone.
 *
 * Rule 1: nobody is let in who did not prove to hold a link of this person's, and one link lets one person in, once:
 *         an answer that a server shows again after they left or were taken out counts for nothing.
 * Rule 2: a circle that the server tells of is taken for one only where this person began it, on another phone, or asked
 *         to be in and was let in by the very one whom the link named.
 */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { type Bytes, equal, hex, unhex } from "../crypto/encoding.ts";
import { NewleafError } from "../crypto/errors.ts";
import { verifyLog } from "../crypto/identity.ts";
import * as invitations from "../crypto/invitation.ts";
import * as members from "../crypto/membership.ts";
import { randomBytes } from "../crypto/suite.ts";
import { asBytes, asList, call, Declined } from "../transport/http.ts";
import { firstRoot, inviteFailure, type Looked } from "./invited.ts";
import type { Collection, Fields, InviteFailure, Waiting } from "./model.ts";
import type { Person } from "./person.ts";
import type { PhoneTalk } from "./talk.ts";
import { rotationOf, type StoredTalk, wrapsOf } from "./talk_space.ts";
import type { Written } from "./talks.ts";

export const ASKED = "circle"; // items: circles that the person asked to be in

interface Host {
  readonly person: Person;
  collection(kind: string): Collection;
}

/** What the person asked, as an item keeps it for all of their phones. */
interface Asked {
  readonly item: string;
  readonly circle: string; // the space's id in hex
  readonly invitation: invitations.Invitation;
  readonly account: string; // who invited, in hex
  readonly host: string;
  readonly name: string;
  readonly called: string;
  readonly words: string;
  readonly device: string; // that asked: it alone says the first words
  readonly said: boolean;
}

export class Circles {
  readonly #host: Host;
  readonly #list: ReadonlySignal<readonly PhoneTalk[]>;
  readonly #problems = signal<ReadonlyMap<string, InviteFailure>>(new Map());

  constructor(host: Host, list: ReadonlySignal<readonly PhoneTalk[]>) {
    this.#host = host;
    this.#list = list;
  }

  readonly waiting: ReadonlySignal<readonly Waiting[]> = computed(() =>
    this.#asked
      .filter(({ circle }) => !this.#isIn(circle))
      .map(({ item, name, host }) => ({ id: item, name, host, problem: this.#problems.value.get(item) ?? null })),
  );

  get #asked(): readonly Asked[] {
    return (this.#host.collection(ASKED).items.value ?? []).flatMap(({ id, fields }) => readAsked(id, fields));
  }

  #isIn(circle: string): boolean {
    return this.#list.value.some(({ id, left }) => id === circle && left.value === null);
  }

  // Beginning

  /** Of the person alone, as its host; kept on this phone before the server hears of it. */
  async begun(): Promise<StoredTalk> {
    const { account, dsk } = this.#host.person;
    const [spaceId, key] = [randomBytes(16), randomBytes(32)];
    const own = await verifyLog(account.accountId, account.log);
    const root = await firstRoot(account.accountId, account.log);
    const alone = [{ accountId: account.accountId, root, role: members.HOST }];
    const author = { accountId: account.accountId, deviceId: account.deviceId, dsk };
    const entry = await members.make(spaceId, null, alone, await members.keyHashOf(key), author);
    const membership = await members.extend(spaceId, null, entry, (_, device) => own.devices.get(hex(device)));
    const wraps = await wrapsOf(membership, key, async () => own.aek);
    return {
      spaceId,
      log: [entry],
      keys: [[1, key]],
      identities: [],
      rotation: rotationOf(this.#host.person),
      renewed: Date.now(),
      name: "",
      founding: [spaceId, entry, wraps],
    };
  }

  // Asking to be in

  async ask(text: string, looked: Looked, circle: invitations.CircleCard, called: string, words: string) {
    const id = hex(circle.spaceId);
    if (this.#isIn(id)) return { talk: id };
    const { account } = this.#host.person;
    const items = this.#host.collection(ASKED);
    const item = await items.add({
      link: text,
      circle: id,
      name: circle.name,
      host: looked.card.name,
      account: hex(looked.card.accountId),
      called,
      words,
      device: hex(account.deviceId),
      said: false,
    }); // first: any phone of the person knows by it that they asked
    const asked = this.#asked.find((one) => one.item === item);
    try {
      if (asked !== undefined) await this.#answer(asked);
    } catch (problem) {
      if (problem instanceof Declined) await items.takeOut(item);
      throw problem;
    }
    return { talk: null };
  }

  /** The same again is the same, so it is also said again after an answer that was lost. */
  async #answer({ invitation, circle, called }: Asked): Promise<void> {
    const { account } = this.#host.person;
    const root = await firstRoot(account.accountId, account.log);
    const sealed = await invitations.sealAnswer(invitation, called);
    const spaceId = unhex(circle);
    const proof = await invitations.joinProofOf(invitation, spaceId, { accountId: account.accountId, root }, sealed);
    const auth = await invitations.authOf(invitation);
    await call("POST", "/api/invitations/answer", [invitation.invitationId, auth, sealed, proof]);
  }

  /** What is still to be said: that the person would like to be in, or their first words once they are. */
  async settle(): Promise<void> {
    for (const asked of this.#asked) {
      const talk = this.#list.value.find(({ id, left }) => id === asked.circle && left.value === null);
      if (talk === undefined) await this.#answerAgain(asked);
      else if (!asked.said && asked.device === hex(this.#host.person.account.deviceId)) {
        await this.#host.collection(ASKED).change(asked.item, { said: true });
        await talk.sayAbout({ name: asked.called });
        if (asked.words !== "") await talk.say(asked.words);
      }
    }
  }

  async #answerAgain(asked: Asked): Promise<void> {
    if (asked.said) return; // they were in, and are no more
    try {
      await this.#answer(asked);
    } catch (problem) {
      if (!(problem instanceof Declined)) throw problem;
      this.#problems.value = new Map(this.#problems.value).set(asked.item, inviteFailure(problem));
    }
  }

  async stopWaiting(item: string): Promise<void> {
    const asked = this.#asked.find((one) => one.item === item);
    await this.#host.collection(ASKED).takeOut(item);
    if (asked !== undefined)
      await call("POST", "/api/invitations/withdraw", [asked.invitation.invitationId]).catch(() => undefined);
  }

  /** Whether the person asked to be in this one, and was let in by whom the link named. */
  askedFor(space: PhoneTalk["space"]): boolean {
    const asked = this.#asked.filter(({ circle }) => circle === hex(space.id));
    return asked.some(({ account, invitation }) => space.wasLetInBy(account, invitation.root));
  }

  // Letting in

  /** Whoever answered a link of this person's is let in, where they prove it. */
  async letIn(written: (id: string) => Promise<Written | null>): Promise<void> {
    if (!this.#list.value.some(({ space }) => space.circle && space.hosting)) return;
    for (const row of await call("GET", "/api/invitations/answers")) {
      const [invitationId, spaceId, accountId, sealed, proof] = (row as unknown[]).map(asBytes) as FiveBytes;
      const talk = this.#list.value.find(({ id }) => id === hex(spaceId));
      const invitation = await written(hex(invitationId));
      if (talk === undefined || !talk.space.hosting || invitation?.circle !== talk.id) continue;
      await this.#letInOne(talk, invitation, accountId, sealed, proof).catch((problem: unknown) => {
        if (!(problem instanceof NewleafError)) throw problem; // made up: nobody is let in by it
      });
    }
  }

  async #letInOne(talk: PhoneTalk, invitation: Written, accountId: Bytes, sealed: Bytes, proof: Bytes) {
    const account = hex(accountId);
    const usedByAnother = invitation.guest !== "" && invitation.guest !== account;
    if (usedByAnother || talk.space.wasInSince(account, invitation.from)) return;
    const log = asList(await call("POST", "/api/identities", [accountId, 0]));
    const { retired } = await verifyLog(accountId, log);
    const root = await firstRoot(accountId, log);
    const right = await invitations.joinProofOf(invitation, talk.space.id, { accountId, root }, sealed);
    if (retired || !equal(proof, right)) return;
    const called = await invitations.openAnswer(invitation, sealed);
    await this.#host.collection("invitation").change(invitation.item, { guest: account });
    if (!(await talk.space.letIn({ accountId, root, log }))) return;
    talk.book.tell();
    const { circle } = talk;
    if (circle !== null) await circle.say(circle.name.value, circle.words.value, { [account]: called });
  }
}

type FiveBytes = [Bytes, Bytes, Bytes, Bytes, Bytes];

function readAsked(item: string, fields: Fields): Asked[] {
  const text = (name: string) => (typeof fields[name] === "string" ? fields[name] : "");
  try {
    const invitation = invitations.readInvitation(text("link"));
    const circle = text("circle");
    if (!/^[0-9a-f]{32}$/.test(circle)) return [];
    const [account, host, name] = [text("account"), text("host"), text("name")];
    const [called, words, device] = [text("called"), text("words"), text("device")];
    return [{ item, circle, invitation, account, host, name, called, words, device, said: fields.said === true }];
  } catch {
    return []; // of a newer program
  }
}
