/** The idea that is open, and what the list is shown by. Kept out of the address, which others may see. */
import { signal } from "@preact/signals";
import type { Item, Projects } from "../diary/model.ts";
import { HOPE, STRENGTH } from "../hopes/model.ts";
import { useProjects } from "../projects/chosen.ts";
import { useDiary } from "../ui/diary.tsx";
import { go, type Screen } from "../ui/route.ts";
import { goneOf, IDEA_MARK, markedIn, saidIn } from "./marks.ts";
import { type Filter, ideasNear, type Shown, shownOf } from "./near.ts";

export const openedIdea = signal<string | null>(null);
/** null: until the person chooses. */
export const filter = signal<Filter | null>(null);
/** What was done on one of these is still said on the other. */
export const WITH_ANSWER: readonly Screen[] = ["ideas", "an-idea"];

export function openIdea(key: string): void {
  openedIdea.value = key;
  go("an-idea");
}

/** gone: what was kept and is not given out any more. */
export interface Found {
  readonly projects: Projects;
  readonly shown: readonly Shown[];
  readonly gone: readonly Item[];
}

/** null until all of it was read. */
export function useFound(): Found | null {
  const diary = useDiary();
  const projects = useProjects();
  const [strengths, hopes, marks] = [STRENGTH, HOPE, IDEA_MARK].map((kind) => diary.collection(kind));
  if (!strengths || !hopes || !marks || projects === null) return null;
  if ([strengths, hopes, marks].some(({ items }) => items.value === null)) return null;
  const near = ideasNear(projects);
  return {
    projects,
    shown: shownOf(near, saidIn(strengths, hopes), markedIn(marks, "kept")),
    gone: goneOf(marks, new Set(near.map(({ key }) => key))),
  };
}
