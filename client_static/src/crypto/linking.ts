/** Adding another phone: the code that a person carries, the offer and its answer (PROTOCOL.md section 3.4). */
import { encode } from "@msgpack/msgpack";
import { type Bytes, concat, equal, pae, utf8 } from "./encoding.ts";
import { Malformed, NotAuthentic } from "./errors.ts";
import { unpack } from "./msgpack.ts";
import * as suite from "./suite.ts";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE_LENGTH = 20;
const OFFER_BYTES = 16 + 32 + 1216 + 32;

/** What both phones derive from the code, and the server never learns (but for linkId). */
export interface Link {
  readonly linkId: Bytes;
  readonly secret: Bytes;
}

export interface Offer {
  readonly deviceId: Bytes;
  readonly dsk: Bytes;
  readonly xwing: Bytes;
}

export interface Answer {
  readonly accountId: Bytes;
  readonly aik: Bytes;
}

export function newCode(): string {
  return Array.from(suite.randomBytes(CODE_LENGTH), (byte) => ALPHABET[byte & 31]).join("");
}

/** The first 100 bits of some bytes, as 20 characters. */
export function codeOfBytes(bytes: Uint8Array): string {
  const bits = [...bytes.subarray(0, 13)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return Array.from(
    { length: CODE_LENGTH },
    (_, at) => ALPHABET[Number.parseInt(bits.slice(at * 5, at * 5 + 5), 2)],
  ).join("");
}

export function showCode(code: string): string {
  return code.match(/.{4}/g)?.join(" ") ?? code;
}

/** The 20 characters that a person meant: any case, spaces or hyphens, and the usual misreadings. */
export function readCode(typed: string): string {
  const code = typed.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  if (code.length !== CODE_LENGTH || [...code].some((digit) => !ALPHABET.includes(digit)))
    throw new Malformed("link code");
  return code;
}

export async function linkOf(code: string): Promise<Link> {
  const raw = utf8(readCode(code));
  const linkId = (await suite.hkdf(raw, "newleaf/v1/link/id")).slice(0, 16);
  return { linkId, secret: await suite.hkdf(raw, "newleaf/v1/link/secret") };
}

export async function makeOffer(link: Link, offer: Offer): Promise<Bytes> {
  return concat(offer.deviceId, offer.dsk, offer.xwing, await offerMac(link, offer));
}

export async function readOffer(link: Link, data: Uint8Array): Promise<Offer> {
  if (data.length !== OFFER_BYTES) throw new Malformed("offer size");
  const at = (from: number, to: number) => data.slice(from, to) as Bytes;
  const offer = { deviceId: at(0, 16), dsk: at(16, 48), xwing: at(48, OFFER_BYTES - 32) };
  const right = equal(await offerMac(link, offer), data.subarray(OFFER_BYTES - 32));
  if (!right || suite.isWeak(offer.dsk)) throw new NotAuthentic();
  return offer;
}

/** The six digits that both screens show. */
export async function digitsOf(link: Link, offer: Uint8Array): Promise<string> {
  const digest = await suite.sha256(pae("newleaf/v1/link/digits", link.linkId, offer, link.secret));
  return String(new DataView(digest.buffer).getUint32(0) % 1_000_000).padStart(6, "0");
}

export async function makeAnswer(link: Link, offer: Bytes, answer: Answer): Promise<Bytes> {
  const { hpkeSeal } = await import("./xwing.ts");
  const { xwing } = await readOffer(link, offer);
  return hpkeSeal(xwing, await info(link, offer), encode([answer.accountId, answer.aik]));
}

export async function readAnswer(link: Link, offer: Bytes, xwingSeed: Bytes, data: Uint8Array): Promise<Answer> {
  const { hpkeOpen } = await import("./xwing.ts");
  const fields = unpack(await hpkeOpen(xwingSeed, await info(link, offer), data));
  if (!Array.isArray(fields) || fields.length !== 2) throw new Malformed("answer");
  const [accountId, aik] = fields.map((field) => {
    if (!(field instanceof Uint8Array)) throw new Malformed("answer");
    return field.slice() as Bytes;
  });
  if (accountId?.length !== 16 || aik?.length !== 32) throw new Malformed("answer sizes");
  return { accountId, aik };
}

function offerMac(link: Link, offer: Offer): Promise<Bytes> {
  return suite.hmac(link.secret, pae("newleaf/v1/link/offer", link.linkId, offer.deviceId, offer.dsk, offer.xwing));
}

async function info(link: Link, offer: Bytes): Promise<Bytes> {
  return pae("newleaf/v1/link", link.linkId, await suite.sha256(offer), link.secret);
}
