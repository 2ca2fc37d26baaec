/** The words of the first screens are in the program; those of later screens must not be needed before they are here. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { test } from "node:test";

const ROOT = process.env.NEWLEAF_ROOT ?? ".";
const SOURCE = join(ROOT, "client_static/src");

/** Every module that is loaded with the first one. */
function firstModules(): Map<string, string> {
  const found = new Map<string, string>();
  const look = (file: string): void => {
    if (found.has(file) || !existsSync(file)) return;
    const text = readFileSync(file, "utf8");
    found.set(file, text);
    const imports = text.matchAll(/^(?:import|export) (?!type\b)[^;]*?from "(\.[^"]+)";|^import "(\.[^"]+)";/gms);
    for (const [, from, bare] of imports) {
      const path = resolve(dirname(file), from ?? bare ?? "");
      if (/\.tsx?$/.test(path)) look(path);
    }
  };
  look(resolve(SOURCE, "main.tsx"));
  return found;
}

function keysOf(name: string): string[] {
  const text = readFileSync(join(ROOT, "client_static/locales", name), "utf8");
  return [...text.matchAll(/^([a-z][a-z0-9-]*) =/gm)].map((match) => match[1]!);
}

/** Keys that these modules name, whole or by how they begin. */
function named(modules: Iterable<string>, keys: readonly string[]): string[] {
  const texts = [...modules];
  const literals = new Set(
    texts.flatMap((text) => [...text.matchAll(/"([a-z][a-z0-9-]*)"/g)].map((match) => match[1])),
  );
  const begins = texts.flatMap((text) => [...text.matchAll(/t\(`([a-z][a-z0-9-]*-)\$\{/g)].map((match) => match[1]!));
  return keys.filter((key) => literals.has(key) || begins.some((begin) => key.startsWith(begin)));
}

test("no first screen says what only comes with a later one", () => {
  const modules = firstModules();
  assert.ok(modules.size > 40 && [...modules.keys()].some((file) => file.endsWith("today/today.tsx")));
  assert.deepEqual(named(modules.values(), [...keysOf("en.later.ftl"), ...keysOf("en.tree.ftl")]), []);
  assert.ok(named(modules.values(), keysOf("en.ftl")).includes("keeping-phone"));
});
