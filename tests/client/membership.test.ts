/** Membership logs and invitations: bound to Python by vectors, and by the same rules. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type Bytes, equal, hex, unhex } from "../../client_static/src/crypto/encoding.ts";
import { Malformed, MembershipBroken, NotAuthentic } from "../../client_static/src/crypto/errors.ts";
import * as invitations from "../../client_static/src/crypto/invitation.ts";
import {
  type Author,
  EQUAL,
  epochOf,
  extend,
  HOST,
  isCircle,
  keyHashOf,
  type Member,
  type Membership,
  make,
  NO_KEY,
  rootOf,
  safetyNumber,
  unwrap,
  wrap,
} from "../../client_static/src/crypto/membership.ts";
import { documentId } from "../../client_static/src/crypto/space.ts";
import * as suite from "../../client_static/src/crypto/suite.ts";
import { xwingPublic } from "../../client_static/src/crypto/xwing.ts";

// biome-ignore lint/suspicious/noExplicitAny: what is read from JSON is checked by what is done with it
type Case = any;
const HERE = join(process.env.NEWLEAF_ROOT ?? ".", "sync/vectors");
const cases = (name: string): Case[] => JSON.parse(readFileSync(join(HERE, `${name}.json`), "utf8"));

test("the membership log of Python is read, and its key opened", async () => {
  const all = cases("membership");
  const keys = new Map<string, Bytes>(all.map((one) => [one.author + one.device_id, unhex(one.dsk)]));
  const dskOf = (account: Bytes, device: Bytes) => keys.get(hex(account) + hex(device));
  let known: Membership | null = null;
  for (const one of all) {
    known = await extend(unhex(one.space_id), known, unhex(one.entry), dskOf);
    assert.equal(epochOf(known), one.epoch);
    assert.equal(hex(known.head), one.head);
    assert.equal(hex(known.keyHash), one.key_hash);
    const members = known.members.map(({ accountId, root, role }) => [hex(accountId), hex(root), role]);
    assert.deepEqual(members, one.members);
    if (one.wrap === undefined) continue;
    const [mine, other] = known.members;
    const key = await unwrap(known, unhex(one.author), unhex(one.aek_seed), unhex(one.wrap));
    assert.equal(hex(key), one.key);
    assert.equal(await safetyNumber(mine!, other!), one.safety);
  }
});

test("the invitation of Python is read, and made byte for byte", async () => {
  for (const one of cases("invitation")) {
    const invitation = invitations.readInvitation(one.text);
    assert.equal(hex(invitation.secret), one.secret);
    assert.equal(hex(invitation.root), one.root);
    assert.equal(invitations.invitationText(invitation), one.text);
    assert.equal(hex(await invitations.authOf(invitation)), one.auth);
    const card = await invitations.openCard(invitation, unhex(one.card));
    assert.deepEqual([hex(card.accountId), card.name, card.words], [one.account_id, one.name, one.words]);
    assert.equal(hex(await invitations.sealCard(invitation, card, unhex(one.salt))), one.card);
    assert.equal(hex(await invitations.proofOf(invitation, unhex(one.space_id), unhex(one.founding))), one.proof);
  }
});

test("the circle of Python is read, with the ids of its documents in each epoch", async () => {
  const all = cases("circle");
  const keys = new Map<string, Bytes>(all.map((one) => [one.author + one.device_id, unhex(one.dsk)]));
  let known: Membership | null = null;
  for (const one of all) {
    const dsk = (account: Bytes, from: Bytes) => keys.get(hex(account) + hex(from));
    known = await extend(unhex(one.space_id), known, unhex(one.entry), dsk);
    if (one.epoch === 1) assert.equal(isCircle(known), true);
    assert.equal(hex(known.head), one.head);
    const hosts = known.members.filter(({ role }) => role === HOST).map(({ accountId }) => hex(accountId));
    assert.deepEqual(hosts, one.hosts);
    if (one.key === undefined) continue;
    assert.equal(hex(await documentId(unhex(one.key), unhex(one.space_id), one.document)), one.document_id);
  }
});

test("the invitation to a circle of Python is read, answered and proven", async () => {
  for (const one of cases("circle_invitation")) {
    const invitation = invitations.readInvitation(one.text);
    const card = await invitations.openCard(invitation, unhex(one.card));
    assert.deepEqual([hex(card.accountId), card.name, card.words], [one.account_id, one.name, one.words]);
    const { name, spaceId, people } = card.circle!;
    assert.deepEqual([name, hex(spaceId), people], [one.circle, one.space_id, one.people]);
    assert.equal(hex(await invitations.sealCard(invitation, card, unhex(one.salt))), one.card);
    const answer = unhex(one.answer);
    assert.equal(await invitations.openAnswer(invitation, answer), one.guest_name);
    assert.equal(hex(await invitations.sealAnswer(invitation, one.guest_name, unhex(one.answer_salt))), one.answer);
    const guest = { accountId: unhex(one.guest), root: unhex(one.guest_root) };
    assert.equal(hex(await invitations.joinProofOf(invitation, spaceId, guest, answer)), one.proof);
    for (const wrong of [
      ["x".repeat(41), spaceId, 4],
      [name, spaceId.slice(1), 4],
      [name, spaceId, 0],
      [name, spaceId, 31],
    ] as const) {
      const circle = { name: wrong[0], spaceId: wrong[1], people: wrong[2] };
      const sealed = await invitations.sealCard(invitation, { ...card, circle });
      await assert.rejects(invitations.openCard(invitation, sealed), Malformed);
    }
  }
});

test("what is no link is refused", () => {
  const right = cases("invitation")[0].text;
  for (const text of ["", "x", `${right}=`, `${right}A`, right.slice(1), right.replace(/^./, "B"), `${right}\n`])
    assert.throws(() => invitations.readInvitation(text), Malformed, text);
});

// The same table of rights as in Python

const SPACE = unhex("5a".repeat(16));
const KEY = await keyHashOf(unhex("aa".repeat(32)));
const device = unhex("dd".repeat(16));
const ids = ["01", "02", "03", "04"].map((n) => unhex(n.repeat(16)));
const [ana, ben, cem, dee] = ids as [Bytes, Bytes, Bytes, Bytes];
const signers = new Map<string, { key: suite.SigningKey; publicKey: Bytes }>();
for (const id of ids) signers.set(hex(id), await suite.signingKey(new Uint8Array(32).fill(id[0]!)));
const dskOf = (account: Bytes, from: Bytes) => (equal(from, device) ? signers.get(hex(account))?.publicKey : undefined);
const author = (accountId: Bytes): Author => ({ accountId, deviceId: device, dsk: signers.get(hex(accountId))!.key });
const member = async (accountId: Bytes, role = EQUAL): Promise<Member> => ({
  accountId,
  root: await rootOf(accountId),
  role,
});
const circle = async () => [await member(ana, HOST), await member(ben), await member(cem)];

async function grown(...steps: [readonly Member[], Bytes, Bytes?][]): Promise<Membership> {
  let known: Membership | null = null;
  for (const [members, by, key] of steps)
    known = await extend(SPACE, known, await make(SPACE, known, members, key ?? KEY, author(by)), dskOf);
  return known!;
}

test("nobody takes a right that they do not have", async () => {
  const [host, one, other] = (await circle()) as [Member, Member, Member];
  const swapped = { ...host, root: await rootOf(dee) };
  const wrong: [readonly Member[], Bytes, Bytes, string][] = [
    [[host, one, other, await member(dee)], ben, KEY, "right"],
    [[host, one], ben, KEY, "right"],
    [[host, { ...one, role: HOST }, other], ben, KEY, "right"],
    [[host, other], ben, KEY, "key"],
    [[host, one, other], ben, NO_KEY, "key"],
    [[host, one, other, await member(dee)], dee, KEY, "author"],
    [[swapped, one, other], ana, KEY, "root"],
    [[one, other], ana, NO_KEY, "host"],
    [[{ ...host, role: EQUAL }, one, other], ana, KEY, "host"],
  ];
  const known = await grown([await circle(), ana]);
  for (const [members, by, key, why] of wrong) {
    const data = await make(SPACE, known, members, key, author(by));
    await assert.rejects(extend(SPACE, known, data, dskOf), (problem: Error) => {
      return problem instanceof MembershipBroken && problem.message.endsWith(why);
    });
  }
  assert.equal((await grown([await circle(), ana], [[host, other], ben, NO_KEY])).members.length, 2);
  assert.equal((await grown([await circle(), ana], [[host], ana])).members.length, 1);
  const handedOn = [{ ...one, role: HOST }, other];
  assert.equal((await grown([await circle(), ana], [handedOn, ana, NO_KEY])).members.length, 2);
  assert.equal((await grown([[host], ana], [[], ana, NO_KEY])).members.length, 0);
});

test("a key is sealed to one member of one epoch", async () => {
  const [key, seed] = [suite.randomBytes(32), suite.randomBytes(32)];
  const named = await keyHashOf(key);
  const first = await grown([await circle(), ana, named]);
  const blob = await wrap(first, ben, xwingPublic(seed), key);
  assert.deepEqual(await unwrap(first, ben, seed, blob), key);
  const again = await grown([await circle(), ana, named], [await circle(), ana, named]);
  await assert.rejects(unwrap(again, ben, seed, blob), NotAuthentic);
  await assert.rejects(unwrap(await grown([await circle(), ana]), ben, seed, blob), NotAuthentic);
});
