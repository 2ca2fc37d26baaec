/** Days and hours as the person's language says them. Where a browser cannot, the language's own file has the names. */
import { hasWords, language, t } from "./text.ts";

export type Dates = Pick<Intl.DateTimeFormat, "format" | "formatRange">;

const ENGLISH: Readonly<Record<string, readonly string[]>> = {
  weekday: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
  month: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
};

export function dates(options: Intl.DateTimeFormatOptions): Dates {
  const tag = language.value === "en" ? "en-GB" : language.value;
  const known = Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  // Chromium knows no Somali: it would say "M11 23, Mon", or the day in another language.
  if (known || !hasWords("date-weekday")) return new Intl.DateTimeFormat(tag, options);
  const english = new Intl.DateTimeFormat("en-GB", options);
  const say = (parts: readonly Intl.DateTimeFormatPart[]) =>
    parts.map(({ type, value }) => (ENGLISH[type] ? ownName(type, value, options) : value)).join("");
  return {
    format: (at) => say(english.formatToParts(at)),
    formatRange: (from, to) => say(english.formatRangeToParts(from, to)),
  };
}

function ownName(type: string, value: string, options: Intl.DateTimeFormatOptions): string {
  const short = (type === "month" ? options.month : options.weekday) === "short";
  const names = t(`date-${type}${short ? "-short" : ""}`).split(", ");
  return names[ENGLISH[type]?.indexOf(value.slice(0, 3)) ?? -1] ?? value;
}
