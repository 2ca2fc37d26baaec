/** Ideas for what to write. A no stays on this phone: it is never sealed into an entry and never sent. */
import type { Collection, Diary } from "../diary/model.ts";
import { dayOf } from "../today/day.ts";

const KIND = "asking";
const ROW = "0".repeat(32); // one for all: it may be written before it was read

export interface Asking {
  /** Not asked: not yet read, a no today, or a no for good. */
  readonly asks: boolean;
  readonly off: boolean;
  notToday(): Promise<void>;
  turn(off: boolean): Promise<void>;
}

/** Reads signals: call it while drawing. */
export function askingOf(diary: Pick<Diary, "ownCollection">): Asking {
  const list: Collection = diary.ownCollection(KIND);
  const items = list.items.value;
  const own = items?.find(({ id }) => id === ROW);
  const off = own?.fields.off === true;
  const write = (fields: { off?: boolean; no?: string }) => list.change(ROW, fields);
  return {
    asks: items !== null && !off && own?.fields.no !== dayOf(new Date()),
    off,
    notToday: () => write({ no: dayOf(new Date()) }),
    turn: (value) => write({ off: value, no: "" }),
  };
}
