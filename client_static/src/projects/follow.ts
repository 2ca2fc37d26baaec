/**
 * Puts what projects give out where it is needed: words on the screens of whoever chose them, numbers into Help.
 *
 * Rule: asked for when the app is opened, never when Help is: nobody is told that somebody opened Help.
 */
import { effect, signal, untracked } from "@preact/signals";
import type { Diary, Projects } from "../diary/model.ts";
import { keepNumbers, readNumbers } from "../help/numbers.ts";
import { instead, language } from "../ui/text.ts";
import { inUse, usedBy } from "../words/chosen.ts";
import { readWords, type Words, wordsByKey } from "../words/model.ts";

const PROJECT = "project"; // the collection of codes (diary/projects.ts)

/** Of one who is in a project, once it was read: screens that have to do with projects only then. */
export const followed = signal<Projects | null>(null);

/** As long as the app is open; of one who is in no project, nothing of projects is loaded. */
export function followProjects(diary: Diary): void {
  effect(() => {
    if (!diary.started.value) return;
    const borrowed = diary.borrowed.value;
    const joined = untracked(() => diary.collection(PROJECT).items);
    let here = true;
    let stop: () => void = () => undefined;
    let asked = false;
    const begin = async () => {
      const projects = await diary.projects();
      if (!here) return;
      const ends = [effect(() => wear(diary, projects)), effect(() => (borrowed ? undefined : keep(projects)))];
      followed.value = projects;
      stop = () => {
        followed.value = null;
        for (const end of ends) end();
      };
      await projects.refresh();
    };
    const wait = effect(() => {
      const codes = joined.value;
      if (codes === null || asked) return;
      asked = codes.length > 0;
      if (asked)
        void begin().catch(() => undefined); // without a network: what is on this phone
      else if (!borrowed) keepNumbers([]);
    });
    return () => {
      here = false;
      wait();
      stop();
      use(null);
    };
  });
}

function wear(diary: Diary, projects: Projects): void {
  const code = usedBy(diary);
  const given =
    code === null || !projects.list.value.some((one) => one.code === code) ? null : projects.leaflets.of(code, "words");
  const words = given && readWords(given.json);
  use(words?.language === language.value ? words : null);
}

function use(words: Words | null): void {
  inUse.value = words;
  instead.value = words === null ? new Map() : wordsByKey(words);
}

function keep(projects: Projects): void {
  const given = projects.list.value.flatMap(({ code, name }) => {
    const leaflet = projects.leaflets.of(code, "help");
    const numbers = leaflet && readNumbers(leaflet.json);
    return numbers && numbers.rows.length > 0 ? [{ name, ...numbers }] : [];
  });
  keepNumbers(given);
}
