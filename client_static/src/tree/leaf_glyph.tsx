/** One area's leaf, small: beside words, never instead of them. */
import type { Area } from "../areas/model.ts";
import { LEAF_SHAPES } from "./leaf_shapes.ts";

export function LeafGlyph({ area, size = 32 }: { area: Area; size?: number }) {
  const { outline, half, veins } = LEAF_SHAPES[area];
  return (
    <svg
      class="leaf-glyph"
      width={size}
      height={size}
      viewBox="-.62 -.62 1.24 1.24"
      aria-hidden="true"
      focusable="false"
    >
      <g transform="rotate(-42) translate(-.5 0)">
        <path d={outline} fill={`var(--${area}-tint)`} />
        <path d={half} fill="#000" fill-opacity=".13" />
        <path d={veins} fill="none" stroke="#fff" stroke-opacity=".65" stroke-width=".045" stroke-linecap="round" />
      </g>
    </svg>
  );
}
