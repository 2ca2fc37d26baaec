/** Hopes, their steps, and strengths. None has a date; their order is the person's own. */
import { textOf } from "../diary/item.ts";
import type { Item } from "../diary/model.ts";

export const HOPE = "hope";
export const STEP = "step";
export const STRENGTH = "strength";

export const TRACKS = ["now", "one-day"] as const;
export type Track = (typeof TRACKS)[number];
export const STATES = ["thinking", "trying", "doing", "resting", "done"] as const;
export type State = (typeof STATES)[number];

/** A step has no track of its own. */
export interface Step {
  readonly id: string;
  readonly text: string;
  readonly state: State;
}
export interface Hope extends Step {
  readonly track: Track;
  /** A hope to save: what is saved and what is hoped for, as the person writes it. Never part of what is shared. */
  readonly saving: { readonly saved: string; readonly hoped: string } | null;
}

function readStep(item: Item): Step {
  return { id: item.id, text: textOf(item), state: STATES.find((one) => one === item.fields.state) ?? "thinking" };
}

/** In the person's order; what is done comes last. */
export function hopesOf(items: readonly Item[]): Hope[] {
  const track = (item: Item) => TRACKS.find((one) => one === item.fields.track) ?? "now";
  return doneLast(
    items
      .filter((item) => textOf(item) !== "")
      .map((item) => ({ ...readStep(item), track: track(item), saving: savingOf(item) })),
  );
}

function savingOf(item: Item): Hope["saving"] {
  return item.fields.saving === true ? { saved: textOf(item, "saved"), hoped: textOf(item, "hoped") } : null;
}

export function stepsOf(items: readonly Item[], hope: string): Step[] {
  return doneLast(items.filter((item) => item.fields.hope === hope && textOf(item) !== "").map(readStep));
}

function doneLast<Kind extends Step>(all: readonly Kind[]): Kind[] {
  return [...all.filter(({ state }) => state !== "done"), ...all.filter(({ state }) => state === "done")];
}

/** The place that `id` takes among all other items so that it stands just before or after the shown neighbour. */
export function placeBeside(items: readonly Pick<Item, "id">[], id: string, beside: string, after: boolean): number {
  return items.filter((item) => item.id !== id).findIndex((item) => item.id === beside) + (after ? 1 : 0);
}
