/**
 * Going somewhere together (mission C7): one asks, the other comes along or does not, and both can change the plan.
 *
 * Rule 1: agreed is what the one who comes along said; everything else is as the one said who changed it last.
 * Rule 2: as in My week there is no past, and whoever can go alone says so once. Nothing remembers how often it was needed.
 */
import type { Day, Fields } from "../diary/model.ts";
import { gone, type RecordState } from "../sync/record.ts";
import { SOMETHING_ELSE } from "../today/model.ts";
import { daysOf, isTime, type Planned, readPlanned } from "../week/model.ts";

export const WALK = "walk";
export const MOST_TO = 200;
export const MOST_WORD = 40;
const STATES = ["asked", "yes", "over"] as const;

/** Of the two in the talk. open: they will see. */
export type Speaks = "me" | "them" | "open";

/** What two agree on; all but where to may be left open. */
export interface WalkPlan {
  readonly to: string;
  readonly forMe: boolean; // the person asked; else the other one did
  readonly state: (typeof STATES)[number];
  readonly weekday: number; // as of Planned; 0 and no `also`: no day yet
  readonly after: string;
  readonly also: readonly Day[];
  readonly time: string;
  readonly place: string; // where they meet first
  readonly speaks: Speaks;
  readonly word: string; // whoever says it would like to leave
  readonly home: boolean; // each sends a word from home, if they like
}

/** What one of the two said of it last. */
export interface SaidOfWalk extends WalkPlan {
  readonly id: string; // 32 hex digits
  readonly mine: boolean;
  readonly at: string; // sorts by when it was said
}

export interface Walk extends SaidOfWalk {
  readonly agreed: boolean;
  /** null where there is no day yet. */
  readonly what: Planned | null;
}

export const NEW_WALK: Omit<WalkPlan, "to"> = {
  forMe: true,
  state: "asked",
  weekday: 0,
  after: "",
  also: [],
  time: "",
  place: "",
  speaks: "open",
  word: "",
  home: false,
};

/** Of one of the two. me: the person's account in hex. */
export function readWalks(records: Iterable<RecordState>, mine: boolean, me: string): SaidOfWalk[] {
  const found: SaidOfWalk[] = [];
  for (const record of records) {
    const { id, type, fields } = record;
    const state = STATES.find((one) => one === fields.state?.value);
    if (type !== WALK || state === undefined || gone(record)) continue;
    const text = (name: string, most: number) => {
      const value = fields[name]?.value;
      return typeof value === "string" ? value.trim().slice(0, most) : "";
    };
    const {
      weekday = 0,
      after = "",
      also = [],
    } = plannedOf(fields.day?.value, text("after", 10), text("also", 99)) ?? {};
    const time = text("time", 9);
    const speaks = text("speaks", 32);
    found.push({
      id,
      mine,
      at: fields.state!.at,
      to: text("to", MOST_TO),
      forMe: text("for", 32) === me,
      state,
      weekday,
      after,
      also,
      time: isTime(time) ? time : "",
      place: text("place", MOST_TO),
      speaks: speaks === "" ? "open" : speaks === me ? "me" : "them",
      word: text("word", MOST_WORD),
      home: fields.home?.value === true,
    });
  }
  return found;
}

function plannedOf(day: unknown, after: string, also: string, more: Fields = {}): Planned | null {
  const fields = { tile: SOMETHING_ELSE, text: WALK, area: "belong", after, also, ...more };
  return readPlanned({ id: "", order: "", fields: { ...fields, day: typeof day === "number" ? day : 0 } });
}

/** Those that are not over, as the two say them. */
export function walksOf(said: readonly SaidOfWalk[]): Walk[] {
  const byId = new Map<string, SaidOfWalk[]>();
  for (const one of said) byId.set(one.id, [...(byId.get(one.id) ?? []), one]);
  return [...byId.values()].flatMap((both) => {
    const newest = both.reduce((one, other) => (one.at > other.at ? one : other));
    if (newest.state === "over" || newest.to === "") return [];
    const companion = both.find(({ mine }) => mine !== newest.forMe);
    const agreed = companion?.state === "yes";
    // Whoever changes the plan from here says no more and no less than was agreed.
    return [{ ...newest, state: agreed ? "yes" : "asked", agreed, what: whatOf(newest) }];
  });
}

export function whatOf({ to, weekday, after, also, time, place }: WalkPlan): Planned | null {
  return plannedOf(weekday, after, also.join(" "), { text: to, time, place });
}

/** Those that are still to come, or have no day yet. */
export function walksToCome(walks: readonly Walk[], today: Day): Walk[] {
  return walks.filter(({ what }) => what === null || daysOf(what, today).length > 0);
}

/** All that is said of it at once, so that two who change it apart do not mix one's day with the other's place. */
export function walkFields(plan: WalkPlan, me: string, other: string): Fields {
  const { to, forMe, state, weekday, after, also, time, place, speaks, word, home } = plan;
  const spoken = { me, them: other, open: "" }[speaks];
  const when = { day: weekday, after, also: also.join(" "), time };
  return { to, for: forMe ? me : other, state, ...when, place, speaks: spoken, word, home };
}
