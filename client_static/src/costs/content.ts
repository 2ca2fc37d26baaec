/**
 * What things cost, and what trials say: two files, each figure with its year, its source and the day it was looked up.
 *
 * Rule: a file that is not wholly right is refused whole, and the error says where.
 */
import TRIALS_FILE from "../content/trials.json";
import COSTS_FILE from "../content/unit_costs.json";

export const ENDS = ["low", "central", "high"] as const;
export const UNITS = ["night", "nights", "hour", "hours", "of-100", "contact"] as const;
const USES = ["sums", "example", "none"] as const;
/** Of these the value is an amount of money. */
export const PRICED: ReadonlySet<string> = new Set(["night", "hour", "contact"]);

export interface Figure {
  readonly value: number;
  readonly year: string; // of the price
  readonly source: string;
  readonly checked: string; // YYYY-MM-DD
  readonly sure: boolean; // found in the source, with its year
}

/** null: nobody could check a figure, so there is none. */
export interface UnitCost extends Readonly<Record<(typeof ENDS)[number], Figure | null>> {
  readonly key: string; // Fluent `costs-item-<key>`
  readonly unit: (typeof UNITS)[number];
  readonly use: (typeof USES)[number];
}
export interface UnitCosts {
  readonly dated: string;
  readonly currency: string; // ISO 4217
  readonly items: readonly UnitCost[];
}

export interface Trial {
  readonly key: string; // Fluent `costs-trial-<key>`
  readonly year: number;
  readonly source: string;
  readonly checked: string;
  readonly figures: Readonly<Record<string, number>>;
}

export function readUnitCosts(file: unknown): UnitCosts {
  const { version, dated, currency, items } = exactly(file, "file", "version changes dated currency items");
  const found = list(items, "items").map((item, at) => readItem(item, `items ${at}`));
  holds(version === 1, "version");
  holds(isDay(dated), "dated");
  holds(matches(currency, /^[A-Z]{3}$/), "currency");
  holds(new Set(found.map(({ key }) => key)).size === found.length, "a key that is there twice");
  return { dated, currency, items: found };
}

export function readTrials(file: unknown): readonly Trial[] {
  const { version, dated, trials } = exactly(file, "file", "version changes dated trials");
  const found = list(trials, "trials").map((trial, at) => readTrial(trial, `trials ${at}`));
  holds(version === 1, "version");
  holds(isDay(dated), "dated");
  holds(new Set(found.map(({ key }) => key)).size === found.length, "a key that is there twice");
  return found;
}

function readItem(value: unknown, where: string): UnitCost {
  const { key, unit, use, low, central, high } = exactly(value, where, "key unit use low central high");
  holds(isKey(key), `${where}, key`);
  const [known, used] = [UNITS.find((one) => one === unit), USES.find((one) => one === use)];
  holds(known !== undefined, `${where}, unit`);
  holds(used !== undefined, `${where}, use`);
  const figures = [low, central, high].map((one, at) =>
    one === null ? null : readFigure(one, `${where} ${ENDS[at]}`),
  );
  const values = figures.flatMap((figure) => figure?.value ?? []);
  holds(
    values.every((one, at) => one >= (values[at - 1] ?? 0)),
    `${where}, the order of its figures`,
  );
  const [lowest = null, middle = null, highest = null] = figures;
  return { key, unit: known, use: used, low: lowest, central: middle, high: highest };
}

function readFigure(figure: unknown, where: string): Figure {
  const { value, year, source, checked, sure } = exactly(figure, where, "value year source checked sure");
  holds(isAmount(value), `${where}, value`);
  holds(matches(year, /^20\d\d(\/\d\d)?$/), `${where}, year`);
  holds(isText(source), `${where}, source`);
  holds(isDay(checked), `${where}, checked`);
  holds(typeof sure === "boolean", `${where}, sure`);
  return { value, year, source, checked, sure };
}

function readTrial(value: unknown, where: string): Trial {
  const { key, year, source, checked, figures } = exactly(value, where, "key year source checked figures");
  holds(isKey(key), `${where}, key`);
  holds(Number.isInteger(year), `${where}, year`);
  holds(isText(source), `${where}, source`);
  holds(isDay(checked), `${where}, checked`);
  holds(isMap(figures) && Object.values(figures).every(isAmount), `${where}, figures`);
  return { key, year: year as number, source, checked, figures: figures as Trial["figures"] };
}

/** Has these fields and no others. */
function exactly(value: unknown, where: string, names: string): Record<string, unknown> {
  holds(isMap(value) && Object.keys(value).sort().join(" ") === names.split(" ").sort().join(" "), where);
  return value;
}

function holds(held: boolean, where: string): asserts held {
  if (!held) throw new Error(`content: ${where}`);
}

function list(value: unknown, where: string): readonly unknown[] {
  holds(Array.isArray(value) && value.length > 0, where);
  return value as readonly unknown[];
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isKey(value: unknown): value is string {
  return matches(value, /^[a-z0-9-]{1,40}$/);
}

function isAmount(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value > 0;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "" && value.length <= 240;
}

function isDay(value: unknown): value is string {
  return matches(value, /^\d{4}-\d\d-\d\d$/) && !Number.isNaN(Date.parse(value));
}

function matches(value: unknown, form: RegExp): value is string {
  return typeof value === "string" && form.test(value);
}

export const COSTS = readUnitCosts(COSTS_FILE);
export const TRIALS = readTrials(TRIALS_FILE);

/** What the sums cannot do without. */
export function unitCost(key: string, end: (typeof ENDS)[number]): number {
  const value = COSTS.items.find((item) => item.key === key)?.[end]?.value;
  holds(value !== undefined, `${key} ${end}`);
  return value;
}

export function trialFigure(key: string, name: string): number {
  const value = TRIALS.find((trial) => trial.key === key)?.figures[name];
  holds(value !== undefined, `${key} ${name}`);
  return value;
}
