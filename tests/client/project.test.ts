/** Projects and letters: bound to Python by vectors, and by the same rules. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type Bytes, hex, unhex } from "../../client_static/src/crypto/encoding.ts";
import { LeafletBroken, NotAuthentic, ProjectBroken } from "../../client_static/src/crypto/errors.ts";
import * as leaflets from "../../client_static/src/crypto/leaflet.ts";
import * as letters from "../../client_static/src/crypto/letter.ts";
import { type Author, rootOf } from "../../client_static/src/crypto/membership.ts";
import * as projects from "../../client_static/src/crypto/project.ts";
import * as suite from "../../client_static/src/crypto/suite.ts";
import { xwingPublic } from "../../client_static/src/crypto/xwing.ts";

// biome-ignore lint/suspicious/noExplicitAny: what is read from JSON is checked by what is done with it
type Case = any;
const HERE = join(process.env.NEWLEAF_ROOT ?? ".", "sync/vectors");
const cases = (name: string): Case[] => JSON.parse(readFileSync(join(HERE, `${name}.json`), "utf8"));

test("the project of Python is read, with its code and card", async () => {
  const all = cases("project");
  const keys = new Map<string, Bytes>(all.map((one) => [one.author + one.device_id, unhex(one.dsk)]));
  let known: projects.Project | null = null;
  for (const one of all) {
    known = await projects.extend(known, unhex(one.entry), (who, device) => keys.get(hex(who) + hex(device)));
    assert.equal(hex(known.head), one.head);
    assert.equal(hex(known.projectId), one.project_id);
    assert.equal(projects.codeOf(known.projectId), one.code);
    assert.deepEqual(
      known.workers.map(({ accountId, root, role }) => [hex(accountId), hex(root), role]),
      one.workers,
    );
    const card = await projects.readCard(known, unhex(one.card));
    assert.deepEqual([card.name, card.words, card.workers.map(({ name }) => name)], [one.name, one.words, one.called]);
    assert.deepEqual(
      card.linked.map(({ code, name }) => [code, name]),
      one.linked,
    );
    await assert.rejects(projects.readCard(known, unhex(`${one.card}00`)), ProjectBroken);
  }
});

test("F10, E5: the leaflets of Python are read, one after the other and never back, and made alike here", async () => {
  let before: leaflets.Leaflet | null = null;
  for (const one of cases("leaflet")) {
    const dskOf = () => unhex(one.dsk);
    const project = await projects.extend(null, unhex(one.entry), dskOf);
    const leaflet: leaflets.Leaflet = await leaflets.read(unhex(one.leaflet), project, before, dskOf);
    const { version, seq, given, text } = leaflet;
    assert.deepEqual([version, seq, given, text], [one.version, one.seq, one.given, one.text]);
    const dsk = await suite.signer(unhex(one.dsk_seed));
    const author = { accountId: unhex(one.author), deviceId: unhex(one.device_id), dsk };
    assert.equal(hex(await leaflets.make(project, leaflet, author)), one.leaflet);
    const refused = (data: string, place = project, known = before, key: () => Bytes | undefined = dskOf) =>
      assert.rejects(leaflets.read(unhex(data), place, known, key), LeafletBroken);
    await refused(one.leaflet, { ...project, seq: 1 });
    await refused(one.leaflet, { ...project, workers: project.workers.map((who) => ({ ...who, role: 2 })) });
    await refused(one.leaflet, { ...project, workers: [] });
    await refused(one.leaflet, project, { ...leaflet, version: version + 1 });
    await refused(one.leaflet, project, { ...leaflet, kind: 2 });
    await refused(one.leaflet, project, before, () => undefined);
    await refused(one.leaflet.replace(/..$/, "00"));
    before = leaflet;
  }
});

test("the letter of Python is opened by whom it is for, and by nobody else", async () => {
  for (const one of cases("letter")) {
    const heading = {
      letterId: unhex(one.letter_id),
      projectId: unhex(one.project_id),
      kind: one.kind,
      about: unhex(one.about),
    };
    const open = (changed: Partial<letters.Heading>, seed = unhex(one.aek_seed), to = unhex(one.recipient)) =>
      letters.Unsealed.of({ ...heading, ...changed }, unhex(one.blob), unhex(one.wrap), to, [seed]);
    const letter = await open({});
    assert.equal(hex(letter.author), one.author);
    assert.equal(hex((await letter.checked(() => unhex(one.dsk))).body), one.body);
    await assert.rejects(
      letter.checked(() => undefined),
      NotAuthentic,
    );
    await assert.rejects(open({ kind: letters.OFFER }), NotAuthentic);
    await assert.rejects(open({ about: unhex(one.letter_id) }), NotAuthentic);
    await assert.rejects(open({}, new Uint8Array(32)), NotAuthentic);
    await assert.rejects(open({}, unhex(one.aek_seed), unhex(one.author)), NotAuthentic);
  }
});

const DEVICE = new Uint8Array(16).fill(9);

async function person(n: number): Promise<{ author: Author; root: Bytes; dsk: Bytes; seed: Bytes }> {
  const { key, publicKey } = await suite.signingKey(new Uint8Array(32).fill(n));
  const accountId = new Uint8Array(16).fill(n);
  const author = { accountId, deviceId: DEVICE, dsk: key };
  return { author, root: await rootOf(publicKey), dsk: publicKey, seed: new Uint8Array(32).fill(n + 100) };
}

test("a coordinator changes a project; anybody else can only leave it, and it is never left alone", async () => {
  const [ana, sam, eve] = await Promise.all([person(1), person(2), person(3)]);
  const all = [ana, sam, eve];
  const dskOf = (who: Bytes) => all.find(({ author }) => hex(author.accountId) === hex(who))?.dsk;
  const worker = (one: typeof ana, role: number) => ({ accountId: one.author.accountId, root: one.root, role });
  const card = projects.makeCard({ name: "Vocation Matters", words: "", workers: [], linked: [] });
  const other = projects.makeCard({ name: "Other words", words: "", workers: [], linked: [] });
  const entry = await projects.make(null, [worker(ana, projects.LEAD)], card, ana.author);
  const first = await projects.extend(null, entry, dskOf);
  const both = [worker(ana, projects.LEAD), worker(sam, projects.SUPPORTER)];
  const second = await projects.extend(first, await projects.make(first, both, card, ana.author), dskOf);
  const refused = async (from: projects.Project | null, workers: projects.Worker[], says: Bytes, by: typeof ana) =>
    assert.rejects(projects.extend(from, await projects.make(from, workers, says, by.author), dskOf), ProjectBroken);
  await refused(null, [worker(ana, projects.SUPPORTER)], card, ana);
  await refused(null, [worker(ana, projects.LEAD)], card, sam);
  await refused(second, both, other, sam); // another card
  await refused(second, [worker(sam, projects.SUPPORTER)], card, sam); // takes the coordinator out
  await refused(second, [worker(ana, projects.LEAD), worker(sam, projects.LEAD)], card, sam);
  await refused(second, [...both, worker(eve, projects.SUPPORTER)], card, eve);
  await refused(second, [worker(sam, projects.SUPPORTER)], card, ana); // nobody coordinates
  await refused(second, [both[0]!, { ...both[1]!, root: eve.root }], card, ana);
  const left = await projects.extend(second, await projects.make(second, [both[0]!], card, sam.author), dskOf);
  assert.equal(projects.roleOf(left, sam.author.accountId), 0);
  await assert.rejects(projects.extend(left, entry, dskOf), ProjectBroken); // the first again
});

test("a letter that is made here says to all whom it is for", async () => {
  const [ana, sam] = await Promise.all([person(1), person(2)]);
  const heading = { letterId: DEVICE, projectId: DEVICE, kind: letters.CONCERN, about: letters.NONE };
  const to = [ana, sam].map(({ author, seed }) => ({ accountId: author.accountId, aek: xwingPublic(seed) }));
  const { blob, wraps } = await letters.seal(heading, to, Uint8Array.of(0x90), sam.author);
  for (const [at, one] of [ana, sam].entries()) {
    const unsealed = await letters.Unsealed.of(heading, blob, wraps[at]![1], one.author.accountId, [one.seed]);
    const letter = await unsealed.checked(() => sam.dsk);
    assert.deepEqual(
      letter.recipients.map(hex),
      [ana, sam].map(({ author }) => hex(author.accountId)),
    );
    await assert.rejects(
      unsealed.checked(() => ana.dsk),
      NotAuthentic,
    );
  }
});
