/**
 * Letters between the person and those who work for a project, as this phone keeps them.
 *
 * Rule 1: one that cannot be opened, or is not by whom it says, is nothing.
 * Rule 2: one that its author took back, or that was put away, is gone from here, too.
 */
import { encode } from "@msgpack/msgpack";
import { type ReadonlySignal, signal } from "@preact/signals";
import { type Bytes, hex, unhex } from "../crypto/encoding.ts";
import { NewleafError } from "../crypto/errors.ts";
import { type Identity, verifyLog } from "../crypto/identity.ts";
import * as letters from "../crypto/letter.ts";
import { randomBytes } from "../crypto/suite.ts";
import { fieldsOf, kindOf, type LetterBody, readBody } from "../projects/model.ts";
import type { Rows } from "../storage/store.ts";
import { asBytes, asList, asNumber, call } from "../transport/http.ts";
import type { Person } from "./person.ts";
import type { Checked } from "./place.ts";
import type { Places } from "./places.ts";

const ROW = "letter/";

/** A letter that was opened, or that the person wrote. body: null for one's own that another phone wrote. */
export interface Opened {
  readonly id: string; // 32 hex digits
  readonly projectId: string;
  readonly kind: number;
  readonly about: string; // the letter that it answers, or 32 zeros
  readonly sent: number; // milliseconds, the hour of it
  readonly order: number; // as the server had them
  readonly mine: boolean;
  readonly author: string;
  readonly body: LetterBody | null;
  /** To answer: the author's account with its keys. */
  readonly log: readonly Bytes[];
}

interface Row extends Omit<Opened, "body"> {
  readonly content: Bytes | null; // null: it could not be opened
}

export class PhoneLetters {
  readonly list: ReadonlySignal<readonly Opened[]>;
  readonly #list = signal<readonly Opened[]>([]);
  readonly #rows: Rows;
  readonly #person: Person;
  readonly #places: Places;
  #last: Promise<void> = Promise.resolve();

  constructor(rows: Rows, person: Person, places: Places) {
    this.#rows = rows;
    this.#person = person;
    this.#places = places;
    this.list = this.#list;
  }

  async load(): Promise<void> {
    const rows = [...(await this.#rows.readAll<Row>(ROW)).values()].sort((one, other) => one.order - other.order);
    this.#list.value = rows.flatMap((row) => {
      const { content, ...rest } = row;
      const body = content === null ? null : readBody(row.kind, content);
      return body === null && !row.mine ? [] : [{ ...rest, body }];
    });
  }

  /** Rejects without a network. The person is signed in. */
  refresh(): Promise<void> {
    return this.#inTurn(() => this.#refresh());
  }

  /** One after the other: a list that was asked for before a letter went must not be kept after it. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #refresh(): Promise<void> {
    const known = await this.#rows.readAll<Row>(ROW);
    const puts: [string, Row][] = [];
    const listed = new Set<string>();
    for (const [order, row] of (await call("GET", "/api/letters")).entries()) {
      const [letterId, projectId, kind, about, sent, mine] = row as unknown[];
      const heading = {
        letterId: asBytes(letterId),
        projectId: asBytes(projectId),
        kind: asNumber(kind),
        about: asBytes(about),
      };
      const name = ROW + hex(heading.letterId);
      listed.add(name);
      const read = known.get(name) ?? (await this.#read(heading, asNumber(sent), mine === true));
      if (read.order !== order) puts.push([name, { ...read, order }]);
    }
    const gone = [...known.keys()].filter((name) => !listed.has(name));
    if (puts.length > 0 || gone.length > 0) await this.#rows.write(puts, gone);
    await this.load();
  }

  async #read(heading: letters.Heading, sent: number, mine: boolean): Promise<Row> {
    const row = this.#rowOf(heading, sent, mine);
    if (mine) return { ...row, author: hex(this.#person.account.accountId), log: [], content: null };
    const [blob, wrap, log] = await call("POST", "/api/letters/open", [heading.letterId]);
    const { accountId, aekSeeds } = this.#person.account;
    try {
      const letter = await letters.Unsealed.of(heading, asBytes(blob), asBytes(wrap), accountId, aekSeeds);
      const entries = asList(log);
      const identity = await verifyLog(letter.author, entries);
      const { body } = await letter.checked((_, device) => identity.devices.get(hex(device)));
      return { ...row, author: hex(letter.author), log: entries, content: body };
    } catch (problem) {
      if (!(problem instanceof NewleafError)) throw problem;
      return { ...row, author: "", log: [], content: null };
    }
  }

  #rowOf(heading: letters.Heading, sent: number, mine: boolean) {
    const { letterId, projectId, kind, about } = heading;
    return { id: hex(letterId), projectId: hex(projectId), kind, about: hex(about), sent, mine, order: -1 };
  }

  opened(id: string): Opened | undefined {
    return this.#list.value.find((letter) => letter.id === id);
  }

  /** Of the project of a letter; empty where it is not here. */
  codeOf(id: string): string {
    return this.#places.withId(this.opened(id)?.projectId ?? "")?.stored.code ?? "";
  }

  /** Seals and sends; what was written stays on this phone. Throws NoNetwork and Declined. */
  async write(
    code: string,
    body: LetterBody,
    to: (place: Checked) => readonly letters.Recipient[],
    about?: Opened,
  ): Promise<void> {
    await this.#places.withNewest(code, (place) =>
      this.#inTurn(() => this.#send(place.project.projectId, body, to(place), about)),
    );
    this.#places.show();
  }

  async #send(
    projectId: Bytes,
    body: LetterBody,
    recipients: readonly letters.Recipient[],
    about: Opened | undefined,
  ): Promise<void> {
    const { account, dsk } = this.#person;
    const heading = {
      letterId: randomBytes(16),
      projectId,
      kind: kindOf(body.is),
      about: about === undefined ? letters.NONE : unhex(about.id),
    };
    const content = encode(fieldsOf(body)).slice() as Bytes;
    const author = { accountId: account.accountId, deviceId: account.deviceId, dsk };
    const { blob, wraps } = await letters.seal(heading, recipients, content, author);
    await call("POST", "/api/letters", [heading.letterId, projectId, heading.kind, heading.about, blob, wraps]);
    const order = (this.#list.value.at(-1)?.order ?? -1) + 1;
    const row = { ...this.#rowOf(heading, Date.now(), true), order, author: hex(account.accountId), log: [], content };
    await this.#rows.write([[ROW + row.id, row]]);
    await this.load();
  }

  /** One's own is taken back, for everybody; another's is put away. */
  putAway(id: string): Promise<void> {
    return this.#inTurn(async () => {
      await call("POST", "/api/letters/put-away", [unhex(id)]);
      await this.#rows.write([], [ROW + id]);
      await this.load();
    });
  }
}

/** To whom a letter's author is answered. */
export async function authorOf(letter: Opened): Promise<letters.Recipient & { readonly identity: Identity }> {
  const accountId = unhex(letter.author);
  const identity = await verifyLog(accountId, letter.log);
  return { accountId, aek: identity.aek, identity };
}
