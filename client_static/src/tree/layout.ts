/**
 * The tree: seed and slots in, places out. Pure; one unit is one leaf length, y grows downwards, the ground is y = 0.
 *
 * Rule 1: same seed and same slots, same tree, whatever the order of arrival. Rule 2: a removed leaf leaves a bud and
 * nothing moves. Rule 3: one more leaf moves any other by a small part of its length at most.
 */
import { AREAS, type Area } from "../areas/model.ts";
import { type Bough, growBough, newBough, SPECIES } from "./bough.ts";
import { rnd, rndAfter, type Stirred, stirred } from "./random.ts";

/** What the layout needs of a diary's leaf. */
export interface Slotted {
  readonly id: string;
  readonly area: Area;
  readonly slot: number;
  readonly removed: boolean;
}

/** Per area, per slot: a leaf's id, null where one was removed, undefined where nothing is (yet). */
export type Slots = Readonly<Record<Area, readonly (string | null | undefined)[]>>;

export interface PlacedLeaf {
  readonly id: string;
  readonly area: Area;
  readonly x: number; // where the stem meets the twig
  readonly y: number;
  readonly angle: number; // radians, of the leaf's tip
  readonly length: number;
  readonly tint: number; // 0-3
  readonly behind: boolean; // painted before the wood, in a deeper tone
}

/** A tapering piece of wood: a line through points, with a width at each. */
export interface Branch {
  readonly area: Area | null; // null: the trunk
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly width: readonly number[];
}

export interface Bud {
  readonly area: Area;
  readonly x: number;
  readonly y: number;
  readonly angle: number;
}

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Tree {
  readonly leaves: readonly PlacedLeaf[];
  readonly branches: readonly Branch[]; // thickest last, so that twigs come out from behind
  readonly trunk: Branch;
  readonly buds: readonly Bud[];
  readonly bounds: Bounds;
}

const DEGREE = Math.PI / 180;
const SKY = 168; // degrees that the six boughs share
const MOST_SLOTS = 20_000; // an area; a slot that cannot be right must not hang the phone
const PLAIN = 28; // degrees of a bough when all are alike

export function slotsOf(leaves: Iterable<Slotted>): Slots {
  const slots: Record<Area, (string | null | undefined)[]> = {
    dwell: [],
    enough: [],
    do: [],
    belong: [],
    heard: [],
    love: [],
  };
  for (const leaf of leaves) {
    if (leaf.slot < MOST_SLOTS) slots[leaf.area][leaf.slot] = leaf.removed ? null : leaf.id;
  }
  return slots;
}

/** Boughs only get longer, so the last few people's are kept: one more leaf is then one more step. */
const grown = new Map<string, Bough>();

function boughOf(seed: string, area: Area, slots: number): Bough {
  const key = `${area} ${seed}`;
  let bough = grown.get(key);
  if (bough === undefined) {
    if (grown.size >= 24) grown.clear();
    bough = newBough();
    grown.set(key, bough);
  }
  growBough(bough, seed, area, slots);
  return bough;
}

interface Frame {
  readonly centre: number; // radians from upright
  readonly share: number; // σ: this bough's angle against a plain one
  readonly x: number;
  readonly y: number; // the start on the trunk
  readonly width: number; // the trunk's there
  readonly spread: number; // the whole crown's radius
}

export function layout(seed: string, slots: Slots): Tree {
  const counts = AREAS.map((area) => slots[area].length);
  const all = counts.reduce((sum, count) => sum + count, 0);
  const spread = 2.6 + 3.35 * Math.sqrt(all / 34 + 0.6);
  const trunk = growTrunk(seed, all, spread);
  const leaves: PlacedLeaf[] = [];
  const branches: Branch[] = [];
  const buds: Bud[] = [];
  const frames = shareSky(counts);
  AREAS.forEach((area, index) => {
    const sky = frames[index] as { centre: number; share: number };
    // Side boughs leave the trunk lower; the middle ones carry it on.
    const side = Math.min(1, Math.abs(sky.centre) / 1.3);
    const start = along(trunk, 1 - 0.3 * side ** 1.4 - 0.08 * rnd(seed, area, "start"));
    placeBough(seed, area, slots[area], { ...sky, ...start, spread }, { leaves, branches, buds });
  });
  branches.sort((a, b) => (a.width[0] as number) - (b.width[0] as number));
  return { leaves, branches, trunk, buds, bounds: boundsOf(leaves, branches, trunk) };
}

