/** Costs and value: ranges that claim nothing, from typed figures and from files whose every figure has a source. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { CAVEATS, NOT_COUNTED } from "../../client_static/src/costs/caveats.tsx";
import { COSTS, readTrials, readUnitCosts, TRIALS } from "../../client_static/src/costs/content.ts";
import {
  breakEven,
  costOf,
  FEWEST,
  fromTrials,
  isWrong,
  NUMBERS,
  numberFrom,
  pricesOf,
  readTyped,
  type Typed,
} from "../../client_static/src/costs/model.ts";
import { sheetOf } from "../../client_static/src/costs/sheet.ts";
import { trialWords } from "../../client_static/src/costs/sources.tsx";
import { type Cell, writeCsv } from "../../client_static/src/csv.ts";
import "../../client_static/src/ui/later_words.ts";
import { t } from "../../client_static/src/ui/text.ts";

const CONTENT = join(process.env.NEWLEAF_ROOT ?? ".", "client_static/src/content");
const file = (name: string) => JSON.parse(readFileSync(join(CONTENT, name), "utf8"));
const NOTHING = readTyped(undefined);
const WORKER: Typed = { ...NOTHING, hours: "1955.7", pay: "13.60", added: "30" };
const costs = fc.double({ min: 1, max: 5e7, noNaN: true });

test("F7: one full-time worker costs as much as 56 to 99 nights on a ward", () => {
  const cost = costOf(WORKER) ?? 0;
  assert.equal(Math.round(cost / 100), 346);
  assert.deepEqual(pricesOf(WORKER), { low: 350, central: 404.11, high: 620 });
  assert.deepEqual(breakEven(cost, pricesOf(WORKER)), { low: 56, central: 86, high: 99 });
});

test("F7: the cost is pay with what is added to it, and all else that was typed", () => {
  const all = { supervision: "1,200", training: "800", coordination: "5000", expenses: "99.50", hosting: "0.5" };
  assert.equal(costOf({ ...NOTHING, hours: "100", pay: "10", added: "25", ...all }), 1250 + 7100);
  assert.equal(costOf({ ...NOTHING, hours: "100", pay: "10" }), 1000);
  assert.equal(costOf(NOTHING), null);
  assert.equal(costOf({ ...WORKER, training: "some" }), null, "half a sum would mislead");
});

test("F7, 1H.14: whatever is typed, it is a range of nights, of two figures, with the middle inside", () => {
  fc.assert(
    fc.property(costs, fc.option(fc.integer({ min: 1, max: 5000 })), (cost, own) => {
      const price = pricesOf({ ...NOTHING, price: own === null ? "" : String(own) });
      const nights = breakEven(cost, price);
      assert.ok(nights.low < nights.high, "never one number");
      assert.ok(nights.low <= nights.central && nights.central <= nights.high);
      for (const value of [nights.low, nights.high])
        assert.ok(value < 100 || Number(value.toPrecision(2)) === value, `${value}`);
    }),
  );
});

test("F7: a price of their own takes the middle's place, and never makes the range narrower", () => {
  const own = (price: string) => pricesOf({ ...NOTHING, price });
  assert.deepEqual(own("500"), { low: 350, central: 500, high: 620 });
  assert.deepEqual(own("700"), { low: 350, central: 700, high: 700 });
  assert.deepEqual(own("300"), { low: 300, central: 300, high: 620 });
  assert.ok(isWrong("price", "0"), "nothing can be divided by it");
});

test("F7: as in the trials, 20 people are 0 to 59 nights, and what it costs is taken off", () => {
  const found = fromTrials(20, costOf(WORKER) ?? 0, 404.11);
  assert.deepEqual(found?.nights, { low: 0, high: 59 });
  assert.deepEqual(found?.money, { low: 0, high: 24000 });
  assert.deepEqual(found?.after, { low: -35000, high: -11000 });
});

test("F7, 1H.13: fewer than eight people give no figure, and every other number gives a range from nothing", () => {
  for (const few of [0, 1, 5, 7]) assert.equal(fromTrials(few, 30_000, 404.11), null);
  assert.equal(FEWEST, 8);
  fc.assert(
    fc.property(fc.integer({ min: 8, max: 100_000 }), costs, (people, cost) => {
      const found = fromTrials(people, cost, 404.11);
      assert.ok(found);
      assert.equal(found.nights.low, 0);
      assert.equal(found.money.low, 0);
      for (const { low, high } of [found.nights, found.money, found.after]) assert.ok(low < high);
      assert.ok(found.after.low < 0, "what it costs is always taken off");
    }),
  );
  assert.ok(isWrong("leaving", "12.5"));
});

test("numbers are read as people write them, and what is none is none", () => {
  const written = [
    "1955",
    "1,955",
    "1.955",
    "1 955",
    "13.60",
    "13,60",
    "£1,200.50",
    "1.200,50",
    "1,234,567",
    "٤٢",
    "١٬٩٥٥",
    "0,125",
  ];
  assert.deepEqual(
    written.map(numberFrom),
    [1955, 1955, 1955, 1955, 13.6, 13.6, 1200.5, 1200.5, 1_234_567, 42, 1955, 0.125],
  );
  for (const none of ["", "-5", "many", "1e3", "=1+1", ".5", "12%", "9999999999"]) assert.equal(numberFrom(none), null);
});

test("F8: what goes into the figures is what was typed, and nothing else", () => {
  assert.deepEqual(
    [...NUMBERS].sort(),
    "added coordination expenses hosting hours leaving pay price supervision training".split(" "),
  );
  const told = { hours: "10", pay: "10", admissions: 3, concern: "back on the ward", nights: 40, code: "ABC" };
  const typed = readTyped({ id: "", order: "", fields: told });
  assert.deepEqual(Object.keys(typed).sort(), [...NUMBERS, "year"].sort());
  assert.equal(costOf(typed), 100);
});

test("F7: every figure of the files has its year, its source and the day it was looked up; others are refused", () => {
  const [unit, trials] = [file("unit_costs.json"), file("trials.json")];
  assert.deepEqual(readUnitCosts(unit), { dated: unit.dated, currency: "GBP", items: unit.items });
  assert.equal(readTrials(trials).length, 6);
  const changed = (change: (copy: typeof unit) => void) => {
    const copy = structuredClone(unit);
    change(copy);
    return () => readUnitCosts(copy);
  };
  assert.throws(
    changed((copy) => delete copy.items[0].low.source),
    /items 0 low/,
  );
  assert.throws(
    changed((copy) => delete copy.items[0].low.sure),
    /items 0 low/,
  );
  assert.throws(
    changed((copy) => Object.assign(copy.items[0].low, { value: "350" })),
    /items 0 low, value/,
  );
  assert.throws(
    changed((copy) => Object.assign(copy.items[0].low, { value: 900 })),
    /items 0, the order/,
  );
  assert.throws(
    changed((copy) => Object.assign(copy.items[0].low, { checked: "lately" })),
    /checked/,
  );
  assert.throws(
    changed((copy) => Object.assign(copy.items[0].low, { year: "2013 or so" })),
    /year/,
  );
  assert.throws(
    changed((copy) => Object.assign(copy.items[0], { lives: 1 })),
    /items 0/,
  );
  assert.throws(
    changed((copy) => copy.items.push(copy.items[0])),
    /twice/,
  );
  assert.throws(
    changed((copy) => Object.assign(copy, { version: 2 })),
    /version/,
  );
  const trial = (change: object) => () =>
    readTrials({ ...trials, trials: [{ ...trials.trials[0], ...change }, ...trials.trials.slice(1)] });
  assert.throws(trial({ source: " " }), /trials 0, source/);
  assert.throws(trial({ figures: { with: null } }), /trials 0, figures/);
  assert.throws(() => readTrials(null), /file/);
});

test("F7: what nobody could check has no figure, and what is unsure says so", () => {
  for (const key of ["crisis-contact", "emergency-visit"]) {
    const item = COSTS.items.find((one) => one.key === key);
    assert.deepEqual([item?.low, item?.central, item?.high], [null, null, null]);
  }
  const unsure = COSTS.items
    .flatMap((item) => [item.low, item.central, item.high])
    .filter((one) => one?.sure === false);
  assert.deepEqual(
    unsure.map((one) => one?.value),
    [404.11, 25, 30],
  );
});

test("F5, F7: no figure stands for a life, for harm, or for a benefit that is no longer paid", () => {
  const keys = [...COSTS.items, ...TRIALS].map(({ key }) => key).join(" ");
  assert.doesNotMatch(keys, /life|lives|death|suicid|harm|benefit|wage|tax|qaly/);
  assert.match(t("costs-not-counted"), /^Lives and harm are never counted in money\. Nor are benefits and wages\.$/);
});

const TEXT = (rows: readonly (readonly Cell[])[]) => rows.map((row) => row.join(" | ")).join("\n");

test("F7, 1H.14: the table holds what was typed, every source and every caveat, and says that it claims nothing", () => {
  const text = TEXT(sheetOf("Vocation Matters", "2026-03-01", { ...WORKER, year: "2025/26", leaving: "20" }));
  for (const caveat of CAVEATS) assert.ok(text.includes(t(`costs-caveat-${caveat}`)), caveat);
  for (const words of [...NOT_COUNTED, "costs-trials-from", "costs-trials-to"])
    assert.ok(text.includes(t(words)), words);
  for (const item of COSTS.items)
    for (const one of [item.low, item.central, item.high])
      assert.ok(one === null || (text.includes(one.source) && text.includes(String(one.value))), item.key);
  for (const trial of TRIALS) assert.ok(text.includes(trial.source) && text.includes(trialWords(trial)), trial.key);
  for (const typed of ["Vocation Matters", "2025/26", "1955.7", "13.6", "34577"])
    assert.ok(text.includes(typed), typed);
  assert.match(text, /Break-even \| We are not saying it did\.\nLowest \| 56 .*\nMiddle \| 86 .*\nHighest \| 99 /);
  assert.match(text, /nights \| 0 \| nights \| to \| 59 \| nights/);
  assert.match(text, /taken off \| -35000 \| GBP \| to \| -11000 \| GBP/);
});

test("F7, 1H.13: the table names no worker, and a head-count below eight stands nowhere in it", () => {
  const rows = sheetOf("Vocation Matters", "2026-03-01", { ...WORKER, leaving: "7" });
  assert.ok(!rows.some((row) => row.includes(7) || row.includes("7")));
  assert.ok(TEXT(rows).includes("Not shown, too few people."));
  assert.deepEqual(sheetOf("Vocation Matters", "2026-03-01", NOTHING), [], "without what it costs there is no figure");
});

test("no text in a table for spreadsheets becomes a formula, and each cell comes back as it was", () => {
  const evil = ["=1+1", "+44", "-2", "@SUM(A1)", " =1", "\t=1", "a;=cmd", 'x,"=1', "＝1", "line\n=1"];
  for (const text of evil) {
    const [, written = ""] = /^\ufeff"([\s\S]*)"\r\n$/.exec(writeCsv([[text]])) ?? [];
    assert.doesNotMatch(written, /(^|[,;|\t\r\n])[\s"]*[=+\-@＝]/, text);
    assert.equal(written.replaceAll('""', '"').replaceAll("'", ""), text);
  }
  assert.equal(writeCsv([["a", -3, 'say "hello", twice'], []]), '\ufeff"a",-3,"say ""hello"", twice"\r\n\r\n');
  const project = "=HYPERLINK(A1)";
  assert.ok(writeCsv(sheetOf(project, "2026-03-01", WORKER)).includes(`"'${project}"`));
});
