/**
 * A letter: what one person seals to some people of a project, or they to that person (PROTOCOL.md section 3.9).
 *
 * Rule 1: nobody but those whom it names opens it, and each of them sees whom it names.
 * Rule 2: nothing in it is believed before the signature of a device of its author's identity log has checked.
 */
import { encode } from "@msgpack/msgpack";
import { type Bytes, concat, equal, hex, pae } from "./encoding.ts";
import { Malformed, NotAuthentic } from "./errors.ts";
import type { Author, DskOf } from "./membership.ts";
import { unpack } from "./msgpack.ts";
import * as suite from "./suite.ts";
import { hpkeOpen, hpkeSeal, xwingPublic } from "./xwing.ts";

export const HELLO = 1;
export const OFFER = 2;
export const CONCERN = 3;
export const REPORT = 4;
export const NEWS = 5;
export const SUGGESTION = 6;
export const NONE: Bytes = new Uint8Array(16);
const ID = 16;
const KEY = 32;
const SIGNATURE = 64;

/** What the server reads of it, too. about: the letter that this one answers, or NONE. */
export interface Heading {
  readonly letterId: Bytes;
  readonly projectId: Bytes;
  readonly kind: number;
  readonly about: Bytes;
}

/** body: MessagePack, as its kind says. */
export interface Letter {
  readonly heading: Heading;
  readonly author: Bytes;
  readonly deviceId: Bytes;
  readonly recipients: readonly Bytes[];
  readonly body: Bytes;
}

interface Plain extends Omit<Letter, "heading"> {
  readonly signature: Bytes;
}

/** To whom, by their X-Wing public key. */
export interface Recipient {
  readonly accountId: Bytes;
  readonly aek: Bytes;
}

/** The sealed letter, and its key sealed to each. */
export async function seal(
  heading: Heading,
  recipients: readonly Recipient[],
  body: Bytes,
  author: Author,
  key = suite.randomBytes(KEY),
): Promise<{ blob: Bytes; wraps: (readonly [Bytes, Bytes])[] }> {
  const sorted = [...recipients].sort((one, other) => (hex(one.accountId) < hex(other.accountId) ? -1 : 1));
  const names = sorted.map(({ accountId }) => accountId);
  const plain = { author: author.accountId, deviceId: author.deviceId, recipients: names, body };
  const signature = await suite.sign(author.dsk, signed(heading, plain));
  const fields = encode([plain.author, plain.deviceId, names, body, signature]);
  const blob = await suite.seal(await suite.sealKey(key), context(heading), fields);
  const wraps: (readonly [Bytes, Bytes])[] = [];
  for (const { accountId, aek } of sorted)
    wraps.push([accountId, await hpkeSeal(aek, await info(heading, accountId, aek, blob), key)]);
  return { blob, wraps };
}

/** A letter with its seal off, of which nothing is believed yet but that it was sealed to the recipient. */
export class Unsealed {
  readonly heading: Heading;
  readonly #plain: Plain;

  private constructor(heading: Heading, plain: Plain) {
    this.heading = heading;
    this.#plain = plain;
  }

  /** aekSeeds: of the recipient, current first. Throws NotAuthentic and Malformed. */
  static async of(
    heading: Heading,
    blob: Bytes,
    wrap: Bytes,
    recipient: Bytes,
    aekSeeds: readonly Bytes[],
  ): Promise<Unsealed> {
    const key = await keyOf(heading, blob, wrap, recipient, aekSeeds);
    const plain = decodePlain(await suite.open(await suite.sealKey(key), context(heading), blob));
    if (!plain.recipients.some((one) => equal(one, recipient))) throw new NotAuthentic();
    return new Unsealed(heading, plain);
  }

  /** Whose identity log is needed before it is believed. */
  get author(): Bytes {
    return this.#plain.author;
  }

  async checked(dskOf: DskOf): Promise<Letter> {
    const { signature, ...plain } = this.#plain;
    const dsk = dskOf(plain.author, plain.deviceId) ?? new Uint8Array(0);
    await suite.verify(dsk, signed(this.heading, plain), signature);
    return { heading: this.heading, ...plain };
  }
}

async function keyOf(
  heading: Heading,
  blob: Bytes,
  wrap: Bytes,
  recipient: Bytes,
  aekSeeds: readonly Bytes[],
): Promise<Bytes> {
  for (const seed of aekSeeds) {
    const binding = await info(heading, recipient, xwingPublic(seed), blob);
    const key = await hpkeOpen(seed, binding, wrap).catch(() => null);
    if (key?.length === KEY) return key;
  }
  throw new NotAuthentic();
}

function decodePlain(data: Bytes): Plain {
  let fields: unknown;
  try {
    fields = unpack(data);
  } catch {
    throw new Malformed("letter");
  }
  if (!Array.isArray(fields) || fields.length !== 5 || !equal(encode(fields), data)) throw new Malformed("letter");
  const [author, deviceId, recipients, body, signature] = fields as unknown[];
  if (!Array.isArray(recipients) || !(body instanceof Uint8Array)) throw new Malformed("letter");
  const bytes = (value: unknown, length: number): Bytes => {
    if (!(value instanceof Uint8Array) || value.length !== length) throw new Malformed("letter");
    return value.slice() as Bytes;
  };
  const names = recipients.map((one) => bytes(one, ID));
  if (names.some((one, at) => at > 0 && hex(names[at - 1]!) >= hex(one))) throw new Malformed("letter");
  return {
    author: bytes(author, ID),
    deviceId: bytes(deviceId, ID),
    recipients: names,
    body: body.slice() as Bytes,
    signature: bytes(signature, SIGNATURE),
  };
}

function fieldsOf({ letterId, projectId, kind, about }: Heading): Bytes[] {
  return [letterId, projectId, Uint8Array.of(kind), about];
}

function context(heading: Heading): Bytes {
  return pae("newleaf/v1/letter", ...fieldsOf(heading));
}

async function info(heading: Heading, recipient: Bytes, aek: Bytes, blob: Bytes): Promise<Bytes> {
  const hashes = [await suite.sha256(aek), await suite.sha256(blob)];
  return pae("newleaf/v1/letter/key", ...fieldsOf(heading), recipient, ...hashes);
}

function signed(heading: Heading, plain: Omit<Plain, "signature">): Bytes {
  const { recipients, author, deviceId, body } = plain;
  return pae("newleaf/v1/sig/letter", ...fieldsOf(heading), concat(...recipients), author, deviceId, body);
}
