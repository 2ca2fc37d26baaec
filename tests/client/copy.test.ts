/** Every word on the screen has one key, and no language shouts. How plain the English is: tests/test_plain_language.py. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const ROOT = process.env.NEWLEAF_ROOT ?? process.cwd();
const LOCALES = join(ROOT, "client_static/locales");
const SOURCE = join(ROOT, "client_static/src");

interface Message {
  readonly file: string;
  readonly key: string;
  readonly text: string;
}

const messages: Message[] = readdirSync(LOCALES)
  .filter((name) => name.endsWith(".ftl"))
  .flatMap((file) => {
    const found: { file: string; key: string; text: string }[] = [];
    for (const line of readFileSync(join(LOCALES, file), "utf8").split("\n")) {
      const start = /^([a-z][a-z0-9-]*) =\s*(.*)$/.exec(line);
      const last = found.at(-1);
      if (start) found.push({ file, key: start[1] ?? "", text: start[2] ?? "" });
      else if (last && /^\s+\S/.test(line)) last.text += `\n${line.replace(/^\s*\*?\[\w+\]/, "")}`;
    }
    return found;
  });
const english = messages.filter(({ file }) => file.startsWith("en"));
const source = readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$|^content\/.*\.json$/.test(name)) // content names keys as well
  .map((name) => readFileSync(join(SOURCE, name), "utf8"))
  .join("\n");

test("no exclamation marks and no emoji in any language", () => {
  for (const { key, text } of messages) assert.doesNotMatch(text, /[!¡！\p{Extended_Pictographic}]/u, key);
});

test("no key is written twice in one language", () => {
  const seen = new Set<string>();
  for (const { key } of english) {
    assert.ok(!seen.has(key), key);
    seen.add(key);
  }
});

test("every key that a screen asks for exists", () => {
  const keys = new Set(messages.map(({ key }) => key));
  for (const [, key] of source.matchAll(/\bt\(\s*"([a-z0-9-]+)"/g)) assert.ok(keys.has(key ?? ""), `t("${key}")`);
  for (const [, prefix] of source.matchAll(/\bt\(\s*`([a-z0-9-]+-)\$\{/g)) {
    assert.ok(
      [...keys].some((key) => key.startsWith(prefix ?? "?")),
      `t(\`${prefix}...\`)`,
    );
  }
});

test("every key is used", () => {
  const quoted = new Set([...source.matchAll(/["`]([a-z][a-z0-9-]*)["`]/g)].map((match) => match[1] ?? ""));
  const prefixes = [...source.matchAll(/`([a-z][a-z0-9-]*-)\$\{/g)].map((match) => match[1] ?? "?");
  const suffixes = [...source.matchAll(/\$\{\w+(?:\.\w+)*\}(-[a-z]+)`/g)].map((match) => match[1] ?? "?");
  for (const { key } of english) {
    if (key === "language-name") continue; // for whoever opens the file; screens have LANGUAGES
    const base = suffixes.find((suffix) => key.endsWith(suffix));
    const used =
      quoted.has(key) ||
      prefixes.some((prefix) => key.startsWith(prefix)) ||
      (base !== undefined && quoted.has(key.slice(0, -base.length)));
    assert.ok(used, key);
  }
});
