import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { AREAS, type Area } from "../../client_static/src/areas/model.ts";
import { fit, leafAt, middleOf, within, zoom } from "../../client_static/src/tree/camera.ts";
import { weekOf } from "../../client_static/src/tree/days.ts";
import { layout, type Slotted, slotsOf, type Tree } from "../../client_static/src/tree/layout.ts";
import { LEAF_SHAPES } from "../../client_static/src/tree/leaf_shapes.ts";
import { rnd } from "../../client_static/src/tree/random.ts";
import { seasonOf, seasonsWithLeaves } from "../../client_static/src/tree/seasons.ts";

const EVEN = [1, 1, 1, 1, 1, 1];

/** `count` leaves of somebody who uses the areas as the weights say. */
function life(count: number, seed: string, weights: readonly number[] = EVEN): Slotted[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const next = new Map<Area, number>();
  return Array.from({ length: count }, (_, at) => {
    let left = rnd(seed, "life", at) * whole;
    const area =
      AREAS.find((_area, index) => {
        left -= weights[index] ?? 0;
        return left < 0;
      }) ?? "love";
    const slot = next.get(area) ?? 0;
    next.set(area, slot + 1);
    return { id: `leaf-${at}`, area, slot, removed: false };
  });
}

const grow = (leaves: readonly Slotted[], seed: string) => layout(seed, slotsOf(leaves));

function moves(before: Tree, after: Tree): number[] {
  const then = new Map(before.leaves.map((leaf) => [leaf.id, leaf]));
  return after.leaves.flatMap((leaf) => {
    const old = then.get(leaf.id);
    return old ? [Math.hypot(leaf.x - old.x, leaf.y - old.y)] : [];
  });
}

test("the same keys give the same number, other keys another", () => {
  assert.equal(rnd("seed", "do", 3), rnd("seed", "do", 3));
  assert.notEqual(rnd("ab", "c"), rnd("a", "bc"));
  const mean = Array.from({ length: 4000 }, (_, at) => rnd("mean", at)).reduce((sum, one) => sum + one, 0) / 4000;
  assert.ok(Math.abs(mean - 0.5) < 0.02, `${mean}`);
});

test("same seed and leaves, same tree, in whatever order they came and whatever was drawn before", () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 0, max: 120 }), (seed, count) => {
      const leaves = life(count, seed);
      const first = grow(leaves, seed);
      grow(life(count + 30, seed), seed);
      const shuffled = leaves.toSorted((a, b) => rnd(seed, a.id) - rnd(seed, b.id));
      assert.deepEqual(grow(shuffled, seed), first);
    }),
    { numRuns: 40 },
  );
});

test("another seed grows another tree", () => {
  const leaves = life(40, "same");
  assert.notDeepEqual(grow(leaves, "one"), grow(leaves, "two"));
});

test("one more leaf moves any other by a small part of a leaf", () => {
  for (const weights of [EVEN, [26, 11, 24, 14, 12, 13], [0, 0, 1, 0, 1, 0]]) {
    for (const count of [1, 5, 14, 60, 180, 400]) {
      const leaves = life(count + 1, "stable", weights);
      const moved = moves(grow(leaves.slice(0, -1), "stable"), grow(leaves, "stable"));
      assert.ok(Math.max(...moved) <= 0.2, `${count} leaves: ${Math.max(...moved)}`);
    }
  }
});

test("leaves keep their neighbours from 100 to 400 leaves", () => {
  const leaves = life(400, "near");
  const before = grow(leaves.slice(0, 100), "near").leaves;
  const after = new Map(grow(leaves, "near").leaves.map((leaf) => [leaf.id, leaf]));
  const ids = new Set(before.map((leaf) => leaf.id));
  const nearest = (of: { id: string; x: number; y: number }, among: readonly { id: string; x: number; y: number }[]) =>
    among
      .filter((one) => one.id !== of.id && ids.has(one.id))
      .toSorted((a, b) => Math.hypot(a.x - of.x, a.y - of.y) - Math.hypot(b.x - of.x, b.y - of.y))
      .slice(0, 3)
      .map((one) => one.id);
  const kept = before.filter((leaf) => {
    const now = after.get(leaf.id);
    return now && nearest(now, [...after.values()]).includes(nearest(leaf, before)[0] ?? "");
  });
  assert.ok(kept.length >= 90, `${kept.length} of 100`);
});

