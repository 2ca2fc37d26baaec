/**
 * The projects of a person: where they said hello, and where they support others or coordinate.
 *
 * Rule 1: keys and rights of a project come from its signed log alone; an older one than this phone saw is refused.
 * Rule 2: a letter is sealed to exactly those whom the log and the card name at that moment.
 */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { type Bytes, equal, hex, unhex } from "../crypto/encoding.ts";
import { NewleafError } from "../crypto/errors.ts";
import { verifyLog } from "../crypto/identity.ts";
import * as leaflets from "../crypto/leaflet.ts";
import * as letters from "../crypto/letter.ts";
import { readCode } from "../crypto/linking.ts";
import * as projects from "../crypto/project.ts";
import type { LetterBody, Proven, Shown, Step, Wish } from "../projects/model.ts";
import type { Rows } from "../storage/store.ts";
import { call, Declined } from "../transport/http.ts";
import { proofsOf, readProofs } from "./evidence.ts";
import { firstRoot } from "./invited.ts";
import { LEAFLETS, PhoneLeaflets } from "./leaflets.ts";
import { authorOf, type Opened, PhoneLetters } from "./letters.ts";
import type { Collection, Leaflet, LeafletKind, Letter, Place, ProjectFailure, Projects, Role } from "./model.ts";
import type { Person } from "./person.ts";
import { type Checked, failureOf, fetchPlace, placeOf, ROLES, type StoredPlace, verifyPlace } from "./place.ts";
import { MET, type PhoneTalks } from "./talks.ts";

