/**
 * A project's own words for the six areas, its questions, prompts, tips and tiles, with the history of their changes
 * (mission F10). Whoever comes chooses whether to use them; what a project does not say stays as the app says it.
 */
import { AREAS, type Area } from "../areas/model.ts";
import type { Day } from "../diary/model.ts";
import { isDay, isLine, isListOf, isObject, isText, openLeaflet } from "../projects/leaflet.ts";
import { MOST_NAME, MOST_WORDS } from "../projects/model.ts";
import { TILES } from "../today/model.ts";

export const MOST_LINE = 40; // of an area's name, and a tile
export const MOST_QUESTION = 80;
export const MOST_WHY = 200;
export const MOST_PROMPTS = 24;
const MOST_TIPS = 60;
const MOST_TILES = 24;
const MOST_CHANGES = 200;

export const PARTS = ["name", "helps", "hinders"] as const;
export type Part = (typeof PARTS)[number];
/** What is not said is empty. */
export type AreaWords = Readonly<Record<Part, string>>;

/** What a peer learned, in their own words (mission D10). */
export interface Tip {
  readonly words: string;
  readonly by: string; // a nickname, or empty
}

/** icon: as on one of the app's own tiles. */
export interface ProjectTile {
  readonly words: string;
  readonly icon: string;
  readonly area: Area;
}

export interface Change {
  readonly version: number;
  readonly day: Day;
  readonly words: string; // what changed, and why
}

export interface Words {
  readonly version: 1;
  readonly language: string; // of all of it
  readonly areas: Readonly<Partial<Record<Area, AreaWords>>>;
  readonly prompts: readonly string[]; // none: the app's own
  readonly tips: readonly Tip[];
  readonly tiles: readonly ProjectTile[];
  readonly changes: readonly Change[]; // oldest first
}

export const TILE_ICONS: readonly string[] = TILES.map(({ icon }) => icon);
const BARE: AreaWords = { name: "", helps: "", hinders: "" };

export function noWords(language: string): Words {
  return { version: 1, language, areas: {}, prompts: [], tips: [], tiles: [], changes: [] };
}

/** null for what is no leaflet of words. Every part but the language may be absent. */
export function readWords(json: string): Words | null {
  const found = openLeaflet(json);
  if (found === null) return null;
  const { language, areas = {}, prompts = [], tips = [], tiles = [], changes = [] } = found;
  if (typeof language !== "string" || !/^[a-z]{2,3}$/.test(language)) return null;
  const named = readAreas(areas);
  const right =
    named !== null &&
    isListOf(prompts, MOST_PROMPTS, (one): one is string => isLine(one, MOST_QUESTION, 1)) &&
    isListOf(tips, MOST_TIPS, isTip) &&
    isListOf(tiles, MOST_TILES, isTile) &&
    isListOf(changes, MOST_CHANGES, isChange);
  if (!right) return null;
  return {
    version: 1,
    language,
    areas: named,
    prompts,
    tips: tips.map(({ words, by }) => ({ words, by })),
    tiles: tiles.map(({ words, icon, area }) => ({ words, icon, area })),
    changes: changes.map(({ version, day, words }) => ({ version, day, words })),
  };
}

function readAreas(found: unknown): Words["areas"] | null {
  if (!isObject(found)) return null;
  const areas: Partial<Record<Area, AreaWords>> = {};
  for (const [key, said] of Object.entries(found)) {
    const area = AREAS.find((one) => one === key);
    if (area === undefined || !isObject(said)) return null;
    const { name = "", helps = "", hinders = "" } = said;
    if (!isLine(name, MOST_LINE) || !isLine(helps, MOST_QUESTION) || !isLine(hinders, MOST_QUESTION)) return null;
    areas[area] = { name: name.trim(), helps: helps.trim(), hinders: hinders.trim() };
  }
  return areas;
}

function isTip(one: unknown): one is Tip {
  return isObject(one) && isText(one.words, MOST_WORDS, 1) && isLine(one.by, MOST_NAME);
}

function isTile(one: unknown): one is ProjectTile {
  if (!isObject(one) || !isLine(one.words, MOST_LINE, 1)) return false;
  return TILE_ICONS.some((icon) => icon === one.icon) && AREAS.some((area) => area === one.area);
}

function isChange(one: unknown): one is Change {
  if (!isObject(one) || !Number.isSafeInteger(one.version) || (one.version as number) < 1) return false;
  return isDay(one.day) && isLine(one.words, MOST_WHY, 1);
}

export function areaWords({ areas }: Pick<Words, "areas">, area: Area): AreaWords {
  return areas[area] ?? BARE;
}

export function withArea(words: Words, area: Area, said: AreaWords): Words {
  const { [area]: _, ...others } = words.areas;
  const bare = PARTS.every((part) => said[part].trim() === "");
  return { ...words, areas: bare ? others : { ...others, [area]: said } };
}

/** The history grows by each giving out, and never loses a line but the oldest of very many. */
export function givenOut(words: Words, version: number, day: Day, why: string): Words {
  return { ...words, changes: [...words.changes, { version, day, words: why }].slice(-MOST_CHANGES) };
}

/** By the keys under which the app's own words stand; two questions of an area have keys of their own. */
export function wordsByKey(words: Words): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const area of AREAS) {
    const { name, helps, hinders } = areaWords(words, area);
    if (name !== "") found.set(`area-${area}`, name);
    if (helps !== "") found.set(`note-helps-${area}`, helps);
    if (hinders !== "") found.set(`note-hinders-${area}`, hinders);
  }
  return found;
}

/** Tiles as Today could offer them: each under a name that no tile of the app has, and never one twice. */
export function tilesOf(code: string, { tiles }: Pick<Words, "tiles">) {
  const seen = new Set<string>();
  return tiles.flatMap(({ words, icon, area }) => {
    const said = words.trim();
    if (seen.has(said)) return [];
    seen.add(said);
    return [{ name: `${code}/${said}`, words: said, icon, area }];
  });
}

/** Prompts as they are typed: one a line. */
export function linesOf(typed: string): string[] {
  return typed
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