test("a removed leaf leaves a bud in its place, and nothing else moves", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(), (count, which) => {
      const leaves = life(count, "bud");
      const gone = leaves[which % count] as Slotted;
      const before = grow(leaves, "bud");
      const after = grow(
        leaves.map((leaf) => (leaf === gone ? { ...leaf, removed: true } : leaf)),
        "bud",
      );
      assert.deepEqual(
        after.leaves,
        before.leaves.filter((leaf) => leaf.id !== gone.id),
      );
      assert.deepEqual(after.trunk, before.trunk);
      assert.deepEqual(after.branches, before.branches);
      assert.ok(after.buds.length >= before.buds.length);
      assert.ok(after.buds.some((bud) => bud.area === gone.area));
    }),
    { numRuns: 40 },
  );
});

test("every place is a number, from no leaf to 2,500, however lives are mixed", () => {
  const weights = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2500 }), fc.string(), weights, (count, seed, mix) => {
      const tree = grow(life(count, seed, mix.some((one) => one > 0) ? mix : EVEN), seed);
      assert.equal(tree.leaves.length, count);
      for (const { x, y, angle, length } of tree.leaves) assert.ok(Number.isFinite(x + y + angle + length));
      for (const wood of [...tree.branches, tree.trunk]) {
        assert.ok([...wood.x, ...wood.y, ...wood.width].every(Number.isFinite));
      }
      assert.ok(Object.values(tree.bounds).every(Number.isFinite));
    }),
    { numRuns: 25 },
  );
});

test("a lopsided life still makes a whole tree: leaves on both sides, nothing under the ground", () => {
  const lives = [
    EVEN,
    [80, 0, 10, 0, 8, 3],
    [0, 0, 1, 0, 1, 0],
    [1, 1, 0, 0, 0, 0],
    [1, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 1],
  ];
  for (const mix of lives) {
    for (const seed of ["amal", "chris", "dee"]) {
      const tree = grow(life(300, seed, mix), seed);
      const { left, right, bottom } = tree.bounds;
      const share = -left / (right - left);
      assert.ok(share > 0.25 && share < 0.75, `${mix} ${seed}: ${share}`);
      assert.ok(bottom < 0.01, `${mix} ${seed}: ${bottom}`);
    }
  }
});

test("the whole tree is in the picture, its feet on the ground, its leaves never giant", () => {
  for (const count of [0, 1, 14, 180, 2000]) {
    const tree = grow(life(count, "fit"), "fit");
    const size = { width: 320, height: 300 };
    const camera = fit(tree.bounds, size);
    assert.ok(tree.bounds.left * camera.scale + camera.x >= 0);
    assert.ok(tree.bounds.right * camera.scale + camera.x <= size.width);
    assert.ok(tree.bounds.top * camera.scale + camera.y >= 0);
    for (const leaf of tree.leaves) assert.ok(leaf.length * camera.scale <= 62);
  }
});

test("zooming keeps the point under the finger, and never leaves the picture", () => {
  const size = { width: 320, height: 300 };
  const whole = fit(grow(life(60, "zoom"), "zoom").bounds, size);
  const near = zoom(whole, 2, 100, 80);
  assert.ok(Math.abs((100 - near.x) / near.scale - (100 - whole.x) / whole.scale) < 1e-9);
  assert.deepEqual(within({ ...whole, x: 9999, y: -9999 }, whole, size), whole);
});

test("a tap finds the leaf under the finger, and none far away", () => {
  const tree = grow(life(30, "tap"), "tap");
  const camera = { scale: 100, x: 0, y: 0 };
  for (const leaf of tree.leaves) {
    const { x, y } = middleOf(leaf);
    const found = leafAt(tree.leaves, camera, x * 100, y * 100);
    assert.ok(found);
    const at = middleOf(found);
    assert.ok(Math.hypot(at.x - x, at.y - y) < 0.01);
  }
  assert.equal(leafAt(tree.leaves, camera, 1e6, 1e6), null);
});

test("seasons without leaves are not stops", () => {
  const seasons = seasonsWithLeaves(["2025-03-04", "2025-05-31", "2026-01-09", "2025-12-01", "2026-04-02"]);
  assert.deepEqual(
    seasons.map(({ name, year, last }) => [name, year, last]),
    [
      ["spring", 2025, "2025-05-31"],
      ["winter", 2025, "2026-02-28"],
      ["spring", 2026, "2026-05-31"],
    ],
  );
  assert.equal(seasonOf("2024-02-29").last, "2024-02-29");
});

test("a week begins on Monday, over the turn of a month and of a year", () => {
  assert.equal(weekOf("2025-03-04"), "2025-03-03");
  assert.equal(weekOf("2025-03-09"), "2025-03-03");
  assert.equal(weekOf("2026-01-01"), "2025-12-29");
});

test("each silhouette has its own outline, one unit long", () => {
  const outlines = AREAS.map((area) => LEAF_SHAPES[area].outline);
  assert.equal(new Set(outlines).size, 6);
  for (const outline of outlines) assert.match(outline, /^M[-.\d ]+C.*Z$/);
});
