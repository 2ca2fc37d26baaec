/** A list of ideas from a file that somebody else's program wrote. What does not fit is told by its row; the rest comes in. */
import { AREAS } from "../areas/model.ts";
import { type Row, readCsv, writeCsv } from "../csv.ts";
import { fold } from "./matching.ts";
import { type Idea, KINDS, type LeftOut, LIKES, readList, wrongPart } from "./model.ts";
import { contactFrom, contactTyped } from "./ways.ts";

/** As the first line of a table names them. */
const COLUMNS = [
  "id",
  "name",
  "kind",
  "where",
  "when",
  "words",
  "contact",
  "pay",
  "area",
  "tags",
  "like",
  "told",
  "checked",
  "checkedBy",
] as const satisfies readonly (keyof Idea)[];
type Column = (typeof COLUMNS)[number];

/** What came of a file. at: a row of a table, or the how many-th of a list. */
export interface TakenIn {
  readonly ideas: readonly Idea[];
  readonly leftOut: readonly (LeftOut & { readonly called: string })[];
}
export type NotTaken = "not-a-list" | "no-name" | "open-quote";

/** What kinds, areas and chips are called on screens, by what a file may call them. */
export type Names = ReadonlyMap<string, string>;

export function namesFor(words: (key: string) => string): Names {
  const names = new Map<string, string>();
  const add = (prefix: string, all: readonly string[]) => {
    for (const one of all) for (const called of [one, words(`${prefix}-${one}`)]) names.set(plainName(called), one);
  };
  add("ideas-kind", KINDS);
  add("ideas-like", LIKES);
  add("area", AREAS);
  return names;
}

function plainName(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** newId: for a row that has none. */
export function takeIn(file: string, names: Names, newId: () => string): TakenIn | NotTaken {
  if (/^\s*[{[]/.test(file.replace("\ufeff", ""))) return fromJson(file.replace("\ufeff", ""));
  const rows = readCsv(file);
  if (rows === null) return "open-quote";
  const [head, ...others] = rows;
  const columns = (head?.cells ?? []).map((cell) =>
    COLUMNS.find((one) => plainName(one) === plainName(cell).replaceAll(" ", "")),
  );
  if (!columns.includes("name")) return "no-name";
  const ideas = new Map<string, Idea>();
  const leftOut: TakenIn["leftOut"][number][] = [];
  for (const row of others) {
    const idea = ideaOf(row, columns, names, newId);
    const part = ideas.has(idea.id) ? "id" : wrongPart(idea);
    if (part === null) ideas.set(idea.id, idea);
    else leftOut.push({ at: row.at, part, called: idea.name || row.cells.find((cell) => cell.trim() !== "") || "" });
  }
  return { ideas: [...ideas.values()], leftOut };
}

function fromJson(json: string): TakenIn | NotTaken {
  const list = readList(json);
  if (list === null) return "not-a-list";
  const rows = (JSON.parse(json) as { ideas: unknown[] }).ideas;
  const called = (at: number) => String((rows[at - 1] as { name?: unknown } | null)?.name ?? "");
  return { ideas: list.ideas, leftOut: list.leftOut.map((one) => ({ ...one, called: called(one.at) })) };
}

function ideaOf({ cells }: Row, columns: readonly (Column | undefined)[], names: Names, newId: () => string): Idea {
  const cell = (column: Column) => (cells[columns.indexOf(column)] ?? "").trim();
  const line = (column: Column) => cell(column).replace(/\s+/g, " ");
  const named = (text: string) => names.get(plainName(text)) ?? text;
  const list = (column: Column) =>
    [
      ...new Set(
        cell(column)
          .split(/[,;|\n]/)
          .map((one) => one.trim()),
      ),
    ].filter(Boolean);
  const idea: Record<Column, unknown> = {
    id: /^[0-9a-z]{1,32}$/.test(cell("id")) ? cell("id") : newId(),
    name: line("name"),
    kind: named(cell("kind")),
    where: line("where"),
    when: line("when"),
    words: cell("words"),
    contact: contactFrom(cell("contact")),
    pay: line("pay"),
    area: cell("area") === "" ? "do" : named(cell("area")),
    tags: list("tags"),
    like: [...new Set(list("like").map(named))],
    told: toldFrom(cell("told")),
    checked: dayFrom(cell("checked")),
    checkedBy: line("checkedBy"),
  };
  return idea as unknown as Idea; // checked by whoever asked for it
}

/** One a line: who, a colon, and the words. */
function toldFrom(text: string): Idea["told"] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => {
    const colon = line.indexOf(":");
    return { by: line.slice(0, Math.max(colon, 0)).trim(), words: line.slice(colon + 1).trim() };
  });
}

/** 2026-02-12, and as spreadsheets outside the USA make of it. */
function dayFrom(text: string): string {
  const [, day, month, year] = /^(\d\d?)[./](\d\d?)[./](\d{4})$/.exec(text) ?? [];
  return day ? `${year}-${month!.padStart(2, "0")}-${day.padStart(2, "0")}` : text;
}

export function toTable(ideas: readonly Idea[]): string {
  const cell = (idea: Idea, column: Column): string => {
    if (column === "told") return idea.told.map(({ by, words }) => `${by}: ${words}`).join("\n");
    if (column === "contact") return contactTyped(idea.contact);
    if (column === "tags" || column === "like") return idea[column].join(", ");
    return idea[column];
  };
  return writeCsv([COLUMNS, ...ideas.map((idea) => COLUMNS.map((column) => cell(idea, column)))]);
}
