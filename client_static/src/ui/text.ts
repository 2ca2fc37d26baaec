/** Every word on the screen comes through `t`. English is in the bundle; other languages join through `addWords`. */
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import { signal } from "@preact/signals";
import ENGLISH from "../../locales/en.ftl";
import ENGLISH_TREE from "../../locales/en.tree.ftl";

export type Args = Record<string, FluentVariable>;

const FALLBACK = "en";
const CHOSEN = "newleaf-language";
const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur", "ps", "ku"]);
const bundles = new Map<string, FluentBundle>();

export const language = signal(FALLBACK);

/** Adds (or adds to) a language. A lazy chunk may bring words of its own. */
export function addWords(code: string, ftl: string): void {
  let bundle = bundles.get(code);
  if (bundle === undefined) {
    // Isolation marks keep Latin names upright in right-to-left text; in English they are only noise.
    bundle = new FluentBundle(code, { useIsolating: isRightToLeft(code) });
    bundles.set(code, bundle);
  }
  bundle.addResource(new FluentResource(ftl));
}

export function t(key: string, args: Args | null = null): string {
  for (const code of [language.value, FALLBACK]) {
    const bundle = bundles.get(code);
    const pattern = bundle?.getMessage(key)?.value;
    if (bundle && pattern) return bundle.formatPattern(pattern, args);
  }
  return key;
}

/** For lines that rotate: does this key exist in any language at hand? */
export function hasWords(key: string): boolean {
  return [language.value, FALLBACK].some((code) => bundles.get(code)?.hasMessage(key) ?? false);
}

export function languages(): string[] {
  return [...bundles.keys()];
}

export function languageName(code: string): string {
  const bundle = bundles.get(code);
  const pattern = bundle?.getMessage("language-name")?.value;
  return bundle && pattern ? bundle.formatPattern(pattern) : code;
}

export function chooseLanguage(code: string): void {
  language.value = code;
  document.documentElement.lang = code;
  document.documentElement.dir = isRightToLeft(code) ? "rtl" : "ltr";
  try {
    localStorage.setItem(CHOSEN, code);
  } catch {
    // A phone that keeps nothing still shows the language for this visit.
  }
}

/** The language chosen before, else the first of the phone's languages that there are words for. */
export function startLanguage(): void {
  let chosen: string | null = null;
  try {
    chosen = localStorage.getItem(CHOSEN);
  } catch {
    // As above.
  }
  const wanted = [...(chosen === null ? [] : [chosen]), ...navigator.languages.map((tag) => tag.split("-")[0] ?? "")];
  const found = wanted.find((code) => bundles.has(code)) ?? FALLBACK;
  language.value = found;
  document.documentElement.lang = found;
  document.documentElement.dir = isRightToLeft(found) ? "rtl" : "ltr";
}

function isRightToLeft(code: string): boolean {
  return RIGHT_TO_LEFT.has(code.split("-")[0] ?? code);
}

addWords(FALLBACK, ENGLISH);
addWords(FALLBACK, ENGLISH_TREE);
