/**
 * The projects of a person: where they said hello, and where they support others or coordinate.
 *
 * Rule: a letter is sealed to exactly those whom the log and the card name at that moment.
 */
import { computed, type ReadonlySignal } from "@preact/signals";
import { equal, hex, unhex } from "../crypto/encoding.ts";
import { NewleafError } from "../crypto/errors.ts";
import { verifyLog } from "../crypto/identity.ts";
import * as letters from "../crypto/letter.ts";
import { readCode } from "../crypto/linking.ts";
import * as projects from "../crypto/project.ts";
import type { Wish } from "../projects/model.ts";
import type { Rows } from "../storage/store.ts";
import { dayOf } from "../today/day.ts";
import { call, Declined } from "../transport/http.ts";
import { PhoneCare } from "./care.ts";
import { firstRoot } from "./invited.ts";
import { PhoneLeaflets } from "./leaflets.ts";
import { authorOf, type Opened, PhoneLetters } from "./letters.ts";
import type { Collection, Day, Letter, Place, ProjectFailure, Projects, Role } from "./model.ts";
import type { Person } from "./person.ts";
import { ROLES } from "./place.ts";
import { Places, tried } from "./places.ts";
import { MET, type PhoneTalks } from "./talks.ts";

const PROJECT = "project"; // a collection: the codes of the person's projects
const PASSED = "passed"; // a collection: letters that the person does not want to see

/** What projects need of the diary. */
interface Host {
  readonly rows: Rows;
  readonly person: Person;
  readonly talks: PhoneTalks;
  collection(kind: string): Collection;
}

export class PhoneProjects implements Projects {
  readonly list: ReadonlySignal<readonly Place[]>;
  readonly letters: ReadonlySignal<readonly Letter[]>;
  readonly care: PhoneCare;
  readonly leaflets: PhoneLeaflets;
  readonly #host: Host;
  readonly #places: Places;
  readonly #post: PhoneLetters;
  readonly #linked = new Set<string>(); // codes of linked projects that were asked for since the app was opened

