/** The six areas of a whole life (mission F1). The order is that of the tree's boughs, left to right. */
export const AREAS = ["dwell", "enough", "do", "belong", "heard", "love"] as const;

export type Area = (typeof AREAS)[number];
