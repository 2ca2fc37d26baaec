/** The day of a letter, in words. */
import type { Letter } from "../diary/model.ts";
import { dayOf } from "../today/day.ts";
import { longDay } from "../tree/day_words.ts";
import { today } from "../tree/days.ts";

export function sentOn({ sent }: Letter): string {
  return longDay(dayOf(new Date(sent)), today());
}
