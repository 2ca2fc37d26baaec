/** Every word on the screen comes through `t`. English is in the program; another language is read when it is chosen. */
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import { signal } from "@preact/signals";
import ENGLISH from "../../locales/en.ftl";
import { addressOf } from "../files.ts";
import { LANGUAGES } from "./languages.ts";

export type Args = Record<string, FluentVariable>;

const FALLBACK = "en";
const CHOSEN = "newleaf-language";
const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur", "ps", "ku"]);
const bundles = new Map<string, FluentBundle>();

export const language = signal(FALLBACK);

/** Words of a project that stand instead of the app's own, by key: plain text (words/follow.ts). */
export const instead = signal<ReadonlyMap<string, string>>(new Map());

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
  return instead.value.get(key) ?? asTheAppSays(key, args);
}

export function asTheAppSays(key: string, args: Args | null = null): string {
  for (const code of [language.value, FALLBACK]) {
    const bundle = bundles.get(code);
    const pattern = bundle?.getMessage(key)?.value;
    if (bundle && pattern) return bundle.formatPattern(pattern, args);
  }
  return key;
}

/** For lines that rotate: does this key exist in any language at hand? */
export function hasWords(key: string): boolean {
  return (
    instead.value.has(key) || [language.value, FALLBACK].some((code) => bundles.get(code)?.hasMessage(key) ?? false)
  );
}

/** Shows the app in this language. False where its words are not on this phone and there is no network. */
export async function chooseLanguage(code: string): Promise<boolean> {
  if (!(await load(code))) return false;
  show(code);
  try {
    localStorage.setItem(CHOSEN, code);
  } catch {
    // A phone that keeps nothing still shows the language for this visit.
  }
  return true;
}

/** The language chosen before, else the first of the phone's languages that there are words for. */
export async function startLanguage(): Promise<void> {
  let chosen: string | null = null;
  try {
    chosen = localStorage.getItem(CHOSEN);
  } catch {
    // As above.
  }
  const wanted = [...(chosen === null ? [] : [chosen]), ...navigator.languages.map((tag) => tag.split("-")[0] ?? "")];
  const found = wanted.find((code) => Object.hasOwn(LANGUAGES, code)) ?? FALLBACK;
  window.addEventListener("storage", ({ key, newValue }) => {
    if (key === CHOSEN && newValue !== null) void follow(newValue);
  });
  show((await load(found)) ? found : FALLBACK);
}

/** What was chosen in another tab. */
async function follow(code: string): Promise<void> {
  if (await load(code)) show(code);
}

/** Words come from the files of the release, which the phone holds; each language is read once. */
async function load(code: string): Promise<boolean> {
  if (bundles.has(code)) return true;
  if (!Object.hasOwn(LANGUAGES, code)) return false;
  try {
    const answer = await fetch(addressOf(`locales/${code}.ftl`));
    if (!answer.ok) return false;
    addWords(code, await answer.text());
    return true;
  } catch {
    return false;
  }
}

function show(code: string): void {
  language.value = code;
  document.documentElement.lang = code;
  document.documentElement.dir = isRightToLeft(code) ? "rtl" : "ltr";
}

function isRightToLeft(code: string): boolean {
  return RIGHT_TO_LEFT.has(code.split("-")[0] ?? code);
}

addWords(FALLBACK, ENGLISH);