/** A hand-fan: who uses an area more gives its bough more sky, so that two areas make a whole tree as well as six. */
function shareSky(counts: readonly number[]): { centre: number; share: number }[] {
  const weights = counts.map((count) => (count + 9) ** 0.68);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let left = -SKY / 2;
  const sky = weights.map((weight) => {
    const angle = (SKY * weight) / whole;
    left += angle;
    return { centre: left - angle / 2, share: Math.max(0.5, Math.min(3.1, angle / PLAIN)) };
  });
  // A crown that would lean is turned upright: the leaves' mean angle goes towards the middle.
  const all = counts.reduce((sum, count) => sum + count, 0);
  const lean = sky.reduce((sum, { centre }, index) => sum + centre * (counts[index] as number), 0) / (all + 150);
  return sky.map(({ centre, share }) => ({ centre: (centre - 0.6 * lean) * DEGREE, share }));
}

function toSky(frame: Frame, x: number, y: number): [number, number] {
  const far = Math.hypot(x, y);
  const share = 1 + (frame.share - 1) * (1 - Math.exp(-far / 8));
  const r = far / Math.sqrt(1 + 0.85 * (share - 1));
  const bend = 1 - 0.34 * Math.exp(-r / (1 + 0.1 * frame.spread)); // leaves the trunk upwards, then leans out
  const light = 1 - 0.16 * (1 - Math.exp(-r / 20));
  const angle = (frame.centre + Math.atan2(x, y) * share) * bend * light;
  const across = r * Math.sin(angle);
  const droop = (0.05 * across * across) / (frame.spread + 4);
  return [frame.x + across, frame.y - r * Math.cos(angle) * 1.24 + droop];
}

function placeBough(
  seed: string,
  area: Area,
  slots: Slots[Area],
  frame: Frame,
  out: { leaves: PlacedLeaf[]; branches: Branch[]; buds: Bud[] },
): void {
  const count = slots.length;
  const bough = boughOf(seed, area, count);
  const nodes = Math.max(count, 1) + 1; // an unused area keeps one short budded twig
  const x = new Array<number>(nodes);
  const y = new Array<number>(nodes);
  for (let node = 0; node < nodes; node += 1) {
    [x[node], y[node]] = toSky(frame, bough.x[node] as number, bough.y[node] as number);
  }
  const width = widths(bough, nodes);
  const seeded = stirred(seed, area);
  for (const [number, { from, first, size }] of bough.shoots.entries()) {
    if (first >= nodes) break;
    const line = { area, x: [x[from] as number], y: [y[from] as number], width: [0] };
    const last = Math.min(first + size, nodes) - 1;
    for (let node = first; node <= last; node += 1) {
      line.x.push(x[node] as number);
      line.y.push(y[node] as number);
      line.width.push(width[node] as number);
    }
    const base = line.width[1] as number;
    line.width[0] = number === 0 ? Math.max(base, Math.min(base * 1.5, frame.width * 0.85)) : base * 1.12;
    out.branches.push(line);
    for (let node = first; node <= last; node += 1) {
      const before = node === first ? from : node - 1;
      const axis = Math.atan2((y[node] as number) - (y[before] as number), (x[node] as number) - (x[before] as number));
      const place = { area, x: x[node] as number, y: y[node] as number };
      const id = slots[node - 1];
      const ends = node === first + size - 1;
      if (typeof id === "string")
        out.leaves.push(placeLeaf(seeded, id, node, place, axis, ends, width[node] as number));
      if (id === null || (node === last && !ends)) out.buds.push({ ...place, angle: axis });
    }
  }
}

