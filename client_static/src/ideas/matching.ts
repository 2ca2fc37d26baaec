/**
 * Which ideas fit what somebody said they hope for or are good at (mission C4): plain words, on this phone, and it says which.
 *
 * Rule: nothing is weighed, learned or sent. A word of the person's own meets a word of the idea, or it does not.
 */

import type { Idea } from "./model.ts";
import SMALL from "./small_words.json";

const LEAST_LETTERS = 3;
const WHOLE_WORDS = 3; // so many are said again whole; of more, the one word that met
const LEAST_SHARED = 5; // letters at the beginning, of words that are akin
const MOST_ENDING = 4;

/** As it is compared: without case, accents and other marks, and without the Arabic article. */
export function fold(text: string): string {
  const bare = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ł", "l");
  return bare.replace(/(?<!\p{L})و?ال(?=\p{L}{3})/gu, "");
}

/** Words that stand between others, or that everybody says, in the languages of the app. */
const SMALL_WORDS: ReadonlySet<string> = new Set(Object.values(SMALL).flatMap((words) => fold(words).split(" ")));

/** The words of a text, as written. */
function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

function tellingWords(text: string): string[] {
  return wordsOf(text).filter((word) => {
    const folded = fold(word);
    return [...folded].length >= LEAST_LETTERS && !SMALL_WORDS.has(folded) && !/^\p{N}+$/u.test(folded);
  });
}

/** Do two folded words say the same thing? Equal, with a plain ending more, or begun alike. */
export function alike(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short === long || bare(short).some((stem) => bare(long).includes(stem))) return true;
  let shared = 0;
  while (shared < short.length && short[shared] === long[shared]) shared += 1;
  if (shared < LEAST_SHARED) return false;
  // All of the shorter word begins the longer one; or two endings of one word, which is most of both.
  return shared === short.length ? long.length - shared <= MOST_ENDING : shared * 3 >= long.length * 2;
}

/** What may be left without an ending: baking is bak, or bake; swimming is swimm, or swim. A career is no care. */
function bare(word: string): string[] {
  const stem = /^(.{3,}?)(?:ings?|(?<!e)ers?|es|ed|s)$/.exec(word)?.[1];
  if (stem === undefined) return [word];
  return [word, stem, `${stem}e`, ...(/(.)\1$/.test(stem) ? [stem.slice(0, -1)] : [])];
}

/** The person's own word that an idea meets; null where none does. said: their texts, the dearest first. */
export function because(idea: Idea, said: readonly string[]): string | null {
  const named = tellingWords([idea.name, ...idea.tags].join(" ")).map(fold);
  const told = tellingWords(idea.words).map(fold);
  for (const among of [named, told])
    for (const text of said) {
      const met = tellingWords(text).find((word) => among.some((one) => alike(one, fold(word))));
      if (met !== undefined) return wordsOf(text).length <= WHOLE_WORDS ? text.trim() : met;
    }
  return null;
}
