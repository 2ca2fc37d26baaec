/** A copy as one file: pages to read for a person, and the data for a program, packed together. */
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { type Copy, readCopy } from "../diary/copy.ts";
import type { Day } from "../diary/model.ts";
import { titleOf, wordsOf } from "../tree/leaf_sheet.tsx";
import { t } from "../ui/text.ts";

const DATA = "newleaf.json";
const FORMAT = 1;
const MOST_BYTES = 64 * 1024 * 1024;

interface Line {
  readonly day: Day;
  readonly title: string;
  readonly words: string;
}

/** `day`: how a day is said, with its year. */
export function toZip(copy: Copy, day: (day: Day) => string): Uint8Array<ArrayBuffer> {
  const lines = linesOf(copy);
  const files = {
    "index.html": strToU8(html(lines, day)),
    "my-days.md": strToU8(markdown(lines, day)),
    [DATA]: strToU8(JSON.stringify({ newleaf: FORMAT, ...plain(copy) }, null, 1)),
  };
  return zipSync(files, { level: 6 }) as Uint8Array<ArrayBuffer>;
}

/** null for a file that is no copy, or one of a newer program. */
export function fromFile(bytes: Uint8Array): Copy | null {
  try {
    const files = unzipSync(bytes, { filter: ({ name, originalSize }) => name === DATA && originalSize <= MOST_BYTES });
    const found: unknown = JSON.parse(strFromU8(files[DATA] ?? bytes));
    return isFormat(found) ? readCopy(found) : null;
  } catch {
    return null;
  }
}

function isFormat(value: unknown): boolean {
  return typeof value === "object" && value !== null && "newleaf" in value && value.newleaf === FORMAT;
}

/** Fields by name, so that nothing slips into the file that nobody decided on. */
function plain({ treeSeed, leaves, pages }: Copy): Copy {
  return {
    treeSeed,
    leaves: leaves.map(({ id, tile, area, day, text, slot, removed }) => ({
      id,
      tile,
      area,
      day,
      text,
      slot,
      removed,
    })),
    pages: pages.map(({ id, day, text }) => ({ id, day, text })),
  };
}

/** What happened, newest day first; a page stands with its leaf. */
function linesOf(copy: Copy): Line[] {
  const texts = new Map(copy.pages.map(({ id, text }) => [id, text]));
  const lines: Line[] = [];
  for (const leaf of copy.leaves) {
    if (leaf.removed) continue;
    lines.push({ day: leaf.day, title: titleOf(leaf), words: texts.get(leaf.id) ?? wordsOf(leaf) });
    texts.delete(leaf.id);
  }
  for (const { id, day, text } of copy.pages)
    if (texts.has(id)) lines.push({ day, title: t("tile-wrote"), words: text });
  return lines.sort((one, other) => (one.day < other.day ? 1 : one.day > other.day ? -1 : 0));
}

function byDay(lines: readonly Line[]): [Day, Line[]][] {
  const days = new Map<Day, Line[]>();
  for (const line of lines) days.set(line.day, [...(days.get(line.day) ?? []), line]);
  return [...days];
}

function html(lines: readonly Line[], day: (day: Day) => string): string {
  const days = byDay(lines).map(([date, rows]) => {
    const items = rows.map(({ title, words }) => `<li>${escaped(title)}${words && `<p>${escaped(words)}</p>`}</li>`);
    return `<h2>${escaped(day(date))}</h2><ul>${items.join("")}</ul>`;
  });
  const look =
    "body{font:18px/1.5 sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;color:#1d2a22;background:#f6f6f0}" +
    "h2{margin:2rem 0 .25rem;font-size:1.1rem}ul{margin:0;padding-left:1.2rem}p{margin:.25rem 0 .75rem;white-space:pre-line}";
  const title = escaped(t("copy-title"));
  return `<!doctype html><html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${look}</style><h1>${title}</h1>${days.join("")}</html>\n`;
}

function markdown(lines: readonly Line[], day: (day: Day) => string): string {
  const days = byDay(lines).map(([date, rows]) => {
    const items = rows.map(({ title, words }) => `- ${title}${words && `\n\n  ${words.replaceAll("\n", "\n  ")}\n`}`);
    return `## ${day(date)}\n\n${items.join("\n")}\n`;
  });
  return `# ${t("copy-title")}\n\n${days.join("\n")}`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
