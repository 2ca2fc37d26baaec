/** The concern or report that is open, and the projects. Kept out of the address, which others may see. */
import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { Place, Projects } from "../diary/model.ts";
import { useDiary } from "../ui/diary.tsx";
import { carried, go } from "../ui/route.ts";

export const openLetter = signal<string | null>(null);

/** null until they were read, and before there is a diary. */
export function useProjects(): Projects | null {
  const diary = useDiary();
  const [projects, setProjects] = useState<Projects | null>(null);
  const started = diary.started.value;
  useEffect(() => {
    let here = true;
    const take = (found: Projects) => {
      if (here) setProjects(found);
      return found.refresh();
    };
    // Without a network, or that part of the program: what is on this phone.
    if (started)
      void diary
        .projects()
        .then(take)
        .catch(() => undefined);
    return () => {
      here = false;
    };
  }, [diary, started]);
  return projects;
}

/** The project that is open; undefined where it is not the person's. */
export function useOpened(): { projects: Projects | null; place: Place | undefined } {
  const projects = useProjects();
  return { projects, place: projects?.list.value.find(({ code }) => code === carried.value) };
}

export function openPlace({ code, role }: Pick<Place, "code" | "role">): void {
  carried.value = code;
  go(role === null ? "project" : "team");
}

/** The project that is open, else the first that fits: screens that are also reached without one, or after a restart. */
export function useSomePlace(fits: (place: Place) => boolean = () => true) {
  const projects = useProjects();
  const places = projects?.list.value.filter(fits) ?? [];
  const place = places.find(({ code }) => code === carried.value) ?? places[0];
  return { projects, places, place };
}

export function coordinates({ role }: Place): boolean {
  return role === "coordinator" || role === "lead";
}
