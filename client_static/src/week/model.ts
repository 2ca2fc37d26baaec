/**
 * My week: what a person plans, and on which days it stands from today on.
 *
 * Rule: there is no past. An item stands on its weekday; `after` hides the weekdays up to a day (one that was moved or
 * left out), `also` names other days. Both are forgotten as soon as they are over, so nothing remembers what was not done.
 */
import { AREAS, type Area } from "../areas/model.ts";
import { textOf } from "../diary/item.ts";
import type { Day, Fields, Item, Leaf } from "../diary/model.ts";
import { SOMETHING_ELSE, TILES } from "../today/model.ts";
import { DAY, noon, toDay } from "../tree/days.ts";

export const WEEK = "week";
export const PARTS = ["morning", "afternoon", "evening"] as const;
const ONCE = 0;
const LAST_YEAR = "2999";

export interface Planned {
  readonly id: string;
  readonly tile: string; // a tile's name or SOMETHING_ELSE
  readonly text: string; // the person's own words for SOMETHING_ELSE
  readonly area: Area;
  readonly weekday: number; // 1 Monday to 7 Sunday; 0 for something planned once
  readonly time: string; // HH:MM, a part of the day, or empty
  readonly place: string;
  readonly after: Day | "";
  readonly also: readonly Day[];
}

/** What is planned for one day. */
export interface Card {
  readonly what: Planned;
  readonly day: Day;
}

/** null for an item that makes no sense. */
export function readPlanned({ id, fields, ...item }: Item): Planned | null {
  const text = (name: string) => textOf({ id, fields, ...item }, name);
  const tile = TILES.some(({ name }) => name === text("tile")) ? text("tile") : SOMETHING_ELSE;
  const weekday = isWeekday(fields.day) ? fields.day : ONCE;
  const also = text("also").split(" ").filter(isDay).sort();
  const area = AREAS.find((one) => one === fields.area) ?? "do";
  if ((tile === SOMETHING_ELSE && text("text") === "") || (weekday === ONCE && also.length === 0)) return null;
  return {
    id,
    tile,
    text: text("text"),
    area,
    weekday,
    time: isTime(text("time")) ? text("time") : "",
    place: text("place"),
    after: isDay(text("after")) ? text("after") : "",
    also,
  };
}

export function isTime(text: string): boolean {
  return isClock(text) || PARTS.some((part) => part === text);
}

export function isClock(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

export function weekdayOf(day: Day): number {
  return ((new Date(noon(day)).getUTCDay() + 6) % 7) + 1;
}

export function daysAfter(day: Day, days: number): Day {
  return toDay(noon(day) + days * DAY);
}

/** Today and the six days after it. */
export function comingDays(today: Day): Day[] {
  return [0, 1, 2, 3, 4, 5, 6].map((days) => daysAfter(today, days));
}

/** The next day of this weekday, from `from` on. */
export function nextWeekday(weekday: number, from: Day): Day {
  return daysAfter(from, (weekday - weekdayOf(from) + 7) % 7);
}

/** The usual day that comes next; null for something planned once. */
export function nextUsual({ weekday, after }: Planned, today: Day): Day | null {
  if (weekday === ONCE) return null;
  return nextWeekday(weekday, after >= today ? daysAfter(after, 1) : today);
}

/** Its days of the coming week; where there is none, the next one after it, so that everything can be found. */
export function daysOf(what: Planned, today: Day): Day[] {
  const usual = nextUsual(what, today);
  const all = [...new Set([...what.also.filter((day) => day >= today), ...(usual === null ? [] : [usual])])].sort();
  const near = all.filter((day) => day <= daysAfter(today, 6));
  return near.length > 0 ? near : all.slice(0, 1);
}

/** What stands in the week from today on, earliest first. */
export function cardsOf(items: readonly Item[], today: Day): Card[] {
  const planned = items.map(readPlanned).filter((what) => what !== null);
  return inOrder(planned.flatMap((what) => daysOf(what, today).map((day) => ({ what, day }))));
}

/** Earliest first. */
export function inOrder<Of extends Card>(cards: readonly Of[]): Of[] {
  const key = ({ day, what }: Card) => `${day} ${startOf(what.time)}`;
  return cards.toSorted((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0));
}

/** Where in the day it stands; without a time it comes last. */
function startOf(time: string): string {
  const at = (PARTS as readonly string[]).indexOf(time);
  return at < 0 ? time || "99:99" : ["06:00", "12:00", "17:00"][at]!;
}

/** The fields that put one day of it on another; on none where `to` is null. */
export function moved(what: Planned, from: Day, to: Day | null, today: Day): Fields {
  const after = from === nextUsual(what, today) ? from : what.after;
  const also = new Set(what.also.filter((day) => day !== from && day >= today));
  if (to !== null) also.add(to);
  return { after: after >= today ? after : "", also: [...also].sort().join(" ") };
}

/** As it stood before. */
export function placeOf({ after, also }: Planned): Fields {
  return { after, also: also.join(" ") };
}

/** The leaf that doing it grows. */
export function leafOf({ tile, area, text }: Planned): Pick<Leaf, "tile" | "area" | "text"> {
  return { tile, area, text: tile === SOMETHING_ELSE ? text : "" };
}

function isWeekday(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 7;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && text < LAST_YEAR && !Number.isNaN(noon(text)) && toDay(noon(text)) === text;
}
