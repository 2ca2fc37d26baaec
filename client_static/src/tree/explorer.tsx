/**
 * The large tree one can move about in. While a finger moves, only a kept bitmap is drawn; the tree itself is painted
 * again when the finger rests. So a tree of years moves as lightly as a young one.
 */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../ui/text.ts";
import { between, type Camera, fit, leafAt, lookAt, middleOf, pan, type Size, within, zoom } from "./camera.ts";
import { drawTree, type Look } from "./draw_canvas.ts";
import type { PlacedLeaf, Tree } from "./layout.ts";
import { treeSentence } from "./picture.tsx";
import { wantsStill } from "./prefers.ts";

const REST = 140; // ms without a move: paint sharply
const GROW = 420; // ms to fly to a leaf
const TAP = 8; // px a tapping finger may slip
const STEP = 1.14 ** 4;
const GROUND = 0.09;

interface ExplorerProps {
  readonly tree: Tree;
  readonly look: Look;
  readonly open: string | null;
  readonly onLeaf: (id: string) => void;
}

export function TreeExplorer({ tree, look, open, onLeaf }: ExplorerProps) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const ring = useRef<HTMLDivElement>(null);
  const stage = useRef<Stage | null>(null);
  const [{ width, height }, setSize] = useState<Size>({ width: 0, height: 0 });

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, []);

  const { tints, seed, scene, only } = look;
  useLayoutEffect(() => {
    if (!canvas.current || !ring.current || width === 0) return;
    stage.current ??= new Stage(canvas.current, ring.current);
    stage.current.show(tree, { tints, seed, scene, only }, { width, height });
  }, [tree, tints, seed, scene, only, width, height]);

  useEffect(() => stage.current?.visit(open), [open]);
  useEffect(() => () => stage.current?.end(), []);

  const hand = useRef(new Hand());
  const point = (event: PointerEvent) => {
    const { left, top } = (event.currentTarget as Element).getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  return (
    <div class="tree-explorer" ref={box}>
      <div class="tree-canvas" role="img" aria-label={treeSentence(tree.leaves.length === 0)}>
        <canvas
          ref={canvas}
          onPointerDown={(event) => {
            (event.currentTarget as Element).setPointerCapture(event.pointerId);
            hand.current.down(event.pointerId, point(event));
          }}
          onPointerMove={(event) => {
            const move = hand.current.move(event.pointerId, point(event));
            if (move) stage.current?.move((camera) => zoom(pan(camera, move.dx, move.dy), move.factor, move.x, move.y));
          }}
          onPointerUp={(event) => {
            const tap = hand.current.up(event.pointerId);
            const leaf = tap && stage.current?.leafAt(tap.x, tap.y);
            if (leaf) onLeaf(leaf.id);
          }}
          onPointerCancel={(event) => hand.current.up(event.pointerId)}
          onWheel={(event) => {
            if (!event.ctrlKey && !event.metaKey) return; // a plain wheel scrolls the page
            event.preventDefault();
            stage.current?.move((camera) =>
              zoom(camera, event.deltaY < 0 ? 1.14 : 1 / 1.14, event.offsetX, event.offsetY),
            );
          }}
        />
        <div class="tree-ring" ref={ring} hidden />
      </div>
      <div class="tree-zoom">
        <button type="button" aria-label={t("tree-nearer")} onClick={() => stage.current?.step(STEP)}>
          +
        </button>
        <button type="button" aria-label={t("tree-further")} onClick={() => stage.current?.step(1 / STEP)}>
          −
        </button>
      </div>
    </div>
  );
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** One finger moves, two pinch, a short touch taps. */
class Hand {
  private readonly fingers = new Map<number, Point>();
  private slipped = 0;

  down(finger: number, at: Point): void {
    if (this.fingers.size === 0) this.slipped = 0;
    this.fingers.set(finger, at);
  }

  move(finger: number, at: Point): { dx: number; dy: number; factor: number; x: number; y: number } | null {
    const before = this.fingers.get(finger);
    if (before === undefined) return null;
    const other = [...this.fingers].find(([id]) => id !== finger)?.[1];
    this.fingers.set(finger, at);
    this.slipped += Math.hypot(at.x - before.x, at.y - before.y) + (other ? TAP : 0);
    if (this.slipped < TAP) return null;
    const share = other ? 2 : 1;
    const factor = other
      ? Math.hypot(at.x - other.x, at.y - other.y) / (Math.hypot(before.x - other.x, before.y - other.y) || 1)
      : 1;
    const middle = other ? { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 } : at;
    return { dx: (at.x - before.x) / share, dy: (at.y - before.y) / share, factor, ...middle };
  }

  /** Where the tap was, if it was one. */
  up(finger: number): Point | null {
    const at = this.fingers.get(finger) ?? null;
    this.fingers.delete(finger);
    return this.fingers.size === 0 && this.slipped < TAP ? at : null;
  }
}

/** The canvas, the camera and the kept bitmaps. Outside of Preact, for it changes with every move of a finger. */
class Stage {
  private tree: Tree | null = null;
  private look: Look | null = null;
  private size: Size = { width: 0, height: 0 };
  private whole: Camera = { scale: 1, x: 0, y: 0 };
  private camera: Camera = this.whole;
  private visited: PlacedLeaf | null = null;
  /** The last sharp picture, and the whole tree for what lies beside it. */
  private readonly sharp = { bitmap: document.createElement("canvas"), camera: this.whole };
  private readonly wide = { bitmap: document.createElement("canvas"), camera: this.whole };
  private frame = 0;
  private rest: ReturnType<typeof setTimeout> | undefined;

  constructor(canvas: HTMLCanvasElement, ring: HTMLDivElement) {
    this.canvas = canvas;
    this.ring = ring;
  }

  private readonly canvas: HTMLCanvasElement;
  private readonly ring: HTMLDivElement;

  show(tree: Tree, look: Look, size: Size): void {
    const same = tree === this.tree && size.width === this.size.width && size.height === this.size.height;
    const pixel = pixelRatio();
    if (!same) {
      for (const one of [this.canvas, this.sharp.bitmap, this.wide.bitmap]) {
        one.width = Math.round(size.width * pixel);
        one.height = Math.round(size.height * pixel);
      }
      this.whole = fit(tree.bounds, size, GROUND);
      if (this.visited === null) this.camera = this.whole;
    }
    this.tree = tree;
    this.look = look;
    this.size = size;
    this.camera = within(this.camera, this.whole, size);
    const ctx = this.wide.bitmap.getContext("2d");
    if (ctx) drawTree(ctx, tree, this.whole, look, pixel);
    this.wide.camera = this.whole;
    if (this.camera.scale === this.whole.scale) this.keep(this.wide.bitmap);
    else this.paint();
  }

  move(change: (camera: Camera) => Camera): void {
    this.camera = within(change(this.camera), this.whole, this.size);
    if (this.frame === 0) {
      this.frame = requestAnimationFrame(() => {
        this.frame = 0;
        this.blit();
      });
    }
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.paint(), REST);
  }

  step(factor: number): void {
    const { width, height } = this.size;
    this.fly(within(zoom(this.camera, factor, width / 2, height / 2), this.whole, this.size));
  }

  /** Flies to a leaf and rings it; null flies back. */
  visit(id: string | null): void {
    const leaf = this.tree?.leaves.find((one) => one.id === id) ?? null;
    if (leaf === this.visited) return;
    this.visited = leaf;
    this.fly(leaf ? lookAt(leaf, this.whole, this.size) : this.whole);
  }

  leafAt(x: number, y: number): PlacedLeaf | null {
    return this.tree ? leafAt(this.tree.leaves, this.camera, x, y) : null;
  }

  end(): void {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.rest);
  }

  private fly(to: Camera): void {
    this.end();
    this.frame = 0;
    const from = this.camera;
    const start = performance.now();
    const step = (now: number) => {
      const part = wantsStill() ? 1 : Math.max(0, Math.min(1, (now - start) / GROW));
      this.camera = part === 1 ? to : between(from, to, part);
      if (part === 1) {
        this.frame = 0;
        this.paint();
      } else {
        this.blit();
        this.frame = requestAnimationFrame(step);
      }
    };
    step(start);
  }

  private paint(): void {
    const ctx = this.canvas.getContext("2d");
    if (!ctx || !this.tree || !this.look) return;
    drawTree(ctx, this.tree, this.camera, this.look, pixelRatio());
    this.keep(this.canvas);
  }

  /** What was just painted is what is shown, and what the next move of a finger starts from. */
  private keep(painted: HTMLCanvasElement): void {
    for (const one of [this.canvas, this.sharp.bitmap]) {
      if (one === painted) continue;
      const ctx = one.getContext("2d");
      ctx?.setTransform(1, 0, 0, 1, 0, 0);
      ctx?.clearRect(0, 0, one.width, one.height);
      ctx?.drawImage(painted, 0, 0);
    }
    this.sharp.camera = this.camera;
    this.placeRing();
    // At the whole tree one finger scrolls the page; nearer, it moves the tree.
    this.canvas.style.touchAction = this.camera.scale > this.whole.scale * 1.01 ? "none" : "pan-y";
  }

  private blit(): void {
    const ctx = this.canvas.getContext("2d");
    if (!ctx) return;
    const { width, height } = this.canvas;
    for (const { bitmap, camera } of [this.wide, this.sharp]) {
      const factor = this.camera.scale / camera.scale;
      const pixel = pixelRatio();
      const x = (this.camera.x - camera.x * factor) * pixel;
      const y = (this.camera.y - camera.y * factor) * pixel;
      ctx.setTransform(factor, 0, 0, factor, x, y);
      ctx.clearRect(0, 0, width, height);
      ctx.drawImage(bitmap, 0, 0);
    }
    this.placeRing();
  }

  private placeRing(): void {
    this.ring.hidden = this.visited === null;
    if (this.visited === null) return;
    const { x, y } = middleOf(this.visited);
    const across = Math.max(48, this.visited.length * this.camera.scale * 1.45);
    Object.assign(this.ring.style, {
      width: `${across}px`,
      height: `${across}px`,
      transform: `translate(${x * this.camera.scale + this.camera.x - across / 2}px, ${y * this.camera.scale + this.camera.y - across / 2}px)`,
    });
  }
}

function pixelRatio(): number {
  return Math.min(devicePixelRatio, 2);
}
