/** The answers to "What did you do today?" (mission B1-B3, B10): equal in size and warmth. */
import type { Area } from "../areas/model.ts";
import FILE from "../content/tiles.json";
import type { Leaf } from "../diary/model.ts";
import type { IconName } from "../ui/icons.ts";

export interface Tile {
  readonly name: string;
  readonly icon: IconName;
  readonly area: Area;
  readonly shown: boolean; // unless the person chose otherwise
  readonly words?: string; // of the person, or of a project; without them the Fluent key is `tile-<name>`
}

/** All that come with the app. A person has some of them on Today, and others of their own: answers.ts. */
export const TILES = FILE.tiles as readonly Tile[];

/** "Something else": the words are the person's own, in the leaf's `text`. */
export const SOMETHING_ELSE = "something-else";
/** A leaf of a journal page; it has the page's id. */
export const WROTE = "wrote";

/** What a tap grows. Own words stand in the leaf itself: it reads the same when the tile is gone. */
export function leafFor({ name, area, words }: Tile): Pick<Leaf, "tile" | "area" | "text"> {
  return words === undefined ? { tile: name, area, text: "" } : { tile: SOMETHING_ELSE, area, text: words };
}
