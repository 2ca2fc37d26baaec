/**
 * One area's bough, grown straight up in a frame of its own.
 *
 * Rule 1: node 0 is where the bough leaves the trunk; node k + 1 is slot k. Rule 2: a bough only ever gets longer, and a
 * longer one begins with the shorter one, so an old leaf never looks for a new place.
 */
import type { Area } from "../areas/model.ts";
import { rnd } from "./random.ts";

interface Species {
  readonly leaf: number; // leaf length, for equal visual weight
  readonly space: number; // between leaves on a twig
  readonly reach: number; // how far the next shoot aims
}

export const SPECIES: Readonly<Record<Area, Species>> = {
  dwell: { leaf: 1.06, space: 0.62, reach: 0.94 },
  enough: { leaf: 0.86, space: 0.74, reach: 1.1 },
  do: { leaf: 1.12, space: 0.58, reach: 0.94 },
  belong: { leaf: 0.98, space: 0.68, reach: 1.02 },
  heard: { leaf: 0.92, space: 0.76, reach: 1.1 },
  love: { leaf: 0.88, space: 0.78, reach: 0.95 },
};

/** A twig of 4 to 8 leaves: a stretch of someone's time. Its slots are the nodes first … first + size − 1. */
export interface Shoot {
  readonly from: number; // the node it grows from
  readonly first: number;
  readonly size: number;
}

export interface Bough {
  readonly shoots: Shoot[];
  /** Per node: place, direction of growth, way to the trunk, twigs that start here, and is it a twig's end. */
  readonly x: number[];
  readonly y: number[];
  readonly dx: number[];
  readonly dy: number[];
  readonly path: number[];
  readonly forks: number[];
  readonly tip: boolean[];
}

const GOLDEN = 0.6180339887;
const DEGREE = Math.PI / 180;
const BARE = 0.46; // the share of the first shoot that carries no leaves

export function newBough(): Bough {
  return { shoots: [], x: [0], y: [0], dx: [0], dy: [1], path: [0], forks: [0], tip: [true] };
}

/** Adds shoots until the bough has at least `slots` slots (and always its first shoot). */
export function growBough(bough: Bough, seed: string, area: Area, slots: number): void {
  while (bough.shoots.length === 0 || bough.x.length - 1 < slots) addShoot(bough, seed, area);
}

function addShoot(bough: Bough, seed: string, area: Area): void {
  const number = bough.shoots.length;
  const { reach, space } = SPECIES[area];
  const chance = (what: string) => rnd(seed, area, number, what);
  const r = 2.6 + 3.35 * reach * Math.sqrt(number + 0.15) * (1 + 0.22 * (chance("radius") - 0.5));
  const turn = (number * GOLDEN + rnd(seed, area, "offset")) % 1;
  const spread = number === 0 ? 3 : 15.5 * (1 + 1.5 * Math.exp(-r / 9)); // the first twig is the bough itself
  const angle = ((2 * turn - 1) * spread + 8 * (chance("angle") - 0.5)) * DEGREE;
  const x = r * Math.sin(angle);
  const y = r * Math.cos(angle);

  const from = number === 0 ? 0 : nearestNode(bough, x, y);
  const x0 = bough.x[from] ?? 0;
  const y0 = bough.y[from] ?? 0;
  const d = Math.hypot(x - x0, y - y0);
  const leafy = number === 0 ? 1 - BARE : 0.9;
  const size = Math.max(4, Math.min(8, Math.round((leafy * d) / space) + (chance("size") < 0.5 ? 0 : 1)));

  // Leaves along the parent's direction (softened, so that a twig never doubles back), arrives outward and a little up.
  const leaveX = 0.6 * (bough.dx[from] ?? 0) + (0.4 * (x - x0)) / d;
  const leaveY = 0.6 * (bough.dy[from] ?? 1) + (0.4 * (y - y0)) / d;
  const arriveX = x / r;
  const arriveY = y / r + 0.35;
  const arrive = Math.hypot(arriveX, arriveY);
  const x1 = x0 + leaveX * d * 0.4;
  const y1 = y0 + leaveY * d * 0.4;
  const x2 = x - (arriveX / arrive) * d * 0.33;
  const y2 = y - (arriveY / arrive) * d * 0.33;

  bough.shoots.push({ from, first: bough.x.length, size });
  bough.forks[from] = (bough.forks[from] ?? 0) + 1;
  let path = bough.path[from] ?? 0;
  let lastX = x0;
  let lastY = y0;
  for (let slot = 0; slot < size; slot += 1) {
    const start = number === 0 ? BARE : 0.2;
    const t = start + ((1 - start) * slot) / (size - 1);
    const u = 1 - t;
    const px = u * u * u * x0 + 3 * u * u * t * x1 + 3 * u * t * t * x2 + t * t * t * x;
    const py = u * u * u * y0 + 3 * u * u * t * y1 + 3 * u * t * t * y2 + t * t * t * y;
    const step = Math.hypot(px - lastX, py - lastY) || 1e-6;
    path += step;
    bough.x.push(px);
    bough.y.push(py);
    bough.dx.push((px - lastX) / step);
    bough.dy.push((py - lastY) / step);
    bough.path.push(path);
    bough.forks.push(0);
    bough.tip.push(slot === size - 1);
    lastX = px;
    lastY = py;
  }
}

/** The node from which a new twig costs least: near, close to the trunk, without sharp turns or crowding. */
function nearestNode(bough: Bough, x: number, y: number): number {
  const { x: xs, y: ys, dx, dy, path, forks, tip } = bough;
  const aim = x * x + y * y;
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let node = 0; node < xs.length; node += 1) {
    const ax = x - (xs[node] as number);
    const ay = y - (ys[node] as number);
    const square = ax * ax + ay * ay;
    if (square >= least * least) continue; // the distance alone is already too much
    const taken = forks[node] as number;
    if (taken >= 2) continue;
    const d = Math.sqrt(square) || 1e-6;
    let cost = d + 0.16 * (path[node] as number) + 1.1 * taken;
    const along = ((dx[node] as number) * ax + (dy[node] as number) * ay) / d;
    if (along < 0.2) cost += 1.5 + 3 * (0.2 - along);
    if (along > 0.985 && !(tip[node] as boolean)) cost += 1.5;
    if ((xs[node] as number) ** 2 + (ys[node] as number) ** 2 > aim) cost += 2.5;
    if (d < 1.5) cost += 2 * (1.5 - d);
    if (node === 0) cost += 2;
    if (cost < least) {
      least = cost;
      best = node;
    }
  }
  return best;
}
