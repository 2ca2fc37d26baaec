/** Paints a tree on a canvas: sun, hills, back leaves, wood, buds, front leaves, grass. */
import type { Area } from "../areas/model.ts";
import type { Camera } from "./camera.ts";
import type { PlacedLeaf, Tree } from "./layout.ts";
import { BUD, LEAF_SHAPES } from "./leaf_shapes.ts";
import { rnd } from "./random.ts";
import { deeper, type Tints } from "./tints.ts";
import { sizeOf, traceBark, traceBranch, traceGrass, traceHill } from "./wood.ts";

export interface Look {
  readonly tints: Tints;
  readonly seed: string;
  readonly scene: boolean;
  readonly only: Area | null; // light this bough, let the others rest
}

interface Paths {
  readonly outline: Path2D;
  readonly half: Path2D;
  readonly veins: Path2D;
}

const OUTLINE = 5; // px of leaf from which its own outline can be seen
const HALF_SHADE = 9; // ... from which the shade is worth its paint
const VEINS = 21;
const WIDE = 0.28; // of a leaf too small for an outline: half its width at the middle
let shapes: Readonly<Record<string, Paths>> | null = null;

function leafPaths(): Readonly<Record<string, Paths>> {
  shapes ??= Object.fromEntries(
    Object.entries(LEAF_SHAPES).map(([area, { outline, half, veins }]) => [
      area,
      { outline: new Path2D(outline), half: new Path2D(half), veins: new Path2D(veins) },
    ]),
  );
  return shapes;
}

/** The wood's outlines do not depend on the camera, so they are traced once a tree. */
const traced = new WeakMap<Tree, { wood: Path2D; trunk: Path2D; lit: Path2D; bark: Path2D }>();

function woodOf(tree: Tree, seed: string) {
  let paths = traced.get(tree);
  if (paths === undefined) {
    paths = { wood: new Path2D(), trunk: new Path2D(), lit: new Path2D(), bark: new Path2D() };
    for (const branch of tree.branches) traceBranch(paths.wood, branch);
    traceBranch(paths.trunk, tree.trunk);
    traceBranch(paths.lit, tree.trunk, -0.72, -0.2);
    traceBark(paths.bark, tree.trunk, seed);
    traced.set(tree, paths);
  }
  return paths;
}

/** `pixel` is the screen's pixel ratio; the camera speaks CSS pixels. */
export function drawTree(ctx: CanvasRenderingContext2D, tree: Tree, camera: Camera, look: Look, pixel = 1): void {
  const { tints } = look;
  const scale = camera.scale * pixel;
  const home = () => ctx.setTransform(scale, 0, 0, scale, camera.x * pixel, camera.y * pixel);
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
  home();
  const unit = sizeOf(tree.bounds);
  if (look.scene) drawScene(ctx, unit, look, tree.trunk.width[0] as number);
  drawLeaves(ctx, tree.leaves, camera, look, pixel, true);
  home();
  const { wood, trunk, lit, bark } = woodOf(tree, look.seed);
  ctx.fillStyle = tints.wood;
  ctx.fill(wood);
  ctx.fill(trunk);
  ctx.fillStyle = tints.lit;
  ctx.globalAlpha = 0.5;
  ctx.fill(lit);
  ctx.globalAlpha = 0.8;
  ctx.fillStyle = tints.bark;
  ctx.fill(bark);
  ctx.globalAlpha = 1;
  const bud = new Path2D(BUD);
  for (const { area, x, y, angle } of tree.buds) {
    place(ctx, camera, pixel, x, y, angle, 1);
    ctx.fillStyle = look.only === null || look.only === area ? tints.leaf[area][1] : tints.rest[1];
    ctx.fill(bud);
  }
  drawLeaves(ctx, tree.leaves, camera, look, pixel, false);
  if (look.scene) {
    home();
    const grass = new Path2D();
    traceGrass(grass, unit, look.seed, tree.trunk.width[0] as number);
    ctx.fillStyle = tints.grass;
    ctx.fill(grass);
  }
}

function place(
  ctx: CanvasRenderingContext2D,
  camera: Camera,
  pixel: number,
  x: number,
  y: number,
  angle: number,
  long: number,
) {
  const size = camera.scale * pixel * long;
  const cos = Math.cos(angle) * size;
  const sin = Math.sin(angle) * size;
  ctx.setTransform(cos, sin, -sin, cos, (x * camera.scale + camera.x) * pixel, (y * camera.scale + camera.y) * pixel);
}

