/** A copy as one file: pages to read for a person, and the data for a program, packed together. */
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from "fflate";
import { MOST_CHUNKS, PART_BYTES } from "../crypto/chunks.ts";
import type { Bytes } from "../crypto/encoding.ts";
import { PAIR } from "../days/model.ts";
import { type Copy, readCopy } from "../diary/copy.ts";
import { textOf } from "../diary/item.ts";
import type { CopiedPhoto, Day, Item } from "../diary/model.ts";
import type { Value } from "../sync/record.ts";
import { dayOf } from "../today/day.ts";
import { titleOf, wordsOf } from "../tree/leaf_sheet.tsx";
import { hasWords, t } from "../ui/text.ts";

const DATA = "newleaf.json";
const PHOTOS = "photos/";
const FORMAT = 1;
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_PHOTO = MOST_CHUNKS * PART_BYTES;

interface Line {
  readonly day: Day;
  readonly title: string;
  readonly words: string;
  readonly photos: readonly CopiedPhoto[];
}

/** `day`: how a day is said, with its year. */
export function toZip(copy: Copy, day: (day: Day) => string): Uint8Array<ArrayBuffer> {
  const lines = linesOf(copy);
  const lists = [...listsOf(copy, day), ...talksOf(copy, day)];
  const files: Zippable = {
    "index.html": strToU8(html(lines, lists, day)),
    "my-days.md": strToU8(markdown(lines, lists, day)),
    [DATA]: strToU8(JSON.stringify({ newleaf: FORMAT, ...plain(copy) }, null, 1)),
  };
  for (const { photos } of copy.pages)
    for (const { id, jpeg } of photos) if (jpeg !== null) files[nameOf(id)] = [jpeg, { level: 0 }]; // is squeezed already
  return zipSync(files, { level: 6 }) as Uint8Array<ArrayBuffer>;
}

/** null for a file that is no copy, or one of a newer program. */
export function fromFile(bytes: Uint8Array): Copy | null {
  try {
    const files = isZip(bytes) ? unzipSync(bytes, { filter: isWanted }) : {};
    const found: unknown = JSON.parse(strFromU8(files[DATA] ?? bytes));
    const picture = (photo: string) => {
      const jpeg = files[nameOf(photo)];
      return jpeg !== undefined && isJpeg(jpeg) ? (jpeg as Bytes) : null;
    };
    return isFormat(found) ? readCopy(found, picture) : null;
  } catch {
    return null;
  }
}

function isWanted({ name, originalSize }: { name: string; originalSize: number }): boolean {
  return name === DATA ? originalSize <= MOST_BYTES : name.startsWith(PHOTOS) && originalSize <= MOST_PHOTO;
}

function isZip([first, second]: Uint8Array): boolean {
  return first === 0x50 && second === 0x4b;
}

function isJpeg([first, second]: Uint8Array): boolean {
  return first === 0xff && second === 0xd8;
}

function nameOf(photo: string): string {
  return `${PHOTOS}${photo}.jpg`;
}

function isFormat(value: unknown): boolean {
  return typeof value === "object" && value !== null && "newleaf" in value && value.newleaf === FORMAT;
}

/** Fields by name, so that nothing slips into the file that nobody decided on. */
function plain({ treeSeed, leaves, pages, collections, talks = [] }: Copy) {
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
    pages: pages.map(({ id, day, text, photos }) => ({ id, day, text, photos: photos.map(withoutPicture) })),
    collections: collections.map(({ kind, items }) => ({
      kind,
      items: items.map(({ id, order, fields }) => ({ id, order, fields })),
    })),
    talks: talks.map(({ name, said }) => ({ name, said: said.map(({ day, by, text }) => ({ day, by, text })) })),
  };
}

function withoutPicture({ id, width, height, added }: CopiedPhoto) {
  return { id, width, height, added };
}

/** What happened, newest day first; a page stands with its leaf. */
function linesOf(copy: Copy): Line[] {
  const pages = new Map(copy.pages.map((page) => [page.id, page]));
  const lines: Line[] = [];
  for (const leaf of copy.leaves) {
    if (leaf.removed) continue;
    const page = pages.get(leaf.id);
    lines.push({ day: leaf.day, title: titleOf(leaf), words: page?.text ?? wordsOf(leaf), photos: page?.photos ?? [] });
    pages.delete(leaf.id);
  }
  for (const page of pages.values())
    lines.push({ day: page.day, title: t("tile-wrote"), words: page.text, photos: page.photos });
  return lines.sort((one, other) => (one.day < other.day ? 1 : one.day > other.day ? -1 : 0));
}

