/**
 * A table as a file for a spreadsheet (RFC 4180).
 *
 * Rule: no text becomes a formula, in whichever way a spreadsheet cuts the line: a sign that could begin one, at the start
 * of a text or after something that could end a cell, gets an apostrophe before it (OWASP, CSV injection).
 */
export type Cell = string | number;

const FORMULA = /(^|[,;|\t\r\n])([\s"']*)(?=[=+\-@＝＋－＠])/g;
const MARK = "\ufeff"; // else Excel reads UTF-8 as something else

export function toCsv(rows: readonly (readonly Cell[])[]): string {
  return MARK + rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

/** Numbers are our own and stay numbers, below zero too. */
function cell(value: Cell): string {
  if (typeof value === "number") return String(value);
  return `"${value.replace(FORMULA, "$1$2'").replaceAll('"', '""')}"`;
}
