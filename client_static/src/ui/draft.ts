/** What is being typed into a sheet outlives the sheet, and the phone's closing the app. It never leaves this phone. */
import { useRef, useState } from "preact/hooks";
import type { Fields } from "../diary/model.ts";
import { useDiary } from "./diary.tsx";

const DRAFT = "draft";
let writing: Promise<unknown> = Promise.resolve(); // one after the other, so that no row is made twice

/** `name`: null where nothing is to be kept, as for something that is there already, or before there is a diary. */
export function useDraft<Kind extends Fields>(name: string | null, empty: Kind) {
  const diary = useDiary();
  const drafts = name === null ? null : diary.ownCollection(DRAFT);
  const row = () => drafts?.items.value?.find(({ fields }) => fields.of === name);
  const kept = row();
  const [typed, setTyped] = useState<Kind | null>(null);
  const blank = useRef(empty);
  const value: Kind = typed ?? { ...blank.current, ...(kept?.fields.open === true ? kept.fields : {}) };
  const keep = (fields: Fields) => {
    if (drafts === null) return;
    // Where the phone is full the words are still on the screen, and keeping them for good says so.
    writing = writing
      .then(async () => {
        const found = row();
        if (found) await drafts.change(found.id, fields);
        else await drafts.add({ ...fields, of: name });
      })
      .catch(() => undefined);
  };
  const latest = useRef<Kind | null>(null); // of what is typed: a second field may change before the first is drawn
  return {
    value,
    set(change: Partial<Kind>) {
      latest.current = { ...(latest.current ?? value), ...change };
      setTyped(latest.current);
      keep({ ...latest.current, open: true });
    },
    /** Nothing of it stays in the row. */
    done() {
      latest.current = null;
      setTyped(null);
      keep({ ...blank.current, open: false });
    },
  };
}
