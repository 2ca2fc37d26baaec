/** The talk that is open, and where somebody would like company to. Kept out of the address, which others may see. */
import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { Talk, Talks } from "../diary/model.ts";
import { useDiary } from "../ui/diary.tsx";
import { go } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { MOST_TO } from "./walk.ts";

export const chosen = signal<string | null>(null);

/** What somebody would like company for, and whom they may have chosen; null where nothing new is asked. */
export const walking = signal<{ readonly to: string; readonly talk: string | null } | null>(null);

/** "Would you like someone to come with you?": to any idea or plan, in the words that stand there. */
export function openWalk(to: string): void {
  walking.value = { to: to.trim().slice(0, MOST_TO), talk: null };
  go("walk");
}

/** With somebody, to somewhere that is not named yet. */
export function openWalkWith(talk: Talk): void {
  walking.value = { to: "", talk: talk.id };
  go("walk");
}

/** null until they were read. */
export function useTalks(): Talks | null {
  const diary = useDiary();
  const [talks, setTalks] = useState<Talks | null>(null);
  useEffect(() => {
    let here = true;
    void diary.talks().then(
      (found) => here && setTalks(found),
      () => undefined, // that part of the program is not on this phone yet
    );
    return () => {
      here = false;
    };
  }, [diary]);
  return talks;
}

export function calledOf(talk: Talk): string {
  return talk.name.value || t("talk-somebody");
}

export function byName(one: Talk, other: Talk): number {
  return calledOf(one).localeCompare(calledOf(other));
}
