/** What is said in a talk, as records: whose words, when, and how far they came. */
import { unhex } from "../crypto/encoding.ts";
import type { Photo } from "../diary/model.ts";
import { stampMs } from "../sync/clock.ts";
import { gone, type RecordState } from "../sync/record.ts";

export const MESSAGE = "message";
export const ABOUT = "about";
export const ARRIVED = "arrived";
/** Longer than this is a journal page. */
export const MOST_LETTERS = 4000;
export const MOST_NAME = 40;
export const MOST_WORDS = 500;

/** waits: on this phone only; sent: at the server, sealed; there: on the other one's phone. Never whether it was read. */
export type Way = "waits" | "sent" | "there";

export interface Message {
  readonly id: string; // 32 hex digits
  readonly mine: boolean;
  /** Whose words, by account in hex. */
  readonly by: string;
  readonly text: string;
  /** The branch of what was shared; empty for plain words. */
  readonly area: string;
  /** A copy of something of their own, and no plain words. */
  readonly shared: boolean;
  readonly day: string;
  readonly at: string; // sorts by when it was said
  readonly ms: number;
  readonly changed: boolean;
  readonly removed: boolean;
  readonly way: Way;
  /** page: where the talk's photos have it. */
  readonly photo: (Photo & { readonly page: string; readonly out: boolean }) | null;
}

/** When somebody is there, as they say it themselves. days: Monday is 1. Minutes from midnight. */
export interface Hours {
  readonly days: readonly number[];
  readonly from: number;
  readonly to: number;
}

export interface About {
  readonly name: string;
  readonly hours: Hours | null;
  readonly away: boolean;
}

export const NOBODY_YET: About = { name: "", hours: null, away: false };

/** null for what is no message. arrived: for each own phone the stamp of its newest message that came. */
export function readMessage(
  record: RecordState,
  by: string,
  mine: boolean,
  waiting: ReadonlySet<string>,
  arrived: ReadonlyMap<string, string>,
): Omit<Message, "photo"> | null {
  const { day, text, area, shared } = record.fields;
  if (record.type !== MESSAGE || typeof day?.value !== "string" || typeof text?.value !== "string") return null;
  const { at } = day; // set once: when it was said, and by which phone
  const there = (arrived.get(at.slice(16)) ?? "") >= at.slice(0, 16);
  return {
    id: record.id,
    mine,
    by,
    text: text.value.slice(0, MOST_LETTERS),
    area: typeof area?.value === "string" ? area.value : "",
    shared: shared?.value === true || (typeof area?.value === "string" && area.value !== ""),
    day: day.value,
    at,
    ms: stampMs(unhex(at.slice(0, 16))),
    changed: text.at !== at,
    removed: gone(record),
    way: waiting.has(record.id) ? "waits" : mine && there ? "there" : "sent",
  };
}

export function inOrder(one: Message, other: Message): number {
  return one.at < other.at ? -1 : 1;
}

export function readAbout(records: Iterable<RecordState>): About {
  for (const { type, fields } of records) {
    if (type !== ABOUT) continue;
    const name = fields.name?.value;
    const days = fields.days?.value;
    return {
      name: typeof name === "string" ? name.trim().slice(0, MOST_NAME) : "",
      hours: readHours(typeof days === "string" ? days : "", fields.from?.value, fields.to?.value),
      away: fields.away?.value === true,
    };
  }
  return NOBODY_YET;
}

/** When somebody first said how they are called, in milliseconds: they came then. */
export function cameAt(records: Iterable<RecordState>): number | null {
  for (const { type, fields } of records)
    if (type === ABOUT && fields.name) return stampMs(unhex(fields.name.at.slice(0, 16)));
  return null;
}

function readHours(digits: string, from: unknown, to: unknown): Hours | null {
  const days = [...new Set([...digits].map(Number))].filter((day) => day >= 1 && day <= 7).sort();
  const right = isMinutes(from) && isMinutes(to) && from < to && days.length > 0;
  return right ? { days, from, to } : null;
}

function isMinutes(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 1440;
}

/** As fields of the record. */
export function hoursFields(hours: Hours | null): { days: string; from: number; to: number } {
  return hours === null ? { days: "", from: 0, to: 0 } : { days: hours.days.join(""), from: hours.from, to: hours.to };
}

/** For each phone (in hex) the stamp of its newest message that came to the other side. */
export function readArrived(records: Iterable<RecordState>): Map<string, string> {
  const found = new Map<string, string>();
  for (const { type, fields } of records) {
    if (type !== ARRIVED) continue;
    for (const [device, { value }] of Object.entries(fields)) if (typeof value === "string") found.set(device, value);
  }
  return found;
}

/** Whether somebody is there at that moment, by their own hours; null where they named none. */
export function isThere({ hours, away }: About, now: Date): boolean | null {
  if (away) return false;
  if (hours === null) return null;
  const minutes = now.getHours() * 60 + now.getMinutes();
  return hours.days.includes(isoDay(now)) && minutes >= hours.from && minutes < hours.to;
}

/** When somebody is there next, later today or in the days after; null where nobody can tell. */
export function backOn({ hours, away }: About, now: Date): Date | null {
  if (hours === null || away) return null;
  for (let ahead = 0; ahead <= 7; ahead += 1) {
    const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + ahead, 0, hours.from);
    if (hours.days.includes(isoDay(day)) && day > now) return day;
  }
  return null;
}

export function isoDay(date: Date): number {
  return date.getDay() === 0 ? 7 : date.getDay();
}
