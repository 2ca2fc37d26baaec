/** A tree as SVG: sharp at every size and on paper. For up to 400 leaves; beyond that a canvas is quicker. */
import { useId, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { AREAS, type Area } from "../areas/model.ts";
import { type Camera, fit, type Size } from "./camera.ts";
import type { Look } from "./draw_canvas.ts";
import type { PlacedLeaf, Tree } from "./layout.ts";
import { BUD, LEAF_SHAPES } from "./leaf_shapes.ts";
import { wantsStill } from "./prefers.ts";
import { deeper, type Tints } from "./tints.ts";
import { SvgPen, short, sizeOf, traceBark, traceBranch, traceGrass, traceHill } from "./wood.ts";

export const SVG_LEAVES = 400;
const GROW = 420; // ms
const VEINS = 12; // px of leaf: finer than on the canvas, for SVG is looked at small and near

interface SvgTreeProps {
  readonly tree: Tree;
  readonly size: Size;
  readonly ground: number;
  readonly look: Look;
  readonly fresh: string | null;
}

export function SvgTree({ tree, size, ground, look, fresh }: SvgTreeProps) {
  const id = useId();
  const camera = fit(tree.bounds, size, ground);
  const { tints } = look;
  const wood = useMemo(() => woodPaths(tree, look.seed), [tree, look.seed]);
  const leaf = (one: PlacedLeaf) => (
    <LeafUse
      key={one.id}
      leaf={one}
      href={`#${id}-${one.area}`}
      colour={colourOf(one, look)}
      fresh={one.id === fresh}
    />
  );
  return (
    <svg width={size.width} height={size.height} viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
      <defs>
        {AREAS.map((area) => (
          <LeafSymbol key={area} id={`${id}-${area}`} area={area} veins={camera.scale > VEINS} />
        ))}
      </defs>
      <g transform={`translate(${short(camera.x)} ${short(camera.y)}) scale(${short(camera.scale)})`}>
        {look.scene && <Ground unit={sizeOf(tree.bounds)} tints={tints} foot={tree.trunk.width[0] as number} />}
        {tree.leaves.filter((one) => one.behind).map(leaf)}
        <path d={wood.wood} fill={tints.wood} />
        <path d={wood.lit} fill={tints.lit} fill-opacity=".5" />
        <path d={wood.bark} fill={tints.bark} fill-opacity=".8" />
        {tree.buds.map(({ area, x, y, angle }) => (
          <path
            key={`${short(x)} ${short(y)}`}
            d={BUD}
            transform={`translate(${short(x)} ${short(y)}) rotate(${turn(angle)})`}
            fill={look.only === null || look.only === area ? tints.leaf[area][1] : tints.rest[1]}
          />
        ))}
        {tree.leaves.filter((one) => !one.behind).map(leaf)}
        {look.scene && <path d={wood.grass} fill={tints.grass} />}
      </g>
    </svg>
  );
}

/** One leaf over a canvas: the new one, while it unfurls. */
export function SvgLeaf({ leaf, camera, size, look }: { leaf: PlacedLeaf; camera: Camera; size: Size; look: Look }) {
  const id = useId();
  return (
    <svg class="tree-over" width={size.width} height={size.height} aria-hidden="true">
      <defs>
        <LeafSymbol id={id} area={leaf.area} veins={camera.scale > VEINS} />
      </defs>
      <g transform={`translate(${short(camera.x)} ${short(camera.y)}) scale(${short(camera.scale)})`}>
        <LeafUse leaf={leaf} href={`#${id}`} colour={colourOf(leaf, look)} fresh />
      </g>
    </svg>
  );
}

function LeafSymbol({ id, area, veins }: { id: string; area: Area; veins: boolean }) {
  const shape = LEAF_SHAPES[area];
  return (
    <g id={id}>
      <path d={shape.outline} fill="currentColor" />
      <path d={shape.half} fill="#000" fill-opacity=".15" />
      {veins && (
        <path
          d={shape.veins}
          fill="none"
          stroke="#fff"
          stroke-opacity=".55"
          stroke-width=".035"
          stroke-linecap="round"
        />
      )}
    </g>
  );
}

interface LeafUseProps {
  readonly leaf: PlacedLeaf;
  readonly href: string;
  readonly colour: string;
  readonly fresh: boolean;
}

function LeafUse({ leaf, href, colour, fresh }: LeafUseProps) {
  const inner = useRef<SVGGElement>(null);
  useLayoutEffect(() => {
    if (!fresh || wantsStill()) return;
    inner.current?.animate([{ transform: "scale(.2) rotate(-14deg)" }, { transform: "none" }], {
      duration: GROW,
      easing: "cubic-bezier(.2,.8,.2,1)",
    });
  }, [fresh]);
  const { x, y, angle, length } = leaf;
  return (
    <g transform={`translate(${short(x)} ${short(y)}) rotate(${turn(angle)}) scale(${short(length)})`}>
      <g ref={inner}>
        <use href={href} style={{ color: colour }} />
      </g>
    </g>
  );
}

function Ground({ unit, tints, foot }: { unit: number; tints: Tints; foot: number }) {
  const far = new SvgPen();
  traceHill(far, unit, 0.075, 0.4);
  const near = new SvgPen();
  traceHill(near, unit, 0.008, 2.2);
  return (
    <>
      <path d={far.path} fill={tints.farHill} />
      <path d={near.path} fill={tints.nearHill} />
      <ellipse
        cy={unit * 0.003}
        rx={foot * 0.9 + unit * 0.075}
        ry={unit * 0.014}
        fill={tints.shadow}
        fill-opacity=".55"
      />
    </>
  );
}

function woodPaths(tree: Tree, seed: string) {
  const pens = { wood: new SvgPen(), lit: new SvgPen(), bark: new SvgPen(), grass: new SvgPen() };
  for (const branch of tree.branches) traceBranch(pens.wood, branch);
  traceBranch(pens.wood, tree.trunk);
  traceBranch(pens.lit, tree.trunk, -0.72, -0.2);
  traceBark(pens.bark, tree.trunk, seed);
  traceGrass(pens.grass, sizeOf(tree.bounds), seed, tree.trunk.width[0] as number);
  return { wood: pens.wood.path, lit: pens.lit.path, bark: pens.bark.path, grass: pens.grass.path };
}

function colourOf(leaf: PlacedLeaf, { tints, only }: Look): string {
  const four = only === null || only === leaf.area ? tints.leaf[leaf.area] : tints.rest;
  const colour = four[leaf.tint] as string;
  return leaf.behind ? deeper(colour) : colour;
}

function turn(radians: number): string {
  return short((radians * 180) / Math.PI);
}
