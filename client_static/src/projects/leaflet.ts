/**
 * What every leaflet of a project is read with: strictly, for it comes from somebody else's phone. Its words are plain text.
 *
 * Rule: a leaflet that is not wholly right is none at all.
 */
import type { Day, LeafletKind, ProjectFailure, Projects } from "../diary/model.ts";

export type GaveOut = ProjectFailure | "moved" | null;

/** null for what is no JSON of an object of version 1. */
export function openLeaflet(json: string): Record<string, unknown> | null {
  try {
    const found: unknown = JSON.parse(json);
    return isObject(found) && found.version === 1 ? found : null;
  } catch {
    return null;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Letters as a person counts them. least 1: not empty, and no spaces alone. */
export function isText(value: unknown, most: number, least: 0 | 1 = 0): value is string {
  return typeof value === "string" && [...value].length <= most && value.trim().length >= least;
}

/** Names, questions, labels. */
export function isLine(value: unknown, most: number, least: 0 | 1 = 0): value is string {
  return isText(value, most, least) && !/[\r\n]/.test(value);
}

export function isDay(value: unknown): value is Day {
  return typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));
}

export function isListOf<Kind>(value: unknown, most: number, is: (one: unknown) => one is Kind): value is Kind[] {
  return Array.isArray(value) && value.length <= most && value.every(is);
}

/**
 * Gives out what `edit` makes of the newest. Where somebody else's came in between, it is made anew from theirs.
 * edit: null where it does not fit the newest any more.
 */
export async function amend<Kind>(
  projects: Projects,
  code: string,
  kind: LeafletKind,
  read: (json: string) => Kind | null,
  edit: (newest: Kind | null, version: number) => Kind | null,
): Promise<GaveOut> {
  for (let left = 3; ; left -= 1) {
    const newest = projects.leaflets.of(code, kind);
    const made = edit(newest === null ? null : read(newest.json), newest?.version ?? 0);
    if (made === null) return "moved";
    const failed = await projects.leaflets.giveOut(code, kind, JSON.stringify(made), newest?.version ?? 0);
    if (failed !== "moved" || left === 0) return failed;
    await projects.refresh().catch(() => undefined);
  }
}
