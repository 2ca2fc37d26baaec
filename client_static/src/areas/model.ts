/** The six areas of a whole life (mission F1). The order is that of the tree's boughs, left to right. */
export const AREAS = ["dwell", "enough", "do", "belong", "heard", "love"] as const;

export type Area = (typeof AREAS)[number];

/** For whatever shows a leaf of it. */
export function coloursOf(area: Area) {
  return { "--deep": `var(--${area}-deep)`, "--soft": `var(--${area}-soft)` };
}
