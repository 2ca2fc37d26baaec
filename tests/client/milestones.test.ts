/** What a milestone is (mission F4, 1G), and what is not among them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Fields, Item } from "../../client_static/src/diary/model.ts";
import { CHIPS, milestonesOf } from "../../client_static/src/milestones/model.ts";

const item = (id: string, fields: Fields): Item => ({ id, order: id, fields });

test("F4: a chip that two phones declared apart is one milestone, and what makes no sense is none", () => {
  const items = [
    item("1", { chip: "hopeful", words: "a little" }),
    item("2", { chip: "hopeful" }),
    item("3", { text: "sang in the choir", when: "in May" }),
    item("4", { chip: "streak", text: "" }),
    item("5", { chip: 7 }),
    item("6", { text: 7 }),
  ];
  const found = milestonesOf(items).map(({ id, chip, text, when, words }) => ({ id, chip, text, when, words }));
  assert.deepEqual(found, [
    { id: "1", chip: "hopeful", text: "", when: "", words: "a little" },
    { id: "3", chip: null, text: "sang in the choir", when: "in May", words: "" },
  ]);
});

test("F4: no chip is of medicine: the study's note on clinical safety", () => {
  const chips: string[] = Object.values(CHIPS).flat();
  assert.equal(new Set(chips).size, chips.length);
  assert.deepEqual(
    chips.filter((chip) => /medic|tablet|drug|pill/.test(chip)),
    [],
  );
});
