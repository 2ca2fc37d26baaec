/** The twelve answers to "What did you do today?" (mission B1-B3): equal in size and warmth. */
import type { Area } from "../areas/model.ts";

/** icon: a name in the sprite (Tabler outline); words: the Fluent key is `tile-<name>`. */
export interface Tile {
  readonly name: string;
  readonly icon: string;
  readonly area: Area;
}

export const TILES: readonly Tile[] = [
  { name: "got-up", icon: "sunrise", area: "do" },
  { name: "got-through", icon: "umbrella", area: "dwell" },
  { name: "went-out", icon: "walk", area: "belong" },
  { name: "saw-someone", icon: "messages", area: "love" },
  { name: "helped", icon: "heart-handshake", area: "belong" },
  { name: "worked", icon: "briefcase", area: "enough" },
  { name: "learned", icon: "book-2", area: "do" },
  { name: "moved", icon: "stretching-2", area: "do" },
  { name: "made", icon: "palette", area: "heard" },
  { name: "looked-after", icon: "home-heart", area: "dwell" },
  { name: "sorted", icon: "mail-opened", area: "enough" },
  { name: "rested", icon: "armchair", area: "dwell" },
];

/** "Something else": the words are the person's own, in the leaf's `text`. */
export const SOMETHING_ELSE = "something-else";
/** A leaf of a journal page; it has the page's id. */
export const WROTE = "wrote";