const PROJECT = "project"; // a collection: the codes of the person's projects
const PASSED = "passed"; // a collection: letters that the person does not want to see
const ROW = "project/";
const TRIES = 5;
const HOUR_MS = 3_600_000;

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
  readonly #read = signal(0); // grows with what is known of projects
  readonly #host: Host;
  readonly #post: PhoneLetters;
  readonly #leaflets: PhoneLeaflets;
  readonly #linked = new Set<string>(); // codes of linked projects that were asked for since the app was opened
  readonly #known = new Map<string, Checked>(); // by code

  private constructor(host: Host) {
    this.#host = host;
    this.#post = new PhoneLetters(host.rows, host.person);
    this.#leaflets = new PhoneLeaflets(host.rows);
    const joined = host.collection(PROJECT).items;
    this.list = computed(() => {
      const mine = new Set((joined.value ?? []).map(({ fields }) => fields.code));
      return this.#places().filter(({ code, role }) => role !== null || mine.has(code));
    });
    this.letters = computed(() => {
      this.#read.value;
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
    for (const stored of (await this.#host.rows.readAll<StoredPlace>(ROW)).values()) {
      if (this.#known.get(stored.code)?.stored.log.length === stored.log.length) continue;
      this.#known.set(stored.code, await verifyPlace(stored));
    }
    for (const place of this.#known.values()) await this.#leaflets.load(place).catch(passOver);
    await this.#post.load();
    this.#show();
  }

  get #me(): Bytes {
    return this.#host.person.account.accountId;
  }

  #places(): Place[] {
    this.#read.value;
    return [...this.#known.values()].map((one) => this.#placeOf(one));
  }

  #show(): void {
    this.#read.value += 1;
  }

  #placeOf(one: Checked): Place {
    return placeOf(one, this.#me);
  }

  /** Only what comes from one who may say it: an offer from who works there, news from who leads or began it. */
  #letterOf(letter: Opened): Letter[] {
    const place = [...this.#known.values()].find(({ project }) => hex(project.projectId) === letter.projectId);
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
    const codes = new Set<string>((await this.#codes()).filter((code) => !this.#known.has(code)));
    for (const row of await call("GET", "/api/projects")) codes.add(String((row as unknown[])[0]));
    for (const { code } of this.list.value) codes.add(code);
    for (const code of codes) await this.#look(code).catch(passOver);
    await this.#lookAtLinked();
    await this.#post.refresh();
    await this.#forgetPassed();
    this.#show();
  }

  async #look(code: string): Promise<void> {
    await this.#leaflets.refresh(await this.#fetch(code));
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

  async #fetch(code: string): Promise<Checked> {
    const known = await this.#host.rows.read<StoredPlace>(ROW + code);
    const found = await fetchPlace(code, known);
    if (known === undefined || known.log.length !== found.stored.log.length)
      await this.#host.rows.write([[ROW + code, found.stored]]);
    this.#known.set(code, found);
    return found;
  }

  async look(typed: string): Promise<Place | ProjectFailure> {
    return this.#tried(async () => {
      const found = await this.#fetch(readCode(typed));
      this.#show();
      return this.#placeOf(found);
    });
  }

  // For one who comes

  async hello(code: string, name: string, words: string, wish: Wish): Promise<ProjectFailure | null> {
    return this.#tried(async () => {
      await this.#host.person.reachServer();
      await this.#join(code);
      await this.#send(code, { is: "hello", name, words, wish }, ({ card }) => card.workers);
      return null;
    });
  }

  async #join(code: string): Promise<void> {
    if (!(await this.#codes()).includes(code)) await this.#host.collection(PROJECT).add({ code });
  }

  async #send(
    code: string,
    body: LetterBody,
    to: (place: Checked) => readonly letters.Recipient[],
    about?: Opened,
  ): Promise<void> {
    await this.#host.person.signIn();
    await this.#again("project-moved", async () => {
      const place = await this.#fetch(code);
      await this.#post.send(place.project.projectId, body, to(place), about);
    });
    this.#show();
  }

  async pick(offer: string, name: string): Promise<{ talk: string } | ProjectFailure> {
    return this.#tried(async () => {
      const letter = this.#opened(offer);
      if (letter?.body?.is !== "offer") return "gone";
      const answer = await this.#host.talks.accept(letter.body.invitation, name, "");
      if (typeof answer === "string") return answer === "no-network" || answer === "not-genuine" ? answer : "gone";
      const { talk } = answer;
      if (talk === null) return "gone"; // a link into a circle is no offer
      const code = this.letters.value.find(({ id }) => id === offer)?.code ?? "";
      await this.#host.collection(MET).add({ talk, code });
      await this.#post.putAway(letter.about); // offers go with the hello that they answer
      this.#show();
      return { talk };
    });
  }

  async takeBack(id: string): Promise<ProjectFailure | null> {
    return this.#tried(async () => {
      await this.#host.person.signIn();
      await this.#post.putAway(id);
      this.#show();
      return null;
    });
  }

  async pass(letter: string): Promise<() => Promise<void>> {
    const passed = this.#host.collection(PASSED);
    const id = await passed.add({ letter });
    return () => passed.takeOut(id);
  }

  async leave(code: string): Promise<ProjectFailure | null> {
    return this.#tried(async () => {
      await this.#host.person.signIn();
      const place = await this.#fetch(code);
      if (projects.roleOf(place.project, this.#me) !== 0)
        await this.#change(code, (one) => ({ workers: one.project.workers.filter((who) => !this.#isMe(who)) }));
      for (const { id, kind, mine } of this.letters.value.filter((one) => one.code === code))
        if (mine && kind === letters.HELLO) await this.#post.putAway(id);
      const collection = this.#host.collection(PROJECT);
      for (const { id, fields } of collection.items.value ?? []) if (fields.code === code) await collection.takeOut(id);
      this.#show();
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
    return this.#tried(async () => {
      const { person } = this.#host;
      await person.reachServer();
      await person.signIn();
      const { accountId, log } = person.account;
      const { aek } = await verifyLog(accountId, log);
      const card = projects.makeCard({ name, words, workers: [{ accountId, ...me, aek }], linked: [] });
      const workers = [{ accountId, root: await firstRoot(accountId, log), role: projects.LEAD }];
      const entry = await projects.make(null, workers, card, this.#author);
      const [code] = await call("POST", "/api/projects", [entry, card, unhex(token)]);
      await this.#fetch(String(code));
      await this.#join(String(code));
      this.#show();
      return { code: String(code) };
    });
  }

  get #author() {
    const { account, dsk } = this.#host.person;
    return { accountId: account.accountId, deviceId: account.deviceId, dsk };
  }

  #isMe({ accountId }: { readonly accountId: Bytes }): boolean {
    return equal(accountId, this.#me);
  }

  /** What of it changes; the rest stays. A card that stays is not sent again. */
  async #change(
    code: string,
    edit: (place: Checked) => { workers?: readonly projects.Worker[]; card?: Partial<projects.ProjectCard> },
  ): Promise<void> {
    await this.#host.person.signIn();
    await this.#again("project-moved", async () => {
      const place = await this.#fetch(code);
      const { workers = place.project.workers, card } = edit(place);
      const next = card === undefined ? place.stored.card : projects.makeCard({ ...place.card, ...card });
      const entry = await projects.make(place.project, workers, next, this.#author);
      const sent = card === undefined ? new Uint8Array() : next;
      await call("POST", "/api/projects/change", [place.project.projectId, entry, sent]);
    });
    await this.#fetch(code);
    this.#show();
  }

  async #again(code: string, work: () => Promise<void>): Promise<void> {
    for (let left = TRIES; ; left -= 1) {
      try {
        return await work();
      } catch (problem) {
        const moved = problem instanceof Declined && problem.code === code;
        if (!moved || left === 0) throw problem;
      }
    }
  }

  write(
    code: string,
    card: { name?: string; words?: string; linked?: Place["linked"] },
  ): Promise<ProjectFailure | null> {
    return this.#tried(async () => {
      await this.#change(code, () => ({ card }));
      return null;
    });
  }

  /** One who said hello to support others is let in, with their own words and keys. */
  welcome(hello: string): Promise<ProjectFailure | null> {
    return this.#tried(async () => {
      const letter = this.#opened(hello);
      if (letter?.body?.is !== "hello") return "gone";
      const { name, words } = letter.body;
      const { accountId, aek } = await authorOf(letter);
      const root = await firstRoot(accountId, letter.log);
      const code = this.letters.value.find(({ id }) => id === hello)?.code ?? "";
      await this.#change(code, ({ project, card }) => {
        const others = project.workers.filter((one) => !equal(one.accountId, accountId));
        const rows = card.workers.filter((one) => !equal(one.accountId, accountId));
        return {
          workers: [...others, { accountId, root, role: projects.SUPPORTER }],
          card: { workers: [...rows, { accountId, name, words, aek }] },
        };
      });
      await this.#post.refresh(); // the server put the hello away for everybody
      this.#show();
      return null;
    });
  }

  /** role null: they work there no more. */
  place(code: string, account: string, role: Role | null): Promise<ProjectFailure | null> {
    return this.#tried(async () => {
      await this.#change(code, ({ project, card }) => {
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
    return this.#tried(async () => {
      const letter = this.#opened(hello);
      const code = this.letters.value.find(({ id }) => id === hello)?.code ?? "";
      const me = this.#known.get(code)?.card.workers.find((one) => this.#isMe(one));
      if (letter === undefined || me === undefined) return "gone";
      const invited = await this.#host.talks.invite(me.name, me.words, code);
      if (typeof invited === "string") return invited === "no-network" ? "no-network" : "gone";
      const invitation = invited.link.split("/").at(-1) ?? "";
      const to = await authorOf(letter);
      await this.#send(code, { is: "offer", invitation, name: me.name, words: me.words }, () => [to], letter);
      return null;
    });
  }

  // Care

  readers(talk: string): readonly string[] {
    const place = this.#known.get(this.ofTalk(talk)?.code ?? "");
    if (place === undefined) return [];
    const [other] = this.#host.talks.list.value.find(({ id }) => id === talk)?.space.stored.identities ?? [];
    const concern = projects.roleOf(place.project, this.#me) !== 0;
    const leads = leadsOf(place).filter(({ accountId }) => concern || !other || !equal(accountId, other[0]));
    return leads.map(({ name }) => name).sort((one, next) => one.localeCompare(next));
  }

  raise(code: string, told: boolean, words: string, shown: readonly Shown[]): Promise<ProjectFailure | null> {
    return this.#tried(async () => {
      await this.#send(code, { is: "concern", told, words, shown }, leadsOf);
      return null;
    });
  }

  report(code: string, talk: string, words: string, messages: readonly string[]): Promise<ProjectFailure | null> {
    return this.#tried(async () => {
      const found = this.#host.talks.list.value.find(({ id }) => id === talk);
      if (found === undefined) return "gone";
      await this.#host.person.signIn();
      const proofs = await proofsOf(found, this.#host.person, messages);
      await this.#send(code, { is: "report", about: found.name.value, words, proofs }, leadsBut(proofs.account));
      return null;
    });
  }

  answer(about: string, step: Step, words: string): Promise<ProjectFailure | null> {
    return this.#tried(async () => {
      const letter = this.#opened(about);
      const code = this.letters.value.find(({ id }) => id === about)?.code ?? "";
      if (letter === undefined) return "gone";
      const mine = letter.mine ? { accountId: this.#me, aek: (await this.#own()).aek } : await authorOf(letter);
      const to = (place: Checked) => {
        const readers = readersOf(letter, place);
        return readers.some((one) => equal(one.accountId, mine.accountId)) ? readers : [...readers, mine];
      };
      await this.#send(code, { is: "news", step, words }, to, letter);
      return null;
    });
  }

  /** What of a report is proven to be said, and by whom if they work there; null where it was changed. */
  async proven(report: string): Promise<{ by: string; said: readonly Proven[] } | null> {
    const letter = this.#opened(report);
    if (letter?.body?.is !== "report") return null;
    const { proofs } = letter.body;
    const code = this.letters.value.find(({ id }) => id === report)?.code ?? "";
    const worker = this.#known.get(code)?.card.workers.find((one) => equal(one.accountId, proofs.account));
    try {
      return { by: worker?.name ?? "", said: await readProofs(proofs) };
    } catch (problem) {
      if (problem instanceof NewleafError) return null;
      throw problem;
    }
  }

  #own() {
    const { accountId, log } = this.#host.person.account;
    return verifyLog(accountId, log);
  }

  #opened(id: string): Opened | undefined {
    return this.#post.list.value.find((letter) => letter.id === id);
  }

  // Leaflets

  leaflet(code: string, kind: LeafletKind): Leaflet | null {
    this.#read.value;
    const held = this.#leaflets.of(code, kind);
    if (held === null) return null;
    const { version, given, text, author } = held;
    const by = this.#known.get(code)?.card.workers.find(({ accountId }) => equal(accountId, author))?.name ?? "";
    return { kind, version, changed: given, by, json: text };
  }

  async giveOut(
    code: string,
    kind: LeafletKind,
    json: string,
    after: number,
  ): Promise<ProjectFailure | "moved" | null> {
    return this.#tried(async () => {
      const given = Date.now() - (Date.now() % HOUR_MS);
      const said = { kind: LEAFLETS.indexOf(kind) + 1, version: after + 1, given, text: json };
      await this.#host.person.signIn();
      try {
        await this.#again("project-moved", async () => {
          const { project } = await this.#fetch(code);
          await call("POST", "/api/leaflets", [await leaflets.make(project, said, this.#author)]);
        });
        return null;
      } catch (problem) {
        if (problem instanceof Declined && problem.code === "leaflet-moved") return "moved";
        throw problem;
      } finally {
        await this.#lookAtLeaflets(code).catch(() => undefined); // what is known of them stays
        this.#show();
      }
    });
  }

  async #lookAtLeaflets(code: string): Promise<void> {
    const place = this.#known.get(code);
    if (place !== undefined) await this.#leaflets.refresh(place);
  }

  suggest(code: string, name: string, words: string, of: string): Promise<ProjectFailure | null> {
    return this.#tried(async () => {
      await this.#host.person.reachServer();
      await this.#send(code, { is: "suggestion", name, words, of }, coordinatorsOf);
      return null;
    });
  }

  wanted(code: string): ReadonlyMap<string, number> {
    this.#read.value;
    return this.#leaflets.wishes(code);
  }

  want(code: string, suggestion: string, wanted: boolean): Promise<ProjectFailure | null> {
    return this.#tried(async () => {
      await this.#host.person.reachServer();
      await this.#host.person.signIn();
      const { project } = this.#known.get(code) ?? (await this.#fetch(code));
      await call("POST", "/api/leaflets/wish", [project.projectId, unhex(suggestion), wanted]);
      await this.#lookAtLeaflets(code);
      this.#show();
      return null;
    });
  }

  /** The project that a talk came from; null for one that two began by themselves. */
  ofTalk(talk: string): Place | null {
    const found = (this.#host.collection(MET).items.value ?? []).find(({ fields }) => fields.talk === talk);
    const known = this.#known.get(String(found?.fields.code));
    return known === undefined ? null : this.#placeOf(known);
  }

  async #tried<T>(work: () => Promise<T>): Promise<T | ProjectFailure> {
    try {
      return await work();
    } catch (problem) {
      return failureOf(problem);
    }
  }
}

