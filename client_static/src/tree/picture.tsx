/** A still picture of somebody's tree, for Today and Start: SVG while small, a canvas once the tree is big. */
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Area } from "../areas/model.ts";
import type { Day, Leaf } from "../diary/model.ts";
import { t } from "../ui/text.ts";
import "./words.ts";
import "./view.css"; // here, for a style of a chunk that comes later would not be loaded
import { fit, type Size } from "./camera.ts";
import { drawTree, type Look } from "./draw_canvas.ts";
import { SVG_LEAVES, SvgLeaf, SvgTree } from "./draw_svg.tsx";
import { layout, type Slotted, slotsOf, type Tree } from "./layout.ts";
import { useDark } from "./prefers.ts";
import { DARK, LIGHT } from "./tints.ts";

export interface TreePictureProps {
  readonly leaves: readonly (Slotted & { readonly day?: Day })[];
  readonly seed: string;
  readonly height: number;
  readonly width?: number;
  /** Sun, hills and grass; without them the tree stands on the screen's own hill. */
  readonly scene?: boolean;
  /** The tree as it was on the last day of a season. */
  readonly until?: Day | null;
  /** Light one bough, let the others rest. */
  readonly only?: Area | null;
  /** The new leaf, which unfurls. */
  readonly fresh?: string | null;
}

export function TreePicture(props: TreePictureProps) {
  const {
    leaves,
    seed,
    height,
    width = Math.round(height * 1.1),
    scene = false,
    until = null,
    only = null,
    fresh = null,
  } = props;
  const tree = useTree(leaves, seed, until);
  const dark = useDark();
  const look = { tints: dark ? DARK : LIGHT, seed, scene, only };
  const drawn = { tree, size: { width, height }, ground: scene ? 0.09 : 0.02, look, fresh };
  return (
    <div
      class="tree-picture"
      role="img"
      aria-label={treeSentence(tree)}
      style={{ position: "relative", width, height }}
    >
      {tree.leaves.length <= SVG_LEAVES ? <SvgTree {...drawn} /> : <CanvasTree {...drawn} />}
    </div>
  );
}

export function useTree(leaves: TreePictureProps["leaves"], seed: string, until: Day | null): Tree {
  return useMemo(() => {
    const grown = until === null ? leaves : leaves.filter(({ day }) => day === undefined || day <= until);
    return layout(seed, slotsOf(grown));
  }, [leaves, seed, until]);
}

/** One sentence for who does not see it. Never how many leaves. */
export function treeSentence(tree: Tree): string {
  return t(tree.leaves.length === 0 ? "tree-picture-new" : "tree-picture");
}

interface CanvasTreeProps {
  readonly tree: Tree;
  readonly size: Size;
  readonly ground: number;
  readonly look: Look;
  readonly fresh: string | null;
}

function CanvasTree({ tree, size, ground, look, fresh }: CanvasTreeProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const camera = fit(tree.bounds, size, ground);
  const pixel = Math.min(devicePixelRatio, 2);
  const young = tree.leaves.find(({ id }) => id === fresh);
  const { tints, seed, scene, only } = look;
  useLayoutEffect(() => {
    const ctx = canvas.current?.getContext("2d");
    if (!ctx) return;
    const painted = fresh === null ? tree : { ...tree, leaves: tree.leaves.filter(({ id }) => id !== fresh) };
    drawTree(
      ctx,
      painted,
      fit(tree.bounds, { width: size.width, height: size.height }, ground),
      { tints, seed, scene, only },
      pixel,
    );
  }, [tree, size.width, size.height, ground, tints, seed, scene, only, fresh, pixel]);
  return (
    <>
      <canvas
        ref={canvas}
        width={size.width * pixel}
        height={size.height * pixel}
        style={{ width: size.width, height: size.height }}
      />
      {young && <SvgLeaf leaf={young} camera={camera} size={size} look={look} />}
    </>
  );
}

/** For Start: a sapling with one leaf of each area, nobody's in particular. */
export const SAPLING: readonly Pick<Leaf, "id" | "area" | "slot" | "removed">[] = [
  { id: "sapling-1", area: "dwell", slot: 0, removed: false },
  { id: "sapling-2", area: "dwell", slot: 1, removed: false },
  { id: "sapling-3", area: "do", slot: 0, removed: false },
  { id: "sapling-4", area: "do", slot: 1, removed: false },
  { id: "sapling-5", area: "love", slot: 0, removed: false },
];
