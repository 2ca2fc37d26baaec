/** An idea as it is typed, and back. */
import type { Area } from "../areas/model.ts";
import { hex } from "../crypto/encoding.ts";
import { randomBytes } from "../crypto/suite.ts";
import type { Day } from "../diary/model.ts";
import { daysAfter } from "../week/model.ts";
import { type Idea, type Kind, LIKES, MOST, type Told } from "./model.ts";
import { contactFrom, contactTyped } from "./ways.ts";

const HALF_A_YEAR = 182; // days

export const EMPTY_FORM = {
  name: "",
  kind: "volunteering" as Kind,
  where: "",
  when: "",
  words: "",
  contact: "",
  pay: "",
  area: "do" as Area,
  tags: "",
  like: "",
};
export type Form = typeof EMPTY_FORM;

export function formOf(idea: Idea): Form {
  const { name, kind, where, when, words, pay, area } = idea;
  const typed = { tags: idea.tags.join(", "), like: idea.like.join(" "), contact: contactTyped(idea.contact) };
  return { name, kind, where, when, words, pay, area, ...typed };
}

export function ideaFrom(form: Form, rest: Pick<Idea, "id" | "told" | "checked" | "checkedBy">): Idea {
  const line = (text: string) => text.replace(/\s+/g, " ").trim();
  const { id, told, checked, checkedBy } = rest;
  return {
    id,
    name: line(form.name),
    kind: form.kind,
    where: line(form.where),
    when: line(form.when),
    words: form.words.trim(),
    contact: contactFrom(form.contact),
    pay: line(form.pay),
    area: form.area,
    tags: [...new Set(form.tags.split(",").map(line))].filter((tag) => tag !== ""),
    like: LIKES.filter((one) => form.like.split(" ").includes(one)),
    told,
    checked,
    checkedBy,
  };
}

export function newId(): string {
  return hex(randomBytes(8));
}

/** For coordinators only: whoever looks for an idea need not weigh how old its facts are. */
export function isOld({ checked }: Idea, today: Day): boolean {
  return checked < daysAfter(today, -HALF_A_YEAR);
}

/** Words of somebody who went, as they stand with an idea. */
export function asTold(name: string, words: string): Told {
  const line = (text: string) => text.replace(/\s+/g, " ").trim();
  return { by: line(name), words: line(words) };
}

export function holds({ told }: Idea, { by, words }: Told): boolean {
  return told.some((one) => one.by === by && one.words === words);
}

/** Nothing changes where it is there already, or where no more fit. */
export function withTold(idea: Idea, told: Told): Idea {
  return holds(idea, told) || idea.told.length >= MOST.told ? idea : { ...idea, told: [...idea.told, told] };
}
