/** Who invites, and whether it is they: looked at before there is a diary, and before anything is agreed. */
import { type Bytes, equal } from "../crypto/encoding.ts";
import { Malformed, NewleafError } from "../crypto/errors.ts";
import { type Identity, verifyLog } from "../crypto/identity.ts";
import * as invitations from "../crypto/invitation.ts";
import { rootOf } from "../crypto/membership.ts";
import { asBytes, asList, asNumber, call, Declined, NoNetwork } from "../transport/http.ts";
import type { Invited, InviteFailure } from "./model.ts";

export interface Looked {
  readonly auth: Bytes;
  readonly card: invitations.InvitationCard;
  readonly identity: Identity;
  readonly log: readonly Bytes[];
  readonly expires: number;
}

/** Checked against what the link says of them. */
export async function lookAt(invitation: invitations.Invitation): Promise<Looked> {
  const auth = await invitations.authOf(invitation);
  const [sealed, log, expires] = await call("POST", "/api/invitations/open", [invitation.invitationId, auth]);
  const card = await invitations.openCard(invitation, asBytes(sealed));
  const entries = asList(log);
  const identity = await verifyLog(card.accountId, entries);
  if (!equal(await firstRoot(card.accountId, entries), invitation.root))
    throw new Malformed("another than the link says");
  return { auth, card, identity, log: entries, expires: asNumber(expires) };
}

/** Of the key that signed the first entry of a log. */
export async function firstRoot(accountId: Bytes, log: readonly Bytes[]): Promise<Bytes> {
  return rootOf((await verifyLog(accountId, log.slice(0, 1))).aik);
}

export async function lookAtInvitation(text: string): Promise<Invited | InviteFailure> {
  try {
    const { card, expires } = await lookAt(invitations.readInvitation(text));
    return { name: card.name, words: card.words, expires, circle: card.circle };
  } catch (problem) {
    return inviteFailure(problem);
  }
}

export function inviteFailure(problem: unknown): InviteFailure {
  if (problem instanceof NoNetwork) return "no-network";
  if (problem instanceof Declined) {
    if (problem.code === "invitation-used") return "used";
    if (problem.code === "invitation-expired") return "expired";
    if (problem.code === "no-invitation") return "gone";
    if (problem.code === "circle-full") return "full";
    return problem.code === "too-large" ? "too-many" : "no-network";
  }
  if (problem instanceof NewleafError) return "not-genuine";
  throw problem;
}
