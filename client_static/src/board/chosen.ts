/** The board as it was given out last. */
import type { Place, Projects } from "../diary/model.ts";
import { useDiary } from "../ui/diary.tsx";
import { type Board, EMPTY, readBoard } from "./model.ts";

export interface OpenBoard {
  readonly projects: Projects;
  readonly place: Place;
}

/** Reads signals: call it while drawing. */
export function boardOf({ projects, place }: OpenBoard): Board {
  const given = projects.leaflets.of(place.code, "board");
  return (given && readBoard(given.json)) ?? EMPTY;
}

const WANTED = "wanted"; // a collection: the ids of what the person would like, too

/** What the person would like, too, and the way to say so or to take it back. */
export function useWanted({ projects, place }: OpenBoard) {
  const list = useDiary().collection(WANTED);
  const here = (id: string) => list.items.value?.find(({ fields }) => fields.suggestion === id);
  return {
    ready: list.items.value !== null,
    mine: (id: string) => here(id) !== undefined,
    /** The tick stands at once; it goes again where the project did not hear of it. */
    async want(id: string, wanted: boolean) {
      const kept = here(id);
      if (wanted === (kept !== undefined)) return null;
      const added = wanted ? await list.add({ suggestion: id }) : "";
      if (kept !== undefined) await list.takeOut(kept.id);
      const failed = await projects.leaflets.want(place.code, id, wanted);
      if (failed !== null) await (kept === undefined ? list.takeOut(added) : list.bringBack(kept.id));
      return failed;
    },
  };
}
