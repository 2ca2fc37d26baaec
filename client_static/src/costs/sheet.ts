/** All of it as a table: what was typed, what comes of it, every figure with its source, and what is to be read with it. */
import type { Cell } from "../csv.ts";
import type { Day } from "../diary/model.ts";
import { t } from "../ui/text.ts";
import { CAVEATS, NOT_COUNTED } from "./caveats.tsx";
import { COSTS, ENDS, TRIALS, type UnitCost } from "./content.ts";
import {
  breakEven,
  costOf,
  FEWEST,
  fromTrials,
  isWrong,
  NUMBERS,
  numberFrom,
  pricesOf,
  type Range,
  type Typed,
} from "./model.ts";
import { trialWords } from "./sources.tsx";
import { MONEY_SIGN } from "./words.ts";

type Row = readonly Cell[];

const APART: Row = [];

/** Empty where there is nothing to work out. */
export function sheetOf(project: string, made: Day, typed: Typed): readonly Row[] {
  const cost = costOf(typed);
  if (cost === null) return [];
  return [
    [t("costs-title"), project],
    [t("costs-made"), made],
    [t("costs-in-year"), typed.year],
    APART,
    ...caveats(), // before the figures: whoever opens the file reads them first
    APART,
    [t("costs-spent")],
    ...NUMBERS.filter((name) => typed[name].trim() !== "").map((name): Row => [label(name), typedValue(name, typed)]),
    [t("costs-spent-together"), Math.round(cost), COSTS.currency],
    APART,
    ...evenRows(typed, cost),
    APART,
    ...trialRows(typed, cost),
    APART,
    [t("costs-prices-used")],
    ["", t("costs-value"), t("costs-unit"), t("costs-price-year"), t("costs-source"), t("costs-checked"), ""],
    ...COSTS.items.flatMap(itemRows),
    APART,
    [t("costs-trials-found")],
    ...TRIALS.map((trial): Row => [trialWords(trial), "", "", trial.year, trial.source, trial.checked]),
  ];
}

function caveats(): readonly Row[] {
  const words = [...CAVEATS.map((caveat) => t(`costs-caveat-${caveat}`)), ...NOT_COUNTED.map((key) => t(key))];
  return [[t("costs-read")], ...words.map((line): Row => [line])];
}

function label(name: string): string {
  return t(`costs-in-${name}`, { sign: MONEY_SIGN });
}

/** A head-count of too few is shown nowhere, not here either. */
function typedValue(name: (typeof NUMBERS)[number], typed: Typed): Cell {
  const value = numberFrom(typed[name]) ?? 0;
  return name === "leaving" && value < FEWEST ? t("costs-few", { fewest: FEWEST }) : value;
}

function evenRows(typed: Typed, cost: number): readonly Row[] {
  const price = pricesOf(typed);
  const nights = breakEven(cost, price);
  const end = (of: "low" | "central" | "high", at: number): Row => [
    t(`costs-end-${of}`),
    nights[of],
    t("costs-unit-nights"),
    "",
    t("costs-at", { price: String(at) }),
  ];
  return [
    [t("costs-lens-even"), t("costs-not-said")],
    end("low", price.high),
    end("central", price.central),
    end("high", price.low),
  ];
}

function trialRows(typed: Typed, cost: number): readonly Row[] {
  const people = isWrong("leaving", typed.leaving) ? null : numberFrom(typed.leaving);
  if (people === null) return [];
  const night = pricesOf(typed).central;
  const found = fromTrials(people, cost, night);
  if (found === null) return [[t("costs-lens-trials"), t("costs-few", { fewest: FEWEST })]];
  const range = (words: string, { low, high }: Range, unit: string): Row => [
    words,
    low,
    unit,
    t("costs-to"),
    high,
    unit,
  ];
  return [
    [t("costs-lens-trials"), t("costs-not-said")],
    [t("costs-trials-from")],
    [t("costs-trials-to")],
    range(t("costs-unit-nights"), found.nights, t("costs-unit-nights")),
    range(t("costs-at", { price: String(night) }), found.money, COSTS.currency),
    range(t("costs-after"), found.after, COSTS.currency),
  ];
}

function itemRows(item: UnitCost): readonly Row[] {
  const name = `${t(`costs-item-${item.key}`)} (${t(`costs-use-${item.use}`)})`;
  const rows = ENDS.flatMap((end): readonly Row[] => {
    const one = item[end];
    if (one === null) return [];
    const sure = t(one.sure ? "costs-sure" : "costs-unsure");
    const called = `${name}: ${t(`costs-end-${end}`)}`;
    return [[called, one.value, t(`costs-unit-${item.unit}`), one.year, one.source, one.checked, sure]];
  });
  return rows.length > 0 ? rows : [[name, t("costs-no-figure")]];
}
