/**
 * Which answers a person finds on Today, and in what order: the app's tiles as they changed them, and their own.
 *
 * Rule: a tile that nothing was changed of stands where its place in the file says, as one digit; so a new tile, or
 * one that two phones changed apart, moves no other. No leaf is ever changed by it.
 */
import { AREAS } from "../areas/model.ts";
import { DIGITS, inOrder, textOf } from "../diary/item.ts";
import type { Item } from "../diary/model.ts";
import type { IconName } from "../ui/icons.ts";
import { TILES, type Tile } from "./model.ts";

export const ANSWER = "answer";
/** For answers of one's own; the first where none was chosen. */
export const SIGNS = [
  "leaf",
  "heart",
  "music",
  "paw",
  "plant-2",
  "coffee",
  "ball-football",
  "bus",
  "tools",
  "shopping-bag",
  "phone",
  "bath",
] as const satisfies readonly IconName[];

export interface Answer {
  readonly id: string; // of its row; empty while nothing was changed of it
  readonly order: string;
  readonly tile: Tile;
  readonly shown: boolean;
  readonly own: boolean; // in the person's own words
}

/** All of them, in the person's order. `tiles`: the app's, and those of a project where there is one. */
export function answersOf(items: readonly Item[], tiles: readonly Tile[] = TILES): Answer[] {
  const found = tiles.map((tile, at): Answer => {
    const item = items.find(({ fields }) => fields.tile === tile.name);
    const order = item?.order ?? DIGITS[Math.min(at + 1, DIGITS.length - 1)]!;
    return { id: item?.id ?? "", order, tile, shown: item ? item.fields.hidden !== true : tile.shown, own: false };
  });
  const own = items.filter((item) => textOf(item) !== "").map(ownAnswer);
  return [...found, ...own].sort(inOrder);
}

function ownAnswer(item: Item): Answer {
  const { id, order, fields } = item;
  const icon = SIGNS.find((sign) => sign === fields.icon) ?? SIGNS[0];
  const area = AREAS.find((one) => one === fields.area) ?? "do";
  const tile: Tile = { name: id, icon, area, shown: true, words: textOf(item) };
  return { id, order, tile, shown: fields.hidden !== true, own: true };
}

export function shownTiles(items: readonly Item[], tiles: readonly Tile[] = TILES): Tile[] {
  return answersOf(items, tiles)
    .filter(({ shown }) => shown)
    .map(({ tile }) => tile);
}
