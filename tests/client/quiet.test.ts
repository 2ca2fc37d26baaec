/** Fit for a ward: nothing makes a sound by itself, and who saves data is sent nothing that is not needed. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { loadFont } from "../../client_static/src/ui/font.ts";

const SOURCE = join(process.env.NEWLEAF_ROOT ?? ".", "client_static/src");

test("B9: no part of the app can make a sound but the voice that somebody taps", () => {
  const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name));
  const loud = (pattern: RegExp) => files.filter((name) => pattern.test(readFileSync(join(SOURCE, name), "utf8")));
  assert.deepEqual(loud(/<audio|new Audio\b|AudioContext|autoplay|\.vibrate\(/i), []);
  assert.deepEqual(loud(/speechSynthesis\.speak|SpeechSynthesisUtterance/), ["ui/say.tsx"]);
});

test("B9: who saves data is not sent the typeface", async () => {
  const asked: string[] = [];
  class Face {
    constructor(name: string) {
      asked.push(name);
    }
    async load() {
      return this;
    }
  }
  const set = (name: string, value: unknown) =>
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  set("FontFace", Face);
  set("document", { fonts: { add: () => undefined } });
  set("navigator", { connection: { saveData: true } });
  await loadFont();
  assert.deepEqual(asked, []);
  set("navigator", {});
  await loadFont();
  assert.equal(asked.length, 1);
});
