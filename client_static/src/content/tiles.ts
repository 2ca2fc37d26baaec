/**
 * Reads a file of tiles strictly: tiles.json, or what a project gives in its place.
 *
 * Rule: a file that is not wholly right is not used at all. Without words of its own a tile is one that the app has
 * words for in every language. A new tile stands at the end: the order of the others follows from their place.
 */
import { AREAS } from "../areas/model.ts";
import { TILES, type Tile } from "../today/model.ts";
import { ICONS } from "../ui/icons.ts";

const MOST = 40;
export const MOST_LETTERS = 60; // more do not fit on a tile
const FIELDS: ReadonlySet<string> = new Set(["name", "icon", "area", "shown", "words"]);
const KNOWN: ReadonlySet<unknown> = new Set(TILES.map(({ name }) => name));

export function readTiles(json: string): readonly Tile[] | null {
  try {
    const file: unknown = JSON.parse(json);
    if (!isObject(file) || file.version !== 1 || !Array.isArray(file.tiles)) return null;
    const { tiles } = file;
    const names = new Set(tiles.map((tile: unknown) => isObject(tile) && tile.name));
    const right = tiles.length > 0 && tiles.length <= MOST && names.size === tiles.length && tiles.every(isTile);
    return right ? tiles : null;
  } catch {
    return null;
  }
}

function isTile(tile: unknown): tile is Tile {
  if (!isObject(tile) || Object.keys(tile).some((field) => !FIELDS.has(field))) return false;
  if (typeof tile.name !== "string" || !/^[a-z][a-z-]{0,30}$/.test(tile.name) || typeof tile.shown !== "boolean")
    return false;
  if (!AREAS.some((area) => area === tile.area) || !ICONS.some((icon) => icon === tile.icon)) return false;
  const { words } = tile;
  if (words === undefined) return KNOWN.has(tile.name);
  return typeof words === "string" && words.trim() !== "" && words.length <= MOST_LETTERS;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
