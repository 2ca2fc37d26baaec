/** The tree on the first screen: nobody's. It only shows what a leaf is. */
import type { Area } from "../areas/model.ts";
import type { Leaf } from "../diary/model.ts";

export const EXAMPLE_SEED = "6e65776c656166206578616d706c6521";

const GROWN: readonly [Area, number][] = [["dwell", 2], ["do", 2], ["love", 1]];

export const EXAMPLE_LEAVES: readonly Leaf[] = GROWN.flatMap(([area, count]) =>
  Array.from({ length: count }, (_, slot) => ({
    id: `${area}-${slot}`,
    tile: "got-up",
    area,
    day: "2026-01-01",
    text: "",
    slot,
    stamp: `${area}-${slot}`,
    removed: false,
  })),
);
