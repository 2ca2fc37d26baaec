/** What of a project's letters waits for the person, and how far a concern has come. */
import type { Letter, Place } from "../diary/model.ts";
import { kindOf, type LetterIs, type Step } from "./model.ts";

export type Waiting = "concern" | "hello" | "offer" | "said";

export function letterIs({ kind }: Letter, ...any: readonly LetterIs[]): boolean {
  return any.some((is) => kindOf(is) === kind);
}

/** The first thing that somebody would want to know of. */
export function waitingIn(place: Place, all: readonly Letter[]): Waiting | null {
  const letters = all.filter(({ code }) => code === place.code);
  const told = letters.filter((one) => letterIs(one, "concern", "report"));
  if (place.role === "lead" && told.some((one) => stepOf(one, letters) !== "closed")) return "concern";
  if (place.role !== null) return hellos(letters).some((one) => offerFor(one, letters) === undefined) ? "hello" : null;
  if (letters.some((one) => letterIs(one, "offer") && !one.mine)) return "offer";
  return letters.some((one) => letterIs(one, "hello") && one.mine) ? "said" : null;
}

export function hellos(letters: readonly Letter[]): readonly Letter[] {
  return letters.filter((one) => letterIs(one, "hello") && !one.mine);
}

/** The person's own. */
export function offerFor(hello: Letter, letters: readonly Letter[]): Letter | undefined {
  return letters.find((one) => one.mine && one.about === hello.id);
}

export function newsOf(about: Letter, letters: readonly Letter[]): readonly Letter[] {
  return letters.filter((one) => letterIs(one, "news") && one.about === about.id);
}

/** null: nobody has it yet. */
export function stepOf(about: Letter, letters: readonly Letter[]): Step | null {
  const steps = newsOf(about, letters).flatMap(({ body }) => (body?.is === "news" ? [body.step] : []));
  return steps.findLast((step) => step !== "talk") ?? null;
}