function placeLeaf(
  seeded: Stirred,
  id: string,
  node: number,
  place: { area: Area; x: number; y: number },
  axis: number,
  ends: boolean,
  wood: number,
): PlacedLeaf {
  const { area } = place;
  const chance = (what: number) => rndAfter(seeded, node, what);
  const side = node % 2 === 0 ? 1 : -1;
  const angle = axis + (ends ? (chance(1) - 0.5) * 0.3 : side * (46 + 16 * (chance(1) - 0.5)) * DEGREE);
  const out = ends ? 0 : wood * 0.35; // a leaf sits on the bark, not in the heart of the wood
  return {
    id,
    area,
    x: place.x + Math.cos(angle) * out,
    y: place.y + Math.sin(angle) * out,
    angle,
    length: 1.42 * SPECIES[area].leaf * (0.84 + 0.32 * chance(2)),
    tint: Math.floor(chance(3) * 4),
    behind: !ends && chance(4) < 0.34,
  };
}

/** The pipe model: a branch is as thick as the leaves it feeds need. */
function widths(bough: Bough, nodes: number): Float64Array {
  const load = new Float64Array(nodes).fill(1);
  for (let number = bough.shoots.length - 1; number >= 0; number -= 1) {
    const { from, first, size } = bough.shoots[number] as Bough["shoots"][number];
    if (first >= nodes) continue;
    for (let node = Math.min(first + size, nodes) - 1; node >= first; node -= 1) {
      const before = node === first ? from : node - 1;
      load[before] = (load[before] as number) + (load[node] as number);
    }
  }
  return load.map((leaves) => 0.085 * leaves ** 0.47 + 0.035);
}

function growTrunk(seed: string, all: number, spread: number): Branch {
  const height = 2 + 0.5 * spread;
  const base = 0.085 * 1.34 * (1.08 * (all + 1)) ** 0.47 + 0.1;
  const lean = (rnd(seed, "lean") - 0.5) * 0.14 * height;
  const bow = (rnd(seed, "bow") - 0.5) * 0.1 * height;
  const x: number[] = [];
  const y: number[] = [];
  const width: number[] = [];
  for (let step = 0; step <= 10; step += 1) {
    const up = step / 10;
    x.push(lean * (up * up - 1) * 0.9 + bow * Math.sin(Math.PI * up));
    y.push(-height * up);
    const flare = 0.62 * Math.exp(-up * 13) + 0.12 * Math.exp(-up * 4);
    width.push(base * (0.95 + flare - 0.24 * up) * (up > 0.95 ? 0.8 : 1));
  }
  return { area: null, x, y, width };
}

function along(branch: Branch, share: number): { x: number; y: number; width: number } {
  const at = Math.max(0, Math.min(1, share)) * (branch.x.length - 1);
  const low = Math.min(Math.floor(at), branch.x.length - 2);
  const part = at - low;
  const mix = (line: readonly number[]) => (line[low] as number) * (1 - part) + (line[low + 1] as number) * part;
  return { x: mix(branch.x), y: mix(branch.y), width: mix(branch.width) };
}

function boundsOf(leaves: readonly PlacedLeaf[], branches: readonly Branch[], trunk: Branch): Bounds {
  let left = (trunk.x[0] as number) - (trunk.width[0] as number);
  let right = (trunk.x[0] as number) + (trunk.width[0] as number);
  let top = 0;
  let bottom = 0;
  const reach = (x: number, y: number) => {
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  };
  for (const leaf of leaves) {
    reach(leaf.x + Math.cos(leaf.angle) * leaf.length, leaf.y + Math.sin(leaf.angle) * leaf.length);
  }
  for (const { x, y } of branches) reach(x.at(-1) as number, y.at(-1) as number);
  return { left, top, right, bottom };
}
