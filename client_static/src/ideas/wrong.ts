/** What is not right about a part of an idea, in words. */
import { t } from "../ui/text.ts";
import type { Idea } from "./model.ts";

const LINES: readonly (keyof Idea)[] = ["where", "when", "pay", "checkedBy"];

export function wrongWords(part: keyof Idea): string {
  return t(LINES.includes(part) ? "ideas-wrong-line" : `ideas-wrong-${part}`);
}
