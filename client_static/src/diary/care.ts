/**
 * Concerns and reports: what is told to those who lead a project, and what came of it.
 *
 * Rule: who is reported does not read it, and nobody else learns of it.
 */
import { equal } from "../crypto/encoding.ts";
import { NewleafError } from "../crypto/errors.ts";
import { verifyLog } from "../crypto/identity.ts";
import * as letters from "../crypto/letter.ts";
import * as projects from "../crypto/project.ts";
import type { Proven, Shown, Step } from "../projects/model.ts";
import { Declined } from "../transport/http.ts";
import { proofsOf, readProofs } from "./evidence.ts";
import { authorOf, type Opened, type PhoneLetters } from "./letters.ts";
import type { Care, Place, ProjectFailure } from "./model.ts";
import type { Person } from "./person.ts";
import type { Checked } from "./place.ts";
import { type Places, tried } from "./places.ts";
import type { PhoneTalks } from "./talks.ts";

export class PhoneCare implements Care {
  readonly #places: Places;
  readonly #post: PhoneLetters;
  readonly #host: { readonly person: Person; readonly talks: PhoneTalks };
  readonly #ofTalk: (talk: string) => Place | null;

  constructor(
    places: Places,
    post: PhoneLetters,
    host: { readonly person: Person; readonly talks: PhoneTalks },
    ofTalk: (talk: string) => Place | null,
  ) {
    this.#places = places;
    this.#post = post;
    this.#host = host;
    this.#ofTalk = ofTalk;
  }

  readers(talk: string): readonly string[] {
    const place = this.#places.of(this.#ofTalk(talk)?.code ?? "");
    if (place === undefined) return [];
    const [other] = this.#host.talks.list.value.find(({ id }) => id === talk)?.space.stored.identities ?? [];
    const concern = this.#places.asShown(place).role !== null;
    const leads = leadsOf(place).filter(({ accountId }) => concern || !other || !equal(accountId, other[0]));
    return leads.map(({ name }) => name).sort((one, next) => one.localeCompare(next));
  }

  raise(code: string, told: boolean, words: string, shown: readonly Shown[]): Promise<ProjectFailure | null> {
    return tried(async () => {
      await this.#post.write(code, { is: "concern", told, words, shown }, leadsOf);
      return null;
    });
  }

  report(code: string, talk: string, words: string, messages: readonly string[]): Promise<ProjectFailure | null> {
    return tried(async () => {
      const found = this.#host.talks.list.value.find(({ id }) => id === talk);
      if (found === undefined) return "gone";
      await this.#host.person.signIn();
      const proofs = await proofsOf(found, this.#host.person, messages);
      await this.#post.write(code, { is: "report", about: found.name.value, words, proofs }, leadsBut(proofs.account));
      return null;
    });
  }

  answer(about: string, step: Step, words: string): Promise<ProjectFailure | null> {
    return tried(async () => {
      const letter = this.#post.opened(about);
      const code = this.#post.codeOf(about);
      if (letter === undefined) return "gone";
      const author = letter.mine ? await this.#myself() : await authorOf(letter);
      const to = (place: Checked) => {
        const readers = readersOf(letter, place);
        return readers.some((one) => equal(one.accountId, author.accountId)) ? readers : [...readers, author];
      };
      await this.#post.write(code, { is: "news", step, words }, to, letter);
      return null;
    });
  }

  /** What of a report is proven to be said, and by whom if they work there; null where it was changed. */
  async proven(report: string): Promise<{ by: string; said: readonly Proven[] } | null> {
    const letter = this.#post.opened(report);
    if (letter?.body?.is !== "report") return null;
    const { proofs } = letter.body;
    const code = this.#post.codeOf(report);
    const worker = this.#places.of(code)?.card.workers.find((one) => equal(one.accountId, proofs.account));
    try {
      return { by: worker?.name ?? "", said: await readProofs(proofs) };
    } catch (problem) {
      if (problem instanceof NewleafError) return null;
      throw problem;
    }
  }

  async #myself(): Promise<letters.Recipient> {
    const { accountId, log } = this.#host.person.account;
    return { accountId, aek: (await verifyLog(accountId, log)).aek };
  }
}

function leadsOf({ project, card }: Checked): readonly projects.CardWorker[] {
  return card.workers.filter(({ accountId }) => projects.roleOf(project, accountId) === projects.LEAD);
}

export function coordinatorsOf({ project, card }: Checked): readonly projects.CardWorker[] {
  return card.workers.filter(({ accountId }) => projects.roleOf(project, accountId) !== projects.SUPPORTER);
}

/** Of those who work there, who reads what is answered to a letter. */
function readersOf({ kind, body }: Opened, place: Checked): readonly letters.Recipient[] {
  if (kind === letters.SUGGESTION) return coordinatorsOf(place);
  return body?.is === "report" ? leadsBut(body.proofs.account)(place) : leadsOf(place);
}

/** Declined `no-leads` where nobody is left. */
function leadsBut(account: Uint8Array): (place: Checked) => readonly letters.Recipient[] {
  return (place) => {
    const leads = leadsOf(place).filter(({ accountId }) => !equal(accountId, account));
    if (leads.length === 0) throw new Declined(409, "no-leads");
    return leads;
  };
}
