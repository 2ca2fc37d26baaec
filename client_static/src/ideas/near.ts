/** What the person's projects know of, and the projects that those name (mission F9): ideas are shared, people are not. */
import type { Leaflet, Leaflets, Projects } from "../diary/model.ts";
import { because } from "./matching.ts";
import { type Idea, readIdeas } from "./model.ts";

/** An idea, and whose it is. */
export interface Near {
  readonly key: string; // for what the person notes of it
  readonly code: string;
  readonly project: string; // its name
  readonly idea: Idea;
}

/** Of each project the newest that was read: a screen asks often, and a list is long. */
const known = new Map<string, { readonly json: string; readonly ideas: readonly Idea[] }>();

export function ideasIn(code: string, leaflet: Leaflet | null): readonly Idea[] {
  if (leaflet === null) return [];
  const { json } = leaflet;
  const held = known.get(code);
  if (held?.json === json) return held.ideas;
  const ideas = readIdeas(json);
  known.set(code, { json, ideas });
  return ideas;
}

export function ideasNear(projects: {
  readonly list: Projects["list"];
  readonly leaflets: Pick<Leaflets, "of">;
}): Near[] {
  const places = projects.list.value;
  const names = new Map(places.flatMap(({ linked }) => linked).map(({ code, name }) => [code, name]));
  for (const { code, name } of places) names.set(code, name);
  const own = places.map(({ code }) => code);
  return [...new Set([...own, ...names.keys()])].flatMap((code) =>
    ideasIn(code, projects.leaflets.of(code, "ideas")).map((idea) => ({
      key: `${code}/${idea.id}`,
      code,
      project: names.get(code) ?? "",
      idea,
    })),
  );
}

/** What the ideas are shown by. me: what fits the person's own words. */
export const FILTERS = ["me", "paid", "others", "learning", "giving", "advice", "kept", "all"] as const;
export type Filter = (typeof FILTERS)[number];

/** Of one idea. reason: the person's own word that it meets. */
export interface Shown extends Near {
  readonly reason: string | null;
  readonly kept: boolean;
}

export function shownOf(near: readonly Near[], said: readonly string[], kept: ReadonlySet<string>): Shown[] {
  return near.map((one) => ({ ...one, reason: because(one.idea, said), kept: kept.has(one.key) }));
}

const FITS: Record<Filter, (one: Shown) => boolean> = {
  me: ({ reason }) => reason !== null,
  paid: ({ idea }) => idea.pay !== "" || idea.kind === "job",
  others: ({ idea }) => idea.kind === "social" || idea.kind === "group",
  learning: ({ idea }) => idea.kind === "course",
  giving: ({ idea }) => idea.kind === "volunteering" || idea.kind === "peer-role",
  advice: ({ idea }) => ["benefits", "advocacy", "housing", "grant"].includes(idea.kind),
  kept: ({ kept }) => kept,
  all: () => true,
};

export function by(filter: Filter, all: readonly Shown[]): Shown[] {
  return all.filter(FITS[filter]);
}

/** Chips that would lead to nothing are left out; the first and the last are always there. */
export function filtersFor(all: readonly Shown[], keptMore: boolean): Filter[] {
  const always = (filter: Filter) => filter === "me" || filter === "all" || (filter === "kept" && keptMore);
  return FILTERS.filter((filter) => always(filter) || all.some(FITS[filter]));
}
