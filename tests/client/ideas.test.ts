/** Ideas near me: read strictly, matched by plain words on the phone, taken in from tables, put together where two changed them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { AREAS } from "../../client_static/src/areas/model.ts";
import { readCsv, writeCsv } from "../../client_static/src/csv.ts";
import type { Leaflet, Place } from "../../client_static/src/diary/model.ts";
import { alike, because, fold } from "../../client_static/src/ideas/matching.ts";
import { changesOf, merged, withThese } from "../../client_static/src/ideas/merging.ts";
import {
  fits,
  type Idea,
  KINDS,
  LIKES,
  MOST_BYTES,
  readIdeas,
  readList,
  writeIdeas,
  wrongPart,
} from "../../client_static/src/ideas/model.ts";
import { by, filtersFor, ideasNear, shownOf } from "../../client_static/src/ideas/near.ts";
import { namesFor, type TakenIn, takeIn, toTable } from "../../client_static/src/ideas/taking_in.ts";
import { contactFrom, contactTyped, waysOf } from "../../client_static/src/ideas/ways.ts";

import DEMO from "../../server/newleaf_server/cli/demo_ideas.json";

const GARDEN: Idea = {
  id: "garden1",
  name: "Garden morning",
  kind: "group",
  where: "Foxglove Farm",
  when: "Wednesdays, ten to twelve",
  words: "We dig, plant and drink tea.",
  contact: "tel:020-7946-0123\nhttps://example.org/garden",
  pay: "",
  area: "belong",
  tags: ["outside", "plants"],
  like: ["calm", "small-group", "watch-first"],
  told: [{ by: "Dee", words: "Sue meets you at the gate." }],
  checked: "2026-02-12",
  checkedBy: "Ana",
};
const REPAIR: Idea = {
  ...GARDEN,
  id: "repair",
  name: "Repair café helper",
  kind: "job",
  where: "Mill Lane",
  words: "",
  contact: "",
  pay: "13.60 an hour",
  area: "enough",
  tags: ["fixing"],
  told: [],
};

const line = (most: number, least = 0) =>
  fc
    .string({ unit: "grapheme", minLength: least, maxLength: Math.min(most, 20) })
    .map((text) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, "").trim())
    .filter((text) => text.length >= least);
const told = fc.record(
  { by: line(40, 1).filter((name) => !name.includes(":")), words: line(200, 1) },
  { noNullPrototype: true },
);
const ideas: fc.Arbitrary<Idea> = fc.record(
  {
    id: fc.stringMatching(/^[0-9a-z]{1,32}$/),
    name: line(80, 1),
    kind: fc.constantFrom(...KINDS),
    where: line(120),
    when: line(120),
    words: fc.string({ unit: "grapheme", maxLength: 80 }),
    contact: fc.constantFrom("", GARDEN.contact, "mailto:ana@example.org", "tel:+44-20-7946-0123"),
    pay: line(60),
    area: fc.constantFrom(...AREAS),
    tags: fc.uniqueArray(line(30, 1), { maxLength: 4 }),
    like: fc.uniqueArray(fc.constantFrom(...LIKES), { maxLength: 4 }),
    told: fc.array(told, { maxLength: 2 }),
    checked: fc.constantFrom("", "2026-02-12", "2024-02-29"),
    checkedBy: line(40),
  },
  { noNullPrototype: true },
);
const lists = fc.uniqueArray(ideas, { maxLength: 5, selector: ({ id }) => id });

test("C6: what was written is read, word for word", () => {
  fc.assert(fc.property(lists, (all) => assert.deepEqual(readIdeas(writeIdeas(all)), all)));
});

test("C6: the ideas of the demo are right, every one", () => {
  assert.deepEqual(readList(JSON.stringify(DEMO)), { ideas: DEMO.ideas, leftOut: [] });
});

test("C6: an idea that is not wholly right is left out, and the others stand", () => {
  const wrong: [keyof Idea, unknown][] = [
    ["id", "Garden 1"],
    ["id", "a".repeat(33)],
    ["name", ""],
    ["name", "a".repeat(81)],
    ["name", "two\nlines"],
    ["name", "two\u2028lines"],
    ["kind", "allocated"],
    ["where", 7],
    ["contact", "javascript:alert(1)"],
    ["contact", "https://ana@example.org"],
    ["contact", "http://example.org"],
    ["contact", "mailto:ana@example.org?body=x"],
    ["contact", "tel:020\nsms:020"],
    ["pay", null],
    ["area", "money"],
    ["tags", ["plants", "plants"]],
    ["tags", "plants"],
    ["like", ["five stars"]],
    ["told", [{ by: "", words: "Good." }]],
    ["told", [{ words: "Good." }]],
    ["checked", "2026-02-30"],
    ["checked", "soon"],
  ];
  for (const [part, value] of wrong) {
    const json = JSON.stringify({ version: 1, ideas: [{ ...GARDEN, [part]: value }, REPAIR] });
    assert.deepEqual(readList(json), { ideas: [REPAIR], leftOut: [{ at: 1, part }] }, `${part} ${value}`);
  }
  const twice = JSON.stringify({ version: 1, ideas: [GARDEN, null, { ...REPAIR, id: GARDEN.id }] });
  assert.deepEqual(readList(twice)?.ideas, [GARDEN]);
  const more = JSON.stringify({ version: 1, ideas: [{ ...GARDEN, stars: 5, paidPlace: true }] });
  assert.deepEqual(readIdeas(more), [GARDEN]); // what nobody decided on does not come along
});

test("C6: what is no list at all, or too large, is none", () => {
  for (const json of ["", "[]", "null", "{}", '{"version":2,"ideas":[]}', '{"version":1,"ideas":{}}'])
    assert.equal(readList(json), null, json);
  const large = writeIdeas(
    Array.from({ length: 150 }, (_, at) => ({ ...GARDEN, id: `a${at}`, words: "ż".repeat(1000) })),
  );
  assert.ok(large.length < MOST_BYTES && !fits(large)); // bytes, not letters
  assert.equal(readList(large), null);
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (json) => void readList(json)));
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), (rows) => {
      for (const idea of readIdeas(JSON.stringify({ version: 1, ideas: rows }))) assert.equal(wrongPart(idea), null);
    }),
  );
});

test("C6: a number, an address or a page is a link of its own kind and no other", () => {
  assert.deepEqual(waysOf(GARDEN.contact), [
    { by: "tel", link: "tel:02079460123", show: "020 7946 0123" },
    { by: "https", link: "https://example.org/garden", show: "example.org/garden" },
  ]);
  assert.equal(
    contactFrom(" 020 7946 0123 \n\nana@example.org\nexample.org/garden"),
    `tel:020-7946-0123\nmailto:ana@example.org\nhttps://example.org/garden`,
  );
  assert.equal(contactFrom("+44 (0)20 7946 0123"), "tel:+44-20-7946-0123");
  assert.equal(waysOf(contactFrom("ask Ana")), null);
  for (const contact of [GARDEN.contact, "mailto:ana@example.org", ""])
    assert.equal(contactFrom(contactTyped(contact)), contact);
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.emailAddress()), (typed) => {
      for (const { by: kind, link } of waysOf(contactFrom(typed)) ?? []) assert.ok(link.startsWith(`${kind}:`));
    }),
  );
});

test("C4: gardening meets a garden, and the person's own words say why", () => {
  assert.equal(because(GARDEN, ["Gardening"]), "Gardening");
  assert.equal(because(REPAIR, ["Broad beans", "fixing things"]), "fixing things");
  assert.equal(because(GARDEN, ["I would like to get back to gardening some day"]), "gardening");
  assert.equal(because(GARDEN, ["Plants", "Gardening"]), "Plants"); // the dearest first
  assert.equal(because(GARDEN, ["tea", "gardening"]), "gardening"); // its name before its words
  assert.equal(because(GARDEN, ["Tea"]), "Tea");
  for (const nothing of ["", "  ", "Swimming", "Get out twice a week", "My own people", "to be with us", "10"])
    assert.equal(because(GARDEN, [nothing]), null, nothing);
  const chatty = { ...GARDEN, words: "Come with us once a week. Get out and see people." };
  assert.equal(because(chatty, ["Get out twice a week", "Be with people"]), null); // words that everybody says
  const meet = (name: string, said: string) => because({ ...GARDEN, name, tags: [], words: "" }, [said]) !== null;
  for (const [name, said] of [
    ["Baking", "bake"],
    ["Swimming for all", "I swim"],
    ["Walks", "walking"],
    ["Choir", "CHOIR"],
    ["Clases de Pintura", "pinturas"],
    ["Jardinería", "jardin"],
    ["Ogród", "ogrodem"],
    ["الطبخ معا", "طبخ"],
    ["Musicians", "music"],
    ["Cooking classes", "a cookery class"],
  ] as const)
    assert.ok(meet(name, said), `${name} ${said}`);
  for (const [name, said] of [
    ["Careers", "care"],
    ["Plants", "plan"],
    ["Internet for beginners", "interest"],
    ["Community lunch", "commute"],
    ["Art group", "party"],
  ] as const)
    assert.ok(!meet(name, said), `${name} ${said}`);
});

test("C4: matching is the same for both ways round, any case and any accents, and says only the person's own words", () => {
  const word = fc.string({ unit: fc.constantFrom(..."abcdegilnorsté"), minLength: 1, maxLength: 12 }).map(fold);
  fc.assert(
    fc.property(word, word, (one, other) => {
      assert.equal(alike(one, other), alike(other, one));
      assert.ok(alike(one, one));
    }),
  );
  fc.assert(
    fc.property(ideas, fc.array(fc.string({ unit: "grapheme" })), (idea, said) => {
      const found = because(idea, said);
      assert.ok(found === null || said.some((text) => text.includes(found)));
      assert.equal(because(idea, []), null);
    }),
  );
  fc.assert(
    fc.property(fc.constantFrom("gardening", "tea", "plants"), (text) => {
      assert.equal(because(GARDEN, [text.toUpperCase()]), text.toUpperCase());
    }),
  );
});

const place = (code: string, linked: Place["linked"] = []): Place => ({
  code,
  name: `Place ${code}`,
  words: "",
  role: null,
  leads: 0,
  linked,
  workers: [],
});
const leaflet = (all: readonly Idea[]): Leaflet => ({
  kind: "ideas",
  version: 1,
  changed: 0,
  by: "Ana",
  json: writeIdeas(all),
});

test("F9: ideas of a project that ours names are there with its name, each once", () => {
  const given = new Map([
    ["A", leaflet([GARDEN])],
    ["B", leaflet([REPAIR, GARDEN])],
  ]);
  const list = {
    value: [
      place("A", [
        { code: "B", name: "The Allotment" },
        { code: "A", name: "Us" },
        { code: "C", name: "None" },
      ]),
    ],
  };
  const near = ideasNear({ list: list as never, leaflets: { of: (code) => given.get(code) ?? null } });
  assert.deepEqual(
    near.map(({ key, project }) => [key, project]),
    [
      ["A/garden1", "Place A"],
      ["B/repair", "The Allotment"],
      ["B/garden1", "The Allotment"],
    ],
  );
});

test("C4, C6, C13: chips lead to what there is", () => {
  const stall = { ...GARDEN, id: "stall", kind: "volunteering", pay: "Lunch and the bus" } as const;
  const near = [GARDEN, REPAIR, stall].map((idea) => ({ key: idea.id, code: "A", project: "", idea }));
  const shown = shownOf(near, ["fixing"], new Set(["garden1"]));
  assert.deepEqual(filtersFor(shown, false), ["me", "paid", "others", "giving", "kept", "all"]);
  assert.deepEqual(
    by("me", shown).map(({ reason }) => reason),
    ["fixing"],
  );
  assert.deepEqual(
    by("paid", shown).map(({ key }) => key),
    ["repair", "stall"],
  );
  assert.deepEqual(
    by("others", shown).map(({ key }) => key),
    ["garden1"],
  );
  assert.deepEqual(filtersFor([], false), ["me", "all"]);
  assert.deepEqual(filtersFor([], true), ["me", "kept", "all"]); // it was kept and is not given out any more
});

let ids = 0;
const newId = () => {
  ids += 1;
  return `new${ids}`;
};
const names = namesFor(
  (key) =>
    ({ "ideas-kind-course": "A course", "ideas-like-step-free": "Step-free", "area-love": "Someone to love" })[key] ??
    key,
);
const taken = (file: string) => takeIn(file, names, newId) as TakenIn;

test("C6: a table of another program is taken in: a mark, semicolons, quotes and names in any case", () => {
  const file = [
    "\ufeffNAME;Kind;Where;WORDS;Contact;Area;Like;Checked;checked by;Notes",
    '"Pots; and ""pans""";a course;Mill Lane;"Two',
    'lines";020 7946 0123;someone TO love;Step-free, calm;12/02/2026;Ana;-',
    ";;;;;;;;;",
    "Choir;social;;;;;;;;",
  ].join("\r\n");
  const { ideas: found, leftOut } = taken(file);
  assert.deepEqual(leftOut, []);
  assert.deepEqual(
    found.map(({ name, kind, where, words, contact, area, like, checked, checkedBy }) => [
      name,
      kind,
      where,
      words,
      contact,
      area,
      like,
      checked,
      checkedBy,
    ]),
    [
      [
        'Pots; and "pans"',
        "course",
        "Mill Lane",
        "Two\nlines",
        "tel:020-7946-0123",
        "love",
        ["step-free", "calm"],
        "2026-02-12",
        "Ana",
      ],
      ["Choir", "social", "", "", "", "do", [], "", ""],
    ],
  );
});

test("C6: every row that does not fit is told by its row, and the others come in", () => {
  const file =
    'name,kind,contact,checked\nGood,course,,\n"Two\nlines, here",course,ask Ana,\n,course,,\nOther,nothing,,\n,,,\nDay,course,,next week\n';
  const { ideas: found, leftOut } = taken(file);
  assert.deepEqual(
    found.map(({ name }) => name),
    ["Good"],
  );
  assert.deepEqual(leftOut, [
    { at: 3, part: "contact", called: "Two lines, here" },
    { at: 4, part: "name", called: "course" },
    { at: 5, part: "kind", called: "Other" },
    { at: 7, part: "checked", called: "Day" },
  ]);
  assert.equal(takeIn("kind,where\ncourse,here\n", names, newId), "no-name");
  assert.equal(takeIn('name\n"open', names, newId), "open-quote");
  assert.equal(takeIn('{"version":1}', names, newId), "not-a-list");
  assert.deepEqual(taken(JSON.stringify({ version: 1, ideas: [GARDEN, { ...REPAIR, kind: "x" }] })).leftOut, [
    { at: 2, part: "kind", called: "Repair café helper" },
  ]);
});

test("C6: a list that went out as a table or as JSON comes back as it was", () => {
  fc.assert(
    fc.property(lists, (all) => {
      const tidy = all.map((idea) => ({ ...idea, words: idea.words.replace(/\r\n?/g, "\n").trim(), ...spaced(idea) }));
      assert.deepEqual(taken(toTable(tidy)), { ideas: tidy, leftOut: [] });
      assert.deepEqual(taken(writeIdeas(all)).ideas, all);
    }),
  );
});

/** What a cell cannot hold apart: several spaces, and signs that stand between two tags. */
function spaced(idea: Idea) {
  const one = (text: string) => text.replace(/\s+/g, " ").trim();
  const tags = [...new Set(idea.tags.map((tag) => one(tag.replace(/[,;|]/g, ""))))].filter((tag) => tag !== "");
  const lines = {
    name: one(idea.name),
    where: one(idea.where),
    when: one(idea.when),
    pay: one(idea.pay),
    checkedBy: one(idea.checkedBy),
  };
  return { ...lines, tags };
}

