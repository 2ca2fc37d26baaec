/** Where the picture looks: screen = scale × tree + (x, y). Steps are pure, so that a hand's moves can be tested. */
import type { Bounds, PlacedLeaf } from "./layout.ts";

export interface Camera {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const BIGGEST_LEAF = 46; // px: a young tree is small, not a giant leaf
const STEP = 1.14; // the frame changes in steps, so that it changes rarely
const FINGER = 24; // px
const NEAREST = 6; // times the fitting scale

/** The whole tree, its feet on the ground. */
export function fit(bounds: Bounds, size: Size, ground = 0.09): Camera {
  const margin = 0.04;
  const wide = Math.max(-bounds.left, bounds.right, 1) * 2; // the trunk's foot stays in the middle of the picture
  const lopsided = bounds.right - bounds.left;
  const across = (size.width * (1 - 2 * margin)) / Math.min(wide, Math.max(lopsided * 1.12, 1));
  const up = (size.height * (1 - ground - margin)) / Math.max(-bounds.top, 1);
  const most = Math.min(BIGGEST_LEAF / 1.42, across, up);
  const scale = STEP ** (Math.floor((Math.log(most) / Math.log(STEP)) * 4) / 4);
  const middle = (bounds.left + bounds.right) / 2;
  return { scale, x: size.width / 2 - middle * scale, y: size.height * (1 - ground) };
}

export function pan(camera: Camera, dx: number, dy: number): Camera {
  return { scale: camera.scale, x: camera.x + dx, y: camera.y + dy };
}

/** Zooms by `factor` around a point of the screen, which stays where it is. */
export function zoom(camera: Camera, factor: number, x: number, y: number): Camera {
  return { scale: camera.scale * factor, x: x - (x - camera.x) * factor, y: y - (y - camera.y) * factor };
}

/** Never smaller than the whole tree, and never out of what the whole picture shows. */
export function within(camera: Camera, whole: Camera, size: Size): Camera {
  const scale = Math.max(whole.scale, Math.min(whole.scale * NEAREST, camera.scale));
  const held = scale === camera.scale ? camera : zoom(camera, scale / camera.scale, size.width / 2, size.height / 2);
  const factor = scale / whole.scale;
  const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));
  return {
    scale,
    x: clamp(held.x, size.width - (size.width - whole.x) * factor, whole.x * factor),
    y: clamp(held.y, size.height - (size.height - whole.y) * factor, whole.y * factor),
  };
}

/** Three times as near, with the leaf in the upper half, where a sheet from below does not cover it. */
export function lookAt(leaf: PlacedLeaf, whole: Camera, size: Size): Camera {
  const scale = whole.scale * 3;
  const { x, y } = middleOf(leaf);
  return within({ scale, x: size.width / 2 - x * scale, y: size.height * 0.42 - y * scale }, whole, size);
}

export function between(from: Camera, to: Camera, part: number): Camera {
  const eased = 1 - (1 - part) ** 3;
  const mix = (a: number, b: number) => a + (b - a) * eased;
  return { scale: mix(from.scale, to.scale), x: mix(from.x, to.x), y: mix(from.y, to.y) };
}

export function middleOf(leaf: PlacedLeaf): { x: number; y: number } {
  return { x: leaf.x + (Math.cos(leaf.angle) * leaf.length) / 2, y: leaf.y + (Math.sin(leaf.angle) * leaf.length) / 2 };
}

/** The leaf whose middle is nearest to the finger, if one is under it. */
export function leafAt(leaves: Iterable<PlacedLeaf>, camera: Camera, x: number, y: number): PlacedLeaf | null {
  let found: PlacedLeaf | null = null;
  let nearest = FINGER;
  for (const leaf of leaves) {
    const at = middleOf(leaf);
    const far = Math.hypot(at.x * camera.scale + camera.x - x, at.y * camera.scale + camera.y - y);
    if (far < nearest || (far === nearest && !leaf.behind)) {
      nearest = far;
      found = leaf;
    }
  }
  return found;
}
