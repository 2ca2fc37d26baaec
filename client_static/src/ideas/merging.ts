/** Two coordinators changed one list apart: what only one of them changed stands; what both did is asked about. */
import { fold } from "./matching.ts";
import { type Idea, isSame } from "./model.ts";

type Ideas = readonly Idea[];

/** One idea that both changed; null where it was taken out. */
export interface Both {
  readonly id: string;
  readonly mine: Idea | null;
  readonly theirs: Idea | null;
}

/** base: what both began with. Until it is chosen mine stands, and what was taken out by one is there. */
export function merged(
  base: Ideas,
  mine: Ideas,
  theirs: Ideas,
): { readonly ideas: Ideas; readonly both: readonly Both[] } {
  const ideas: Idea[] = [];
  const both: Both[] = [];
  for (const id of new Set([...theirs, ...mine].map((idea) => idea.id))) {
    const [was, own, other] = [inList(base, id), inList(mine, id), inList(theirs, id)];
    const asked = !same(own, was) && !same(other, was) && !same(own, other);
    if (asked) both.push({ id, mine: own, theirs: other });
    const kept = asked ? (own ?? other) : same(own, was) ? other : own;
    if (kept !== null) ideas.push(kept);
  }
  return { ideas, both };
}

/** The list with one of the two put in, or taken out. */
export function chosenOf(list: Ideas, id: string, idea: Idea | null): Ideas {
  if (idea === null) return list.filter((one) => one.id !== id);
  return inList(list, id) === null ? [...list, idea] : list.map((one) => (one.id === id ? idea : one));
}

function inList(list: Ideas, id: string): Idea | null {
  return list.find((one) => one.id === id) ?? null;
}

function same(one: Idea | null, other: Idea | null): boolean {
  return one === null || other === null ? one === other : isSame(one, other);
}

/** What is different now, for whoever looks before it goes. */
export interface Changes {
  readonly added: Ideas;
  readonly changed: Ideas;
  readonly out: Ideas;
}

export function changesOf(before: Ideas, now: Ideas): Changes {
  const was = (id: string) => inList(before, id);
  return {
    added: now.filter(({ id }) => was(id) === null),
    changed: now.filter((idea) => was(idea.id) !== null && !same(idea, was(idea.id))),
    out: before.filter(({ id }) => inList(now, id) === null),
  };
}

/** Puts in what is new, and changes what has the same id, or the same name and place. Nothing is taken out. */
export function withThese(list: Ideas, more: Ideas): Ideas {
  const result = [...list];
  for (const idea of more) {
    const at = result.findIndex((one) => one.id === idea.id || nameOf(one) === nameOf(idea));
    if (at < 0) result.push(idea);
    else result[at] = { ...idea, id: result[at]!.id };
  }
  return result;
}

function nameOf({ name, where }: Idea): string {
  return fold(`${name}\n${where}`);
}
