/** What helps in an area of life, and what gets in the way (mission F1): words only, never a number. */
import { textOf } from "../diary/item.ts";
import type { Item } from "../diary/model.ts";
import type { Area } from "./model.ts";

export const AREA_NOTE = "area-note";
export const SIDES = ["helps", "hinders"] as const;
export type Side = (typeof SIDES)[number];

/** In the person's order. */
export function notesOf(items: readonly Item[], area: Area, side: Side): Item[] {
  return items
    .filter(({ fields }) => fields.area === area && fields.side === side)
    .filter((item) => textOf(item) !== "");
}