function leadsOf({ project, card }: Checked): readonly projects.CardWorker[] {
  return card.workers.filter(({ accountId }) => projects.roleOf(project, accountId) === projects.LEAD);
}

function coordinatorsOf({ project, card }: Checked): readonly projects.CardWorker[] {
  return card.workers.filter(({ accountId }) => projects.roleOf(project, accountId) !== projects.SUPPORTER);
}

/** Of those who work there, who reads what is answered to a letter. */
function readersOf({ kind, body }: Opened, place: Checked): readonly letters.Recipient[] {
  if (kind === letters.SUGGESTION) return coordinatorsOf(place);
  return body?.is === "report" ? leadsBut(body.proofs.account)(place) : leadsOf(place);
}

/** Who is reported does not read it, and nobody else learns of it. Declined `no-leads` where nobody is left. */
function leadsBut(account: Uint8Array): (place: Checked) => readonly letters.Recipient[] {
  return (place) => {
    const leads = leadsOf(place).filter(({ accountId }) => !equal(accountId, account));
    if (leads.length === 0) throw new Declined(409, "no-leads");
    return leads;
  };
}

/** A project that cannot be read now, or that cannot be right, keeps none of the others. */
function passOver(problem: unknown): void {
  if (!(problem instanceof Declined) && !(problem instanceof NewleafError)) throw problem;
}
