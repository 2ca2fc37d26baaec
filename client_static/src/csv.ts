/**
 * Tables as spreadsheets write and read them (RFC 4180): commas, semicolons or tabs, quoted or not, marked at the front or not.
 *
 * Rule: no text becomes a formula, in whichever way a spreadsheet cuts the line: a sign that could begin one, at the start of
 * a text or after what could end a cell, gets an apostrophe before it (OWASP, CSV injection), and loses it when it is read.
 */
const MARK = "\ufeff"; // by it Excel knows UTF-8
const SIGN = "(?=[=+\\-@＝＋－＠])";
const BARE = new RegExp(`(^|[,;|\\t\\r\\n])([\\s"']*)${SIGN}`, "g");
const MADE_SAFE = new RegExp(`(^|[,;|\\t\\r\\n])([\\s"']*)'${SIGN}`, "g");

export type Cell = string | number;

export interface Row {
  readonly at: number; // as a spreadsheet counts rows, from 1
  readonly cells: readonly string[];
}

/** null where a quote is never closed. Rows without a word are left out. */
export function readCsv(file: string): readonly Row[] | null {
  const text = `${file.replace(MARK, "").replace(/\r\n?/g, "\n").replace(/\n$/, "")}\n`;
  const between = separatorOf(text.slice(0, text.indexOf("\n")));
  const rows: Row[] = [];
  let [cells, cell, quoted, row]: [string[], string, boolean, number] = [[], "", false, 1];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (quoted && sign === '"' && text[at + 1] !== '"') quoted = false;
    else if (quoted) {
      cell += sign;
      if (sign === '"') at += 1;
    } else if (sign === '"' && cell === "") quoted = true;
    else if (sign === between || sign === "\n") {
      cells.push(cell.replace(MADE_SAFE, "$1$2"));
      cell = "";
      if (sign === between) continue;
      if (cells.some((words) => words.trim() !== "")) rows.push({ at: row, cells });
      [cells, row] = [[], row + 1];
    } else cell += sign;
  }
  return quoted ? null : rows;
}

/** The sign that stands most often in the first line. */
function separatorOf(head: string): string {
  const count = (sign: string) => head.replace(/"[^"]*"/g, "").split(sign).length;
  return [",", ";", "\t"].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

export function writeCsv(rows: readonly (readonly Cell[])[]): string {
  return MARK + rows.map((cells) => `${cells.map(written).join(",")}\r\n`).join("");
}

/** Numbers are our own and stay numbers, below zero too. */
function written(cell: Cell): string {
  if (typeof cell === "number") return String(cell);
  return `"${cell.replace(BARE, "$1$2'").replaceAll('"', '""')}"`;
}

/** A file's letters: UTF-8, UTF-16 with its mark, or what spreadsheets of old wrote in western Europe. */
export function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