  private constructor(host: Host) {
    this.#host = host;
    this.#places = new Places(host.rows, host.person);
    this.#post = new PhoneLetters(host.rows, host.person, this.#places);
    this.care = new PhoneCare(this.#places, this.#post, host, (talk) => this.ofTalk(talk));
    this.leaflets = new PhoneLeaflets(host.rows, host.person, this.#places, this.#post);
    const joined = host.collection(PROJECT).items;
    this.list = computed(() => {
      this.#places.read.value;
      const mine = new Set((joined.value ?? []).map(({ fields }) => fields.code));
      return this.#places.shown().filter(({ code, role }) => role !== null || mine.has(code));
    });
    this.letters = computed(() => {
      this.#places.read.value;
      const passed = new Set((host.collection(PASSED).items.value ?? []).map(({ fields }) => fields.letter));
      return this.#post.list.value.filter(({ id }) => !passed.has(id)).flatMap((letter) => this.#letterOf(letter));
    });
  }

  static async open(host: Host): Promise<PhoneProjects> {
    const opened = new PhoneProjects(host);
    await opened.load();
    return opened;
  }

  /** Takes what this phone keeps; another tab may have written. */
  async load(): Promise<void> {
    await this.#places.load();
    for (const place of this.#places.all()) await this.leaflets.load(place).catch(passOver);
    await this.#post.load();
    this.#places.show();
  }

  /** The day on which the person said hello or began to work there; null where that is not known. */
  since(code: string): Day | null {
    const found = (this.#host.collection(PROJECT).items.value ?? []).find(({ fields }) => fields.code === code);
    return typeof found?.fields.since === "string" ? found.fields.since : null;
  }

  /** Only what comes from one who may say it: an offer from who works there, news from who leads or began it. */
  #letterOf(letter: Opened): Letter[] {
    const place = this.#places.withId(letter.projectId);
    if (place === undefined) return [];
    const worker = place.card.workers.find(({ accountId }) => hex(accountId) === letter.author);
    const began = this.#post.list.value.find(({ id }) => id === letter.about);
    const may =
      letter.kind === letters.OFFER
        ? worker !== undefined
        : letter.kind !== letters.NEWS || worker !== undefined || began?.author === letter.author;
    if (!may && !letter.mine) return [];
    const { id, about, sent, mine, body, kind } = letter;
    return [{ id, about, sent, mine, body, kind, code: place.stored.code, by: worker?.name ?? "" }];
  }

  // What the server tells

  async refresh(): Promise<void> {
    const { person } = this.#host;
    if (!person.account.registered) return;
    await person.signIn();
    const codes = new Set<string>((await this.#codes()).filter((code) => this.#places.of(code) === undefined));
    for (const row of await call("GET", "/api/projects")) codes.add(String((row as unknown[])[0]));
    for (const { code } of this.list.value) codes.add(code);
    for (const code of codes) await this.#look(code).catch(passOver);
    await this.#lookAtLinked();
    await this.#post.refresh();
    await this.#forgetPassed();
    this.#places.show();
  }

  async #look(code: string): Promise<void> {
    await this.leaflets.refresh(await this.#places.fetch(code));
  }

  /** Projects that name each other share what they give out, and nobody's data (mission F9). */
  async #lookAtLinked(): Promise<void> {
    const mine = this.list.value;
    for (const { code } of mine.flatMap(({ linked }) => linked)) {
      if (this.#linked.has(code) || mine.some((place) => place.code === code)) continue;
      await this.#look(code).catch(passOver);
      this.#linked.add(code);
    }
  }

  /** Of letters that are no more, nothing need be kept. */
  async #forgetPassed(): Promise<void> {
    const passed = this.#host.collection(PASSED);
    const known = new Set(this.#post.list.value.map(({ id }) => id));
    for (const { id, fields } of passed.items.value ?? [])
      if (!known.has(String(fields.letter))) await passed.takeOut(id);
  }

  async #codes(): Promise<string[]> {
    const { items } = this.#host.collection(PROJECT);
    for (let tries = 0; items.value === null && tries < 100; tries += 1)
      await new Promise((read) => setTimeout(read, 20));
    return (items.value ?? []).flatMap(({ fields }) => (typeof fields.code === "string" ? [fields.code] : []));
  }

  async look(typed: string): Promise<Place | ProjectFailure> {
    return tried(async () => {
      const found = await this.#places.fetch(readCode(typed));
      this.#places.show();
      return this.#places.asShown(found);
    });
  }

  // For one who comes

  async hello(code: string, name: string, words: string, wish: Wish): Promise<ProjectFailure | null> {
    return tried(async () => {
      await this.#host.person.reachServer();
      await this.#join(code);
      await this.#post.write(code, { is: "hello", name, words, wish }, ({ card }) => card.workers);
      return null;
    });
  }

  async #join(code: string): Promise<void> {
    if (!(await this.#codes()).includes(code))
      await this.#host.collection(PROJECT).add({ code, since: dayOf(new Date()) });
  }

  async pick(offer: string, name: string): Promise<{ talk: string } | ProjectFailure> {
    return tried(async () => {
      const letter = this.#post.opened(offer);
      if (letter?.body?.is !== "offer") return "gone";
      const answer = await this.#host.talks.accept(letter.body.invitation, name, "");
      if (typeof answer === "string") return answer === "no-network" || answer === "not-genuine" ? answer : "gone";
      const { talk } = answer;
      if (talk === null) return "gone"; // a link into a circle is no offer
      const code = this.#post.codeOf(offer);
      await this.#host.collection(MET).add({ talk, code });
      await this.#post.putAway(letter.about); // offers go with the hello that they answer
      this.#places.show();
      return { talk };
    });
  }

  async takeBack(id: string): Promise<ProjectFailure | null> {
    return tried(async () => {
      await this.#host.person.signIn();
      await this.#post.putAway(id);
      this.#places.show();
      return null;
    });
  }

  async pass(letter: string): Promise<() => Promise<void>> {
    const passed = this.#host.collection(PASSED);
    const id = await passed.add({ letter });
    return () => passed.takeOut(id);
  }

  async leave(code: string): Promise<ProjectFailure | null> {
    return tried(async () => {
      await this.#host.person.signIn();
      const place = await this.#places.fetch(code);
      if (this.#places.asShown(place).role !== null)
        await this.#places.change(code, (one) => ({
          workers: one.project.workers.filter((who) => !this.#places.isMe(who)),
        }));
      for (const { id, kind, mine } of this.letters.value.filter((one) => one.code === code))
        if (mine && kind === letters.HELLO) await this.#post.putAway(id);
      const collection = this.#host.collection(PROJECT);
      for (const { id, fields } of collection.items.value ?? []) if (fields.code === code) await collection.takeOut(id);
      this.#places.show();
      return null;
    });
  }

  // For those who work there

  async found(
    name: string,
    words: string,
    me: { readonly name: string; readonly words: string },
    token: string,
  ): Promise<{ code: string } | ProjectFailure> {
    return tried(async () => {
      const { person } = this.#host;
      await person.reachServer();
      await person.signIn();
      const { accountId, log } = person.account;
      const { aek } = await verifyLog(accountId, log);
      const card = projects.makeCard({ name, words, workers: [{ accountId, ...me, aek }], linked: [] });
      const workers = [{ accountId, root: await firstRoot(accountId, log), role: projects.LEAD }];
      const entry = await projects.make(null, workers, card, this.#places.author);
      const [code] = await call("POST", "/api/projects", [entry, card, unhex(token)]);
      await this.#places.fetch(String(code));
      await this.#join(String(code));
      this.#places.show();
      return { code: String(code) };
    });
  }

  write(
    code: string,
    card: { name?: string; words?: string; linked?: Place["linked"] },
  ): Promise<ProjectFailure | null> {
    return tried(async () => {
      await this.#places.change(code, () => ({ card }));
      return null;
    });
  }

  /** One who said hello to support others is let in, with their own words and keys. */
  welcome(hello: string): Promise<ProjectFailure | null> {
    return tried(async () => {
      const letter = this.#post.opened(hello);
      if (letter?.body?.is !== "hello") return "gone";
      const { name, words } = letter.body;
      const { accountId, aek } = await authorOf(letter);
      const root = await firstRoot(accountId, letter.log);
      const code = this.#post.codeOf(hello);
      await this.#places.change(code, ({ project, card }) => {
        const others = project.workers.filter((one) => !equal(one.accountId, accountId));
        const rows = card.workers.filter((one) => !equal(one.accountId, accountId));
        return {
          workers: [...others, { accountId, root, role: projects.SUPPORTER }],
          card: { workers: [...rows, { accountId, name, words, aek }] },
        };
      });
      await this.#post.refresh(); // the server put the hello away for everybody
      this.#places.show();
      return null;
    });
  }

  /** role null: they work there no more. */
  place(code: string, account: string, role: Role | null): Promise<ProjectFailure | null> {
    return tried(async () => {
      await this.#places.change(code, ({ project, card }) => {
        const others = project.workers.filter((one) => hex(one.accountId) !== account);
        const one = project.workers.find(({ accountId }) => hex(accountId) === account);
        if (one === undefined) return {};
        if (role !== null) return { workers: [...others, { ...one, role: ROLES.indexOf(role) + 1 }] };
        return { workers: others, card: { workers: card.workers.filter((row) => hex(row.accountId) !== account) } };
      });
      return null;
    });
  }

  /** An invitation of the person's own goes to who said hello; they pick among those that come. */
  offer(hello: string): Promise<ProjectFailure | null> {
    return tried(async () => {
      const letter = this.#post.opened(hello);
      const code = this.#post.codeOf(hello);
      const me = this.#places.of(code)?.card.workers.find((one) => this.#places.isMe(one));
      if (letter === undefined || me === undefined) return "gone";
      const invited = await this.#host.talks.invite(me.name, me.words, code);
      if (typeof invited === "string") return invited === "no-network" ? "no-network" : "gone";
      const invitation = invited.link.split("/").at(-1) ?? "";
      const to = await authorOf(letter);
      await this.#post.write(code, { is: "offer", invitation, name: me.name, words: me.words }, () => [to], letter);
      return null;
    });
  }

  /** The project that a talk came from; null for one that two began by themselves. */
  ofTalk(talk: string): Place | null {
    const found = (this.#host.collection(MET).items.value ?? []).find(({ fields }) => fields.talk === talk);
    const known = this.#places.of(String(found?.fields.code));
    return known === undefined ? null : this.#places.asShown(known);
  }
}

/** A project that cannot be read now, or that cannot be right, keeps none of the others. */
function passOver(problem: unknown): void {
  if (!(problem instanceof Declined) && !(problem instanceof NewleafError)) throw problem;
}
