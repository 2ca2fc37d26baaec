/**
 * The projects that this phone knows of, and how those who coordinate one change it.
 *
 * Rule: keys and rights of a project come from its signed log alone; an older one than this phone saw is refused.
 */
import { type ReadonlySignal, signal } from "@preact/signals";
import { type Bytes, equal, hex } from "../crypto/encoding.ts";
import * as projects from "../crypto/project.ts";
import type { Rows } from "../storage/store.ts";
import { call, Declined } from "../transport/http.ts";
import type { Place, ProjectFailure } from "./model.ts";
import type { Person } from "./person.ts";
import { type Checked, failureOf, fetchPlace, placeOf, type StoredPlace, verifyPlace } from "./place.ts";

const ROW = "project/";
const TRIES = 5;

/** What of a project changes; the rest stays. A card that stays is not sent again. */
interface Edit {
  readonly workers?: readonly projects.Worker[];
  readonly card?: Partial<projects.ProjectCard>;
}

export class Places {
  /** Grows with what is known. */
  readonly read: ReadonlySignal<number>;
  readonly #read = signal(0);
  readonly #rows: Rows;
  readonly #person: Person;
  readonly #known = new Map<string, Checked>(); // by code

  constructor(rows: Rows, person: Person) {
    this.#rows = rows;
    this.#person = person;
    this.read = this.#read;
  }

  /** Takes what this phone keeps; another tab may have written. */
  async load(): Promise<void> {
    for (const stored of (await this.#rows.readAll<StoredPlace>(ROW)).values()) {
      if (this.#known.get(stored.code)?.stored.log.length === stored.log.length) continue;
      this.#known.set(stored.code, await verifyPlace(stored));
    }
  }

  /** Screens are drawn anew. */
  show(): void {
    this.#read.value += 1;
  }

  of(code: string): Checked | undefined {
    return this.#known.get(code);
  }

  all(): Checked[] {
    return [...this.#known.values()];
  }

  /** Of a letter. */
  withId(projectId: string): Checked | undefined {
    return this.all().find(({ project }) => hex(project.projectId) === projectId);
  }

  shown(): Place[] {
    return this.all().map((one) => this.asShown(one));
  }

  asShown(place: Checked): Place {
    return placeOf(place, this.#person.account.accountId);
  }

  get author() {
    const { account, dsk } = this.#person;
    return { accountId: account.accountId, deviceId: account.deviceId, dsk };
  }

  isMe({ accountId }: { readonly accountId: Bytes }): boolean {
    return equal(accountId, this.#person.account.accountId);
  }

  /** Asks the server. */
  async fetch(code: string): Promise<Checked> {
    const known = await this.#rows.read<StoredPlace>(ROW + code);
    const found = await fetchPlace(code, known);
    if (known === undefined || known.log.length !== found.stored.log.length)
      await this.#rows.write([[ROW + code, found.stored]]);
    this.#known.set(code, found);
    return found;
  }

  /** Does the work with the project as it is now, and again where that has gone on meanwhile. */
  async withNewest(code: string, work: (place: Checked) => Promise<unknown>): Promise<void> {
    await this.#person.signIn();
    for (let left = TRIES; ; left -= 1) {
      try {
        await work(await this.fetch(code));
        return;
      } catch (problem) {
        if (!(problem instanceof Declined) || problem.code !== "project-moved" || left === 0) throw problem;
      }
    }
  }

  async change(code: string, edit: (place: Checked) => Edit): Promise<void> {
    await this.withNewest(code, async (place) => {
      const { workers = place.project.workers, card } = edit(place);
      const next = card === undefined ? place.stored.card : projects.makeCard({ ...place.card, ...card });
      const entry = await projects.make(place.project, workers, next, this.author);
      const sent = card === undefined ? new Uint8Array() : next;
      await call("POST", "/api/projects/change", [place.project.projectId, entry, sent]);
    });
    await this.fetch(code);
    this.show();
  }
}

/** What the work resolves to, or why it did not go. */
export async function tried<T>(work: () => Promise<T>): Promise<T | ProjectFailure> {
  try {
    return await work();
  } catch (problem) {
    return failureOf(problem);
  }
}
