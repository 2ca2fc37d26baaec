/** The area that is open. Kept out of the address, which others may see. */
import { signal } from "@preact/signals";
import { AREAS, type Area } from "./model.ts";

export const chosen = signal<Area>(AREAS[0]);
