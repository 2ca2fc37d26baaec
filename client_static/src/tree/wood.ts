/** Outlines of wood and ground, drawn with any pen: a canvas path or a string of SVG path data. */
import type { Bounds, Branch } from "./layout.ts";
import { rnd } from "./random.ts";

export interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  quadraticCurveTo(x1: number, y1: number, x: number, y: number): void;
}

export class SvgPen implements Pen {
  path = "";
  moveTo(x: number, y: number): void {
    this.path += `M${short(x)} ${short(y)}`;
  }
  lineTo(x: number, y: number): void {
    this.path += `L${short(x)} ${short(y)}`;
  }
  quadraticCurveTo(x1: number, y1: number, x: number, y: number): void {
    this.path += `Q${short(x1)} ${short(y1)} ${short(x)} ${short(y)}`;
  }
}

export function short(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

/** A tapering ribbon with soft corners. `from` and `to` pick a strip of it: −1 is its left edge, 1 its right. */
export function traceBranch(pen: Pen, branch: Branch, from = -1, to = 1): void {
  const { x, y, width } = branch;
  const count = x.length;
  const edge = (at: number, side: number): [number, number] => {
    const before = Math.max(0, at - 1);
    const after = Math.min(count - 1, at + 1);
    const ax = (x[after] as number) - (x[before] as number);
    const ay = (y[after] as number) - (y[before] as number);
    const half = ((width[at] as number) / 2) * side;
    const long = Math.hypot(ax, ay) || 1;
    return [(x[at] as number) - (ay / long) * half, (y[at] as number) + (ax / long) * half];
  };
  pen.moveTo(...edge(0, from));
  for (let at = 1; at < count; at += 1) curve(pen, edge(at, from), at + 1 < count ? edge(at + 1, from) : null);
  pen.lineTo(...edge(count - 1, to));
  for (let at = count - 2; at >= 0; at -= 1) curve(pen, edge(at, to), at > 0 ? edge(at - 1, to) : null);
}

/** Through the middles of the sides, so that the line has no corners; the last point is met exactly. */
function curve(pen: Pen, at: [number, number], next: [number, number] | null): void {
  if (next === null) pen.lineTo(at[0], at[1]);
  else pen.quadraticCurveTo(at[0], at[1], (at[0] + next[0]) / 2, (at[1] + next[1]) / 2);
}

/** A few dark lines up the trunk, each a thin strip that fades out before the boughs. */
export function traceBark(pen: Pen, trunk: Branch, seed: string): void {
  for (let line = 0; line < 7; line += 1) {
    const across = -0.62 + (1.3 * (line + 0.6 * rnd(seed, "bark", line))) / 7;
    const low = Math.floor(rnd(seed, "bark-low", line) * 4);
    const high = low + 4 + Math.floor(rnd(seed, "bark-high", line) * 4);
    const cut = (list: readonly number[]) => list.slice(low, Math.min(high, 9));
    traceBranch(pen, { ...trunk, x: cut(trunk.x), y: cut(trunk.y), width: cut(trunk.width) }, across, across + 0.055);
  }
}

/** Rolling hills far beyond both sides of the picture. `unit` is the tree's own size, `high` the hill's top. */
export function traceHill(pen: Pen, unit: number, high: number, phase: number): void {
  const reach = unit * 8;
  const deep = unit * 6;
  const top = (x: number) =>
    -unit * (high + 0.022 * Math.sin((x / unit) * 2.1 + phase) + 0.01 * Math.sin((x / unit) * 4.7 + phase * 2));
  pen.moveTo(-reach, deep);
  pen.lineTo(-reach, top(-reach));
  const step = unit / 6;
  for (let x = -reach; x <= reach; x += step) pen.lineTo(x, top(x));
  pen.lineTo(reach, deep);
}

export function traceGrass(pen: Pen, unit: number, seed: string, trunkWidth: number): void {
  for (let blade = 0; blade < 46; blade += 1) {
    const atFoot = blade < 14;
    const x = atFoot
      ? (rnd(seed, "foot", blade) - 0.5) * (trunkWidth * 2.6 + unit * 0.06)
      : (rnd(seed, "grass", blade) - 0.5) * unit * 2.6;
    const y = atFoot ? unit * 0.004 : unit * (0.006 + 0.12 * rnd(seed, "down", blade));
    const tall = unit * (0.018 + 0.02 * rnd(seed, "tall", blade));
    const lean = tall * (rnd(seed, "blade", blade) - 0.5) * 0.9;
    const thin = unit * 0.0022;
    pen.moveTo(x - thin, y);
    pen.quadraticCurveTo(x - thin, y - tall * 0.6, x + lean, y - tall);
    pen.quadraticCurveTo(x + thin, y - tall * 0.5, x + thin, y);
  }
}

/** One measure for everything around the tree: its height, or its width if it is broad. */
export function sizeOf(bounds: Bounds): number {
  return Math.max(-bounds.top, (bounds.right - bounds.left) * 0.9, 5);
}
