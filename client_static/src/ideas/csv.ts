/**
 * Tables as other programs write them: commas, semicolons or tabs, quoted or not, with or without a mark at the front.
 *
 * Rule: a cell that another program could take for a formula gets an apostrophe before it, and loses it when it is read.
 */
const MARK = "\ufeff"; // by it Excel knows UTF-8
const FORMULA = /^'*[=+\-@\t\r]/;

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
      cells.push(withoutApostrophe(cell));
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

export function writeCsv(rows: readonly (readonly string[])[]): string {
  const cell = (words: string) => {
    const safe = FORMULA.test(words) ? `'${words}` : words;
    return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return MARK + rows.map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
}

function withoutApostrophe(words: string): string {
  return FORMULA.test(words) ? words.replace(/^'/, "") : words;
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
