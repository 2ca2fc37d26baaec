/**
 * A day on which two people meet (mission A8, A10): both keep it, and it is as the one said who changed it last.
 * Beside it each may write what they would like to talk about, and one small next thing (C15): their own, and no plan.
 *
 * Rule: as in My week there is no past. One that was moved or left out leaves no trace.
 */
import type { Fields } from "../diary/model.ts";
import type { RecordState } from "../sync/record.ts";
import { SOMETHING_ELSE } from "../today/model.ts";
import { type Planned, readPlanned } from "../week/model.ts";

export const MEET = "meet";
const MOST_LETTERS = 200;
export const MOST_LINE = 500;

export interface Meet {
  /** null where they do not meet any more. Its words are the reader's. */
  readonly what: Planned | null;
  readonly mine: boolean;
  readonly at: string; // sorts by when it was said
}

export function readMeet(records: Iterable<RecordState>, mine: boolean): Meet | null {
  for (const { id, type, fields } of records) {
    if (type !== MEET || fields.day === undefined) continue;
    const values = Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]));
    const place = typeof values.place === "string" ? values.place.slice(0, MOST_LETTERS) : "";
    const item = { ...values, place, tile: SOMETHING_ELSE, text: MEET, area: "belong" } as Fields;
    return { what: readPlanned({ id, order: "", fields: item }), mine, at: fields.day.at };
  }
  return null;
}

/** Space first, then a next step. Each may be empty, and nothing says that it is. */
export interface Lines {
  readonly space: string;
  readonly next: string;
  readonly at: string; // when one of them was written last
}

export const NO_LINES: Lines = { space: "", next: "", at: "" };

/** What somebody wrote there: nobody changes the other's words. */
export function readLines(records: Iterable<RecordState>): Lines {
  for (const { type, fields } of records) {
    if (type !== MEET) continue;
    const { space, next } = fields;
    const words = (value: unknown) => (typeof value === "string" ? value.trim().slice(0, MOST_LINE) : "");
    const at = [space?.at ?? "", next?.at ?? ""].sort()[1] ?? "";
    return { space: words(space?.value), next: words(next?.value), at };
  }
  return NO_LINES;
}

export function newestOf(one: Meet | null, other: Meet | null): Meet | null {
  if (one === null || other === null) return one ?? other;
  return one.at > other.at ? one : other;
}

/** All that is said of it at once, so that two who change it apart do not mix one's day with the other's place. */
export function meetFields(what: Pick<Planned, "weekday" | "time" | "place" | "after" | "also">): Fields {
  return { day: what.weekday, time: what.time, place: what.place, after: what.after, also: what.also.join(" ") };
}

export const NO_MEETING: Fields = { day: 0, time: "", place: "", after: "", also: "" };
