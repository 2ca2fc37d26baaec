/** A still picture of somebody's tree, for Today and Start: SVG while small, a canvas once the tree is big. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
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
  const { leaves, height, width = Math.round(height * 1.1) } = props;
  return (
    <div
      class="tree-picture"
      role="img"
      aria-label={treeSentence(leaves.every(({ removed }) => removed))}
      style={{ position: "relative", width: `${width}px`, height: `${height}px` }}
    >
      {leaves.length <= SVG_LEAVES ? <Drawn {...props} /> : <DrawnLater {...props} />}
    </div>
  );
}

/** A big tree takes longer than a frame: the answer to a tap is painted first, and the tree follows it. */
function DrawnLater(props: TreePictureProps) {
  const [{ leaves, fresh }, follow] = useState<Pick<TreePictureProps, "leaves" | "fresh">>({ leaves: NONE });
  useEffect(() => follow({ leaves: props.leaves, fresh: props.fresh ?? null }), [props.leaves, props.fresh]);
  return leaves === NONE ? null : <Drawn {...props} leaves={leaves} fresh={fresh ?? null} />;
}

const NONE: TreePictureProps["leaves"] = [];

function Drawn(props: TreePictureProps) {
  const { leaves, seed, height, scene = false, until = null, only = null, fresh = null } = props;
  const { width = Math.round(height * 1.1) } = props;
  const tree = useTree(leaves, seed, until);
  const dark = useDark();
  const look = { tints: dark ? DARK : LIGHT, seed, scene, only };
  const drawn = { tree, size: { width, height }, ground: scene ? 0.09 : 0.02, look, fresh };
  return leaves.length <= SVG_LEAVES ? <SvgTree {...drawn} /> : <CanvasTree {...drawn} />;
}

export function useTree(leaves: TreePictureProps["leaves"], seed: string, until: Day | null): Tree {
  return useMemo(() => {
    if (until === null) return wholeTree(leaves, seed);
    return layout(seed, slotsOf(leaves.filter(({ day }) => day === undefined || day <= until)));
  }, [leaves, seed, until]);
}

/** Today and My tree show the same leaves: laid out once, and its wood traced once. */
const whole = new WeakMap<TreePictureProps["leaves"], { seed: string; tree: Tree }>();

function wholeTree(leaves: TreePictureProps["leaves"], seed: string): Tree {
  const known = whole.get(leaves);
  if (known?.seed === seed) return known.tree;
  const tree = layout(seed, slotsOf(leaves));
  whole.set(leaves, { seed, tree });
  return tree;
}

/** One sentence for who does not see it. Never how many leaves. */
export function treeSentence(bare: boolean): string {
  return t(bare ? "tree-picture-new" : "tree-picture");
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
        style={{ width: `${size.width}px`, height: `${size.height}px` }}
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