/** A list of the person's own, to be read. */
interface List {
  readonly title: string;
  readonly rows: readonly string[];
}

/** Lists that have a name in words; of what they hold, what says something. */
function listsOf({ collections, leaves, pages }: Copy, day: (day: Day) => string): List[] {
  const entries = new Map<Value | undefined, string>();
  for (const page of pages) entries.set(page.id, `${day(page.day)}: ${t("tile-wrote")}`);
  for (const leaf of leaves) if (!leaf.removed) entries.set(leaf.id, `${day(leaf.day)}: ${titleOf(leaf)}`);
  const pair = ({ one, other }: Item["fields"]) => [entries.get(one), entries.get(other)];
  return collections
    .filter(({ kind }) => hasWords(`copy-kind-${kind}`))
    .map(({ kind, items }) => ({
      title: t(`copy-kind-${kind}`),
      rows: items
        .map((item) => (kind === PAIR ? pair(item.fields) : sayingOf(item)).filter(Boolean).join(" · "))
        .filter(Boolean),
    }))
    .filter(({ rows }) => rows.length > 0);
}

/** What was said, as a list for each talk. */
function talksOf({ talks = [] }: Copy, day: (day: Day) => string): List[] {
  return talks.map(({ name, said }) => ({
    title: t("talk-you-and", { name: name || t("talk-somebody") }),
    rows: said.map((one) => `${day(one.day)} · ${one.by || t("talk-me")}: ${one.text}`),
  }));
}

/** Own words, or those of the chip or tile that was tapped; and what was added to them. */
function sayingOf(item: Item): string[] {
  const tapped = [`milestone-${item.fields.chip}`, `tile-${item.fields.tile}`].find(hasWords);
  const what = textOf(item).trim() || (tapped === undefined ? "" : t(tapped));
  return [what, ...["when", "words", "without"].map((name) => textOf(item, name).trim())];
}

/** The pictures that are in the file: name and what stands for them in words. */
function picturesOf({ photos }: Line, day: (day: Day) => string): [name: string, words: string][] {
  return photos
    .filter(({ jpeg }) => jpeg !== null)
    .map(({ id, added }) => [nameOf(id), t("photo-alt", { day: day(dayOf(new Date(added))) })]);
}

function byDay(lines: readonly Line[]): [Day, Line[]][] {
  const days = new Map<Day, Line[]>();
  for (const line of lines) days.set(line.day, [...(days.get(line.day) ?? []), line]);
  return [...days];
}

function html(lines: readonly Line[], lists: readonly List[], day: (day: Day) => string): string {
  const days = byDay(lines).map(([date, rows]) => {
    const items = rows.map((line) => {
      const pictures = picturesOf(line, day).map(([name, words]) => `<img src="${name}" alt="${escaped(words)}">`);
      return `<li>${escaped(line.title)}${line.words && `<p>${escaped(line.words)}</p>`}${pictures.join("")}</li>`;
    });
    return `<h2>${escaped(day(date))}</h2><ul>${items.join("")}</ul>`;
  });
  const own = lists.map(({ title, rows }) => {
    const items = rows.map((row) => `<li><p>${escaped(row)}</p></li>`);
    return `<h2>${escaped(title)}</h2><ul>${items.join("")}</ul>`;
  });
  const look =
    "body{font:18px/1.5 sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;color:#1d2a22;background:#f6f6f0}" +
    "h2{margin:2rem 0 .25rem;font-size:1.1rem}ul{margin:0;padding-left:1.2rem}img{max-width:100%;height:auto;border-radius:1rem}p{margin:.25rem 0 .75rem;white-space:pre-line}";
  const title = escaped(t("copy-title"));
  return `<!doctype html><html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${look}</style><h1>${title}</h1>${days.join("")}${own.join("")}</html>\n`;
}

function markdown(lines: readonly Line[], lists: readonly List[], day: (day: Day) => string): string {
  const days = byDay(lines).map(([date, rows]) => {
    const items = rows.map((line) => {
      const words = line.words && `\n\n  ${line.words.replaceAll("\n", "\n  ")}\n`;
      const pictures = picturesOf(line, day).map(([name, words]) => `\n\n  ![${words}](${name})\n`);
      return `- ${line.title}${words}${pictures.join("")}`;
    });
    return `## ${day(date)}\n\n${items.join("\n")}\n`;
  });
  const own = lists.map(
    ({ title, rows }) => `## ${title}\n\n${rows.map((row) => `- ${row.replaceAll("\n", "\n  ")}`).join("\n")}\n`,
  );
  return `# ${t("copy-title")}\n\n${[...days, ...own].join("\n")}`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
