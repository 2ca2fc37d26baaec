/** Changes to the answers on Today. Each is one row; what it was before is written again to undo it. */
import { hex, utf8 } from "../crypto/encoding.ts";
import { sha256Now } from "../crypto/suite.ts";
import { orderAt } from "../diary/item.ts";
import type { Collection, Fields } from "../diary/model.ts";
import { placeBeside } from "../hopes/model.ts";
import type { Answer } from "../today/answers.ts";
import { TILES } from "../today/model.ts";

/** Derived, so that two phones that change the same tile apart change the same row. */
export function rowOf({ id, tile }: Pick<Answer, "id" | "tile">): string {
  return id || hex(sha256Now(utf8(`newleaf/v1/answer/${tile.name}`)).slice(0, 16));
}

/** The whole row of an app's tile: of one that was set back, nothing of an earlier choice may come back. */
export function fieldsOf({ tile, order, shown, own }: Answer): Fields {
  return { ...(own ? {} : { tile: tile.name }), order, hidden: !shown };
}

export function keep(list: Collection, answer: Answer): Promise<void> {
  return list.change(rowOf(answer), fieldsOf(answer));
}

/** As it is once it stands where `to` of the shown ones is, which gives way to the side it came from. */
export function movedTo(all: readonly Answer[], tile: string, to: number): Answer | null {
  const shown = all.filter((answer) => answer.shown);
  const from = shown.findIndex((answer) => answer.tile.name === tile);
  const [answer, beside] = [shown[from], shown[to]];
  if (answer === undefined || beside === undefined || from === to) return null;
  const others = all.filter((one) => one !== answer);
  const ids = others.map(({ tile: { name } }) => ({ id: name }));
  return { ...answer, order: orderAt(others, placeBeside(ids, tile, beside.tile.name, to > from)) };
}

/** The app's own choice in its own order, and nothing else on Today. */
export function isAsAtFirst(all: readonly Answer[]): boolean {
  const now = all.filter(({ shown }) => shown).map(({ tile }) => tile.name);
  return now.join() === TILES.flatMap(({ name, shown }) => (shown ? [name] : [])).join();
}

/** Answers of one's own are not shown then; they stay to be chosen again. */
export async function setBack(list: Collection, all: readonly Answer[]): Promise<void> {
  for (const answer of all.filter(isChanged))
    await (answer.own ? keep(list, { ...answer, shown: false }) : list.takeOut(answer.id));
}

/** As all was before it was set back. */
export async function undoSetBack(list: Collection, all: readonly Answer[]): Promise<void> {
  for (const answer of all.filter(isChanged)) await (answer.own ? keep(list, answer) : list.bringBack(answer.id));
}

function isChanged({ id, own, shown }: Answer): boolean {
  return own ? shown : id !== "";
}