test("C6: no cell of a table is a formula, and any cells come back as they were", () => {
  const cells = fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(cells, (rows) => {
      const plain = rows.map((row) => row.map((cell) => cell.replace(/\r\n?/g, "\n")));
      const wanted = plain.filter((row) => row.some((cell) => cell.trim() !== ""));
      const found = readCsv(writeCsv([["name", "kind"], ...plain]));
      assert.deepEqual(
        found?.slice(1).map((row) => row.cells),
        wanted,
      );
    }),
  );
  for (const cell of ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "'=1"]) {
    const text = writeCsv([[cell, "x"]]).replace("\ufeff", "");
    assert.doesNotMatch(text, /(^|[,;|\t\r\n])[\s"]*[=+\-@]/, text);
  }
  assert.deepEqual(readCsv('\ufeff"a,b",c')?.[0]?.cells, ["a,b", "c"]); // a mark before a quote
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'",;\n\t a=') }), (file) => void readCsv(file)));
});

test("C6: what two changed apart is put together; only one idea that both changed is asked about", () => {
  const changed = (idea: Idea, when: string) => ({ ...idea, when });
  const third = { ...REPAIR, id: "third" };
  const found = merged(
    [GARDEN, REPAIR, third],
    [changed(GARDEN, "mine"), REPAIR],
    [changed(GARDEN, "theirs"), changed(REPAIR, "theirs"), third],
  );
  assert.deepEqual(found.ideas, [changed(GARDEN, "mine"), changed(REPAIR, "theirs")]);
  assert.deepEqual(found.both, [{ id: "garden1", mine: changed(GARDEN, "mine"), theirs: changed(GARDEN, "theirs") }]);
  const out = merged([GARDEN], [], [changed(GARDEN, "theirs")]);
  assert.deepEqual(out, {
    ideas: [changed(GARDEN, "theirs")],
    both: [{ id: "garden1", mine: null, theirs: changed(GARDEN, "theirs") }],
  });
  const sorted = (all: readonly Idea[]) => all.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  fc.assert(
    fc.property(lists, lists, lists, (base, mine, theirs) => {
      assert.deepEqual(sorted(merged(base, mine, base).ideas), sorted(mine));
      assert.deepEqual(sorted(merged(base, base, theirs).ideas), sorted(theirs));
      assert.deepEqual(merged(base, mine, mine).both, []);
      const ours = merged(base, mine, theirs);
      for (const { id } of ours.both) assert.ok(ours.ideas.some((idea) => idea.id === id)); // nothing is lost while it is asked
    }),
  );
});

test("C6: what comes from a file changes what has its name and place, and takes nothing out", () => {
  const [again, other] = [
    { ...GARDEN, id: "x", when: "Fridays" },
    { ...GARDEN, id: "y", where: "Elsewhere" },
  ];
  const list = withThese([GARDEN, REPAIR], [again, other]);
  assert.deepEqual(list, [{ ...again, id: "garden1" }, REPAIR, other]);
  assert.deepEqual(changesOf([GARDEN, REPAIR], list), { added: [other], changed: [list[0]], out: [] });
  assert.deepEqual(changesOf([GARDEN, REPAIR], [REPAIR]), { added: [], changed: [], out: [GARDEN] });
});
