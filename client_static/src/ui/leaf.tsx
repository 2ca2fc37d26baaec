/** One leaf of an area: told apart by its shape first, its colour second. */
import type { Area } from "../areas/model.ts";
import { LEAF_SHAPES } from "../tree/leaf_shapes.ts";

export function AreaLeaf({ area, size = 24 }: { area: Area; size?: number }) {
  const { outline, veins } = LEAF_SHAPES[area];
  return (
    <svg
      class="area-leaf"
      width={size}
      height={size}
      viewBox="-0.08 -0.58 1.16 1.16"
      style={{ color: `var(--${area}-tint)` }}
      aria-hidden="true"
    >
      <g transform="rotate(-42 .5 0)">
        <path d={outline} fill="currentColor" />
        <path d={veins} fill="none" stroke="#fff" stroke-opacity=".55" stroke-width=".035" stroke-linecap="round" />
      </g>
    </svg>
  );
}
