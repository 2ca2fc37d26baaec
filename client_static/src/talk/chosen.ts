/** The talk that is open, and an invitation that was followed. Kept out of the address, which others may see. */
import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { Talk, Talks } from "../diary/model.ts";
import { useDiary } from "../ui/diary.tsx";
import { t } from "../ui/text.ts";

export const chosen = signal<string | null>(null);

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
