/**
 * An invitation to a talk of two or to a circle: what its link carries, and how whoever follows it proves to hold it
 * (PROTOCOL.md sections 3.6 and 3.10). The card says which of the two it is: that of a circle says more.
 *
 * The secret stands in the link's fragment and nowhere at the server: that keeps a hash of what is derived from it.
 */
import { encode } from "@msgpack/msgpack";
import { type Bytes, concat, pae } from "./encoding.ts";
import { Malformed } from "./errors.ts";
import { type Member, MOST_MEMBERS } from "./membership.ts";
import { unpack } from "./msgpack.ts";
import * as suite from "./suite.ts";

const VERSION = 1;
const LENGTH = 1 + 16 + 16 + 32;
export const NAME_CHARACTERS = 40;
export const WORDS_CHARACTERS = 500;

/** root: of the inviter, as in a membership's Member; it lets no server put somebody else in their place. */
export interface Invitation {
  readonly invitationId: Bytes;
  readonly secret: Bytes;
  readonly root: Bytes;
}

/** Who invites, in their own words; nobody reads it without the link. */
export interface InvitationCard {
  readonly accountId: Bytes;
  readonly name: string;
  readonly words: string;
  /** null: a talk of two. */
  readonly circle: CircleCard | null;
}

/** people: how many were in it when the link was made. */
export interface CircleCard {
  readonly spaceId: Bytes;
  readonly name: string;
  readonly people: number;
}

/** As it stands in the link's fragment. */
export function invitationText({ invitationId, secret, root }: Invitation): string {
  const data = concat(Uint8Array.of(VERSION), invitationId, secret, root);
  return btoa(String.fromCharCode(...data))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** Throws Malformed for what is no invitation. */
export function readInvitation(text: string): Invitation {
  let data: Bytes;
  try {
    data = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  } catch {
    throw new Malformed("invitation");
  }
  if (data.length !== LENGTH || data[0] !== VERSION) throw new Malformed("invitation");
  const invitation = { invitationId: data.slice(1, 17), secret: data.slice(17, 33), root: data.slice(33) };
  if (invitationText(invitation) !== text) throw new Malformed("invitation"); // one invitation has one text
  return invitation;
}

/** What the server is shown; it knows its hash. */
export function authOf(invitation: Invitation): Promise<Bytes> {
  return derived(invitation, "newleaf/v1/invite/auth");
}

export async function sealCard(invitation: Invitation, card: InvitationCard, salt?: Bytes): Promise<Bytes> {
  const { accountId, name, words, circle } = card;
  const more = circle === null ? [] : [circle.name, circle.spaceId, circle.people];
  return suite.seal(
    await cardKey(invitation),
    cardContext(invitation),
    encode([accountId, name, words, ...more]),
    salt,
  );
}

export async function openCard(invitation: Invitation, sealed: Bytes): Promise<InvitationCard> {
  const fields = unpack(await suite.open(await cardKey(invitation), cardContext(invitation), sealed));
  if (!Array.isArray(fields) || (fields.length !== 3 && fields.length !== 6)) throw new Malformed("invitation card");
  const [accountId, name, words, ...more] = fields as unknown[];
  if (!isId(accountId) || !isText(name, NAME_CHARACTERS) || !isText(words, WORDS_CHARACTERS))
    throw new Malformed("invitation card");
  return { accountId: accountId.slice() as Bytes, name, words, circle: more.length === 0 ? null : readCircle(more) };
}

function readCircle([name, spaceId, people]: readonly unknown[]): CircleCard {
  const counted = typeof people === "number" && Number.isInteger(people) && people >= 1 && people <= MOST_MEMBERS;
  if (!isText(name, NAME_CHARACTERS) || !isId(spaceId) || !counted) throw new Malformed("invitation card");
  return { name, spaceId: spaceId.slice() as Bytes, people };
}

/** Shows the inviter that whoever founded the space holds the invitation. founding: the first entry. */
export async function proofOf(invitation: Invitation, spaceId: Bytes, founding: Bytes): Promise<Bytes> {
  const key = await derived(invitation, "newleaf/v1/invite/accept");
  const { invitationId } = invitation;
  return suite.hmac(key, pae("newleaf/v1/invite/accept", invitationId, spaceId, await suite.sha256(founding)));
}

/** What whoever was invited to a circle says before they are in: the name to call them. */
export async function sealAnswer(invitation: Invitation, name: string, salt?: Bytes): Promise<Bytes> {
  return suite.seal(await answerKey(invitation), answerContext(invitation), encode([name]), salt);
}

export async function openAnswer(invitation: Invitation, sealed: Bytes): Promise<string> {
  const fields = unpack(await suite.open(await answerKey(invitation), answerContext(invitation), sealed));
  const [name] = Array.isArray(fields) && fields.length === 1 ? (fields as unknown[]) : [];
  if (!isText(name, NAME_CHARACTERS)) throw new Malformed("answer");
  return name;
}

/** Shows the host that this account, and no other, answers this invitation to this circle. */
export async function joinProofOf(
  invitation: Invitation,
  spaceId: Bytes,
  guest: Pick<Member, "accountId" | "root">,
  answer: Bytes,
): Promise<Bytes> {
  const key = await derived(invitation, "newleaf/v1/invite/join");
  const said = [invitation.invitationId, spaceId, guest.accountId, guest.root, await suite.sha256(answer)];
  return suite.hmac(key, pae("newleaf/v1/invite/join", ...said));
}

function isId(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array && value.length === 16;
}

function isText(value: unknown, most: number): value is string {
  return typeof value === "string" && [...value].length <= most;
}

async function cardKey(invitation: Invitation): Promise<CryptoKey> {
  return suite.sealKey(await derived(invitation, "newleaf/v1/invite/card"));
}

function cardContext({ invitationId }: Invitation): Bytes {
  return pae("newleaf/v1/invite/card", invitationId);
}

async function answerKey(invitation: Invitation): Promise<CryptoKey> {
  return suite.sealKey(await derived(invitation, "newleaf/v1/invite/answer"));
}

function answerContext({ invitationId }: Invitation): Bytes {
  return pae("newleaf/v1/invite/answer", invitationId);
}

function derived({ secret, invitationId }: Invitation, label: string): Promise<Bytes> {
  return suite.hkdf(secret, label, invitationId);
}
