/** One planned thing as a calendar file (RFC 5545), made on this phone: whatever calendar the person has can remind them. */
import type { Day } from "../diary/model.ts";
import { isClock } from "./model.ts";

const LINE_BYTES = 75;

export interface Appointment {
  readonly title: string;
  readonly place: string;
  readonly day: Day; // the first one
  readonly time: string; // HH:MM; anything else is a whole day
  readonly weekly: boolean;
  /** null: no reminder. Where there is no hour, any other is nine o'clock of that day. */
  readonly hoursBefore: number | null;
}

/** Times have no zone: two o'clock is two o'clock wherever the phone is, and on both sides of a clock change. */
export function toCalendar(what: Appointment, id: string, now: Date): string {
  const day = what.day.replaceAll("-", "");
  const timed = isClock(what.time);
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//calendar//EN", // must be there, and need not say which app it was
    "BEGIN:VEVENT",
    `UID:${id}`,
    `DTSTAMP:${now.toISOString().replace(/[-:]|\.\d+/g, "")}`,
    timed ? `DTSTART:${day}T${what.time.replace(":", "")}00` : `DTSTART;VALUE=DATE:${day}`,
    ...(what.weekly ? ["RRULE:FREQ=WEEKLY"] : []),
    `SUMMARY:${escaped(what.title)}`,
    ...(what.place === "" ? [] : [`LOCATION:${escaped(what.place)}`]),
    "CLASS:PRIVATE",
    ...(what.hoursBefore === null ? [] : alarm(what.title, timed ? before(what.hoursBefore) : "PT9H")),
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

function before(hours: number): string {
  return hours === 0 ? "PT0S" : `-PT${hours}H`;
}

function alarm(title: string, when: string): string[] {
  return ["BEGIN:VALARM", "ACTION:DISPLAY", `TRIGGER:${when}`, `DESCRIPTION:${escaped(title)}`, "END:VALARM"];
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r\n|[\r\n]/g, "\\n");
}

/** No line is longer than 75 bytes, and no letter is cut in two. */
function folded(line: string): string {
  const bytes = new TextEncoder();
  let made = "";
  let room = LINE_BYTES;
  for (const letter of line) {
    const size = bytes.encode(letter).length;
    if (size > room) {
      made += "\r\n ";
      room = LINE_BYTES - 1;
    }
    made += letter;
    room -= size;
  }
  return made;
}
