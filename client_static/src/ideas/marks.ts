/** What the person notes of ideas: sealed, their own, and told to nobody. */
import { textOf } from "../diary/item.ts";
import type { Collection, Item } from "../diary/model.ts";
import { type Hope, hopesOf } from "../hopes/model.ts";

/** On all of their phones: what they keep, and where they might go. */
export const IDEA_MARK = "idea-mark";
/** On this phone only: a no to somebody who comes along (mission A6). */
export const IDEA_NO = "idea-no";
export type Mark = "kept" | "might";

export function markedIn(list: Collection, mark: Mark): ReadonlySet<string> {
  return new Set(
    (list.items.value ?? []).filter(({ fields }) => fields.mark === mark).map((item) => textOf(item, "of")),
  );
}

/** What is kept and not given out any more: it does not go without a word. */
export function goneOf(list: Collection, there: ReadonlySet<string>): readonly Item[] {
  return (list.items.value ?? []).filter((item) => item.fields.mark === "kept" && !there.has(textOf(item, "of")));
}

/** On or off. text: what the idea is called, for a copy of the diary. */
export async function turn(list: Collection, mark: Mark, of: string, text: string): Promise<void> {
  const rows = (list.items.value ?? []).filter(({ fields }) => fields.mark === mark && fields.of === of);
  for (const { id } of rows) await list.takeOut(id);
  if (rows.length === 0) await list.add({ mark, of, text });
}

/** What they are good at or like, then what they hope for, in their own order. What is done is over. */
export function saidIn(strengths: Collection, hopes: Collection): string[] {
  const open = ({ state }: Hope) => state !== "done";
  return [
    ...(strengths.items.value ?? []).map((item) => textOf(item)),
    ...hopesOf(hopes.items.value ?? [])
      .filter(open)
      .map(({ text }) => text),
  ].filter((text) => text.trim() !== "");
}