function drawLeaves(
  ctx: CanvasRenderingContext2D,
  leaves: readonly PlacedLeaf[],
  camera: Camera,
  look: Look,
  pixel: number,
  behind: boolean,
): void {
  const paths = leafPaths();
  const { width, height } = ctx.canvas;
  const small = new Map<string, Path2D>(); // of one colour all at once: a transform for each costs most of the picture
  for (const leaf of leaves) {
    if (leaf.behind !== behind) continue;
    const sx = (leaf.x * camera.scale + camera.x) * pixel;
    const sy = (leaf.y * camera.scale + camera.y) * pixel;
    const long = leaf.length * camera.scale;
    const edge = long * pixel;
    if (sx < -edge || sy < -edge || sx > width + edge || sy > height + edge) continue;
    const lit = look.only === null || look.only === leaf.area;
    const colour = (lit ? look.tints.leaf[leaf.area] : look.tints.rest)[leaf.tint] as string;
    if (long < OUTLINE) {
      let path = small.get(colour);
      if (path === undefined) {
        path = new Path2D();
        small.set(colour, path);
      }
      traceSmall(path, sx, sy, leaf.angle, edge);
      continue;
    }
    const path = paths[leaf.area] as Paths;
    place(ctx, camera, pixel, leaf.x, leaf.y, leaf.angle, leaf.length);
    ctx.fillStyle = behind ? deeper(colour) : colour;
    ctx.fill(path.outline);
    if (long > HALF_SHADE) {
      ctx.fillStyle = "rgba(0,0,0,.15)";
      ctx.fill(path.half);
    }
    if (long > VEINS) {
      ctx.strokeStyle = "rgba(255,255,255,.55)";
      ctx.lineWidth = 0.035;
      ctx.lineCap = "round";
      ctx.stroke(path.veins);
    }
  }
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  for (const [colour, path] of small) {
    ctx.fillStyle = behind ? deeper(colour) : colour;
    ctx.fill(path);
  }
}

/** Four corners: the stem, the tip, and the middle's two sides. */
function traceSmall(path: Path2D, x: number, y: number, angle: number, long: number): void {
  const along = Math.cos(angle) * long;
  const up = Math.sin(angle) * long;
  const midX = x + along / 2;
  const midY = y + up / 2;
  path.moveTo(x, y);
  path.lineTo(midX - up * WIDE, midY + along * WIDE);
  path.lineTo(x + along, y + up);
  path.lineTo(midX + up * WIDE, midY - along * WIDE);
}

function drawScene(ctx: CanvasRenderingContext2D, unit: number, look: Look, foot: number): void {
  const { tints } = look;
  if (tints.stars) {
    ctx.fillStyle = tints.sun;
    for (let star = 0; star < 26; star += 1) {
      ctx.globalAlpha = 0.25 + 0.4 * rnd(look.seed, "star", star);
      ctx.beginPath();
      const x = (rnd(look.seed, "star-x", star) - 0.5) * unit * 1.5;
      const y = -unit * (0.3 + 0.9 * rnd(look.seed, "star-y", star));
      ctx.arc(x, y, unit * 0.0028, 0, Math.PI * 2);
      ctx.fill();
    }
    ctx.globalAlpha = 0.16;
    ctx.beginPath();
    ctx.arc(unit * 0.3, -unit * 0.86, unit * 0.075, 0, Math.PI * 2);
    ctx.fill();
    ctx.globalAlpha = 1;
  } else {
    const sun = ctx.createRadialGradient(unit * 0.16, -unit * 0.52, unit * 0.1, unit * 0.16, -unit * 0.52, unit * 0.5);
    sun.addColorStop(0, tints.sun);
    sun.addColorStop(0.5, `${tints.sun}B0`);
    sun.addColorStop(1, tints.sunEdge);
    ctx.fillStyle = sun;
    ctx.fillRect(-unit, -unit * 1.3, unit * 2.2, unit * 1.5);
  }
  for (const [colour, high, phase] of [
    [tints.farHill, 0.075, 0.4],
    [tints.nearHill, 0.008, 2.2],
  ] as const) {
    const hill = new Path2D();
    traceHill(hill, unit, high, phase);
    ctx.fillStyle = colour;
    ctx.fill(hill);
  }
  ctx.fillStyle = tints.shadow;
  ctx.globalAlpha = 0.55;
  ctx.beginPath();
  ctx.ellipse(0, unit * 0.003, foot * 0.9 + unit * 0.075, unit * 0.014, 0, 0, Math.PI * 2);
  ctx.fill();
  ctx.globalAlpha = 1;
}
