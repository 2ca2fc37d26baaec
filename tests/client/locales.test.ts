/** Every language says the same things: the same keys, the same placeables, and marked until a person has read it. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { LANGUAGES } from "../../client_static/src/ui/languages.ts";

const LOCALES = join(process.env.NEWLEAF_ROOT ?? ".", "client_static/locales");
const read = (name: string) => readFileSync(join(LOCALES, name), "utf8");
const codes = Object.keys(LANGUAGES).filter((code) => code !== "en");
const ENGLISH = ["en.ftl", "en.tree.ftl", "en.later.ftl"].map(read).join("\n");
const MARK = "machine-translated";
/** For browsers that do not know the language; names in order, with commas between. */
const DATES: Record<string, number> = {
  "date-weekday": 7,
  "date-weekday-short": 7,
  "date-month": 12,
  "date-month-short": 12,
};

/** key -> the names of its placeables. */
function messages(ftl: string): Map<string, string> {
  const found = new Map<string, string>();
  let key = "";
  for (const line of ftl.split("\n")) {
    key = /^([a-z][a-z0-9-]*) =/.exec(line)?.[1] ?? (/^\s/.test(line) ? key : "");
    if (key === "") continue;
    const names = [...line.matchAll(/\$(\w+)/g)].map((match) => match[1]);
    found.set(key, [...new Set([...(found.get(key)?.split(" ") ?? []), ...names])].filter(Boolean).sort().join(" "));
  }
  return found;
}

test("there is a file for each language", () => {
  const files = readdirSync(LOCALES);
  for (const code of codes) assert.ok(files.includes(`${code}.ftl`), code);
});

test("each language has every key, with the same placeables", () => {
  const english = messages(ENGLISH);
  for (const code of codes) {
    const found = messages(read(`${code}.ftl`));
    assert.ok(found.delete(MARK) || read(`${code}.ftl`).startsWith("# Read by"), `${code}: neither marked nor read`);
    const own = Object.keys(DATES).filter((key) => found.delete(key));
    assert.ok(own.length === 0 || own.length === 4, `${code}: some names of days, not all`);
    assert.deepEqual([...found.keys()].sort(), [...english.keys()].sort(), code);
    for (const [key, names] of english) assert.equal(found.get(key), names, `${code}: ${key}`);
  }
});

test("where a language brings its own names, it has every weekday and every month, from Monday and from January", () => {
  for (const code of codes) {
    for (const [key, count] of Object.entries(DATES)) {
      const names = new RegExp(`^${key} = (.*)$`, "m").exec(read(`${code}.ftl`))?.[1]?.split(", ");
      if (names) assert.equal(new Set(names).size, count, `${code}: ${key}`);
    }
  }
});

test("each language can be shown: no message that Fluent cannot read", () => {
  for (const code of codes) {
    const bundle = new FluentBundle(code);
    assert.deepEqual(bundle.addResource(new FluentResource(read(`${code}.ftl`))), []);
    for (const [key, names] of messages(read(`${code}.ftl`))) {
      const pattern = bundle.getMessage(key)?.value;
      assert.ok(pattern, `${code}: ${key}`);
      const faults: Error[] = [];
      const args = Object.fromEntries(names.split(" ").map((name) => [name, name === "phones" ? 2 : "x"]));
      bundle.formatPattern(pattern, args, faults);
      assert.deepEqual(faults, [], `${code}: ${key}`);
    }
    assert.equal(bundle.formatPattern(bundle.getMessage("language-name")!.value!), LANGUAGES[code]);
  }
});
