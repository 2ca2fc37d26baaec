/**
 * Whose words the person uses: chosen once, changed at any time, on all of their phones.
 *
 * Rule: a no stays on the phone where it was said, and nobody is told (mission A5, A6).
 */
import { signal } from "@preact/signals";
import type { Collection, Diary, Item } from "../diary/model.ts";
import type { Words } from "./model.ts";

const USED = "words-of"; // sealed: the code of the project
const DECLINED = "no-words-of"; // of this phone alone
const CODE = "code";

/** The words in use, in the language that the person reads the app in; null: the app's own. */
export const inUse = signal<Words | null>(null);

/** The project whose words are used; the newest choice where two phones chose apart. */
export function codeOf(used: readonly Item[] | null): string | null {
  const code = used?.at(-1)?.fields[CODE];
  return typeof code === "string" ? code : null;
}

export interface Choosing {
  /** null until it was read, or where nothing was chosen. */
  readonly used: string | null;
  /** Not yet answered, and read already. */
  asks(code: string): boolean;
  choose(code: string, use: boolean): Promise<void>;
}

/** Reads signals: call it while drawing. */
export function choosingOf(diary: Pick<Diary, "collection" | "ownCollection">): Choosing {
  const used = diary.collection(USED);
  const declined = diary.ownCollection(DECLINED);
  const [mine, noes] = [used.items.value, declined.items.value];
  const said = (items: readonly Item[], code: string) => items.filter(({ fields }) => fields[CODE] === code);
  const clear = async (list: Collection, items: readonly Item[]) => {
    for (const { id } of items) await list.takeOut(id);
  };
  return {
    used: codeOf(mine),
    asks: (code) => mine !== null && noes !== null && [...said(mine, code), ...said(noes, code)].length === 0,
    async choose(code, use) {
      const others = mine ?? [];
      await clear(declined, said(noes ?? [], code));
      if (use) {
        await used.add({ [CODE]: code });
        await clear(used, others); // after it: between the two there is no moment without words
      } else {
        await declined.add({ [CODE]: code });
        await clear(used, said(others, code));
      }
    },
  };
}

export function usedBy(diary: Pick<Diary, "collection">): string | null {
  return codeOf(diary.collection(USED).items.value);
}
