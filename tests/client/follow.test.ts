/** What projects give out comes to where it is needed: numbers into Help, words on the screens of whoever chose them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { signal } from "@preact/signals";
import type { Collection, Item, LeafletKind, Place, Projects } from "../../client_static/src/diary/model.ts";
import { rowOf } from "../../client_static/src/help/numbers.ts";
import { followed, followProjects } from "../../client_static/src/projects/follow.ts";
import { instead, language, t } from "../../client_static/src/ui/text.ts";
import { choosingOf, inUse } from "../../client_static/src/words/chosen.ts";
import { noWords } from "../../client_static/src/words/model.ts";
import { FakeDiary } from "./fake_diary.ts";

const held = new Map<string, string>();
globalThis.localStorage = {
  getItem: (name: string) => held.get(name) ?? null,
  setItem: (name: string, value: string) => void held.set(name, value),
  removeItem: (name: string) => void held.delete(name),
} as unknown as Storage;
const KEPT = "newleaf-help-projects";
const soon = () => new Promise((done) => setTimeout(done, 5));
const ROW = rowOf("Harbour café", "Evenings", "020 7946 0123", "tel", "own-1")!;
const WORDS = { ...noWords("en"), areas: { dwell: { name: "A place of my own", helps: "", hinders: "" } } };
const GIVEN: Partial<Record<LeafletKind, object>> = {
  help: { version: 1, dated: "2026-11-30", rows: [ROW] },
  words: WORDS,
};

function listOf(codes: string[]): Collection {
  const row = (code: string): Item => ({ id: code, order: code, fields: { code } });
  const items = signal<readonly Item[] | null>(codes.map(row));
  return {
    items,
    add: async (fields) => {
      items.value = [...(items.value ?? []), row(String(fields.code))];
      return String(fields.code);
    },
    change: async () => undefined,
    move: async () => undefined,
    takeOut: async (id) => {
      items.value = (items.value ?? []).filter((one) => one.id !== id);
    },
    bringBack: async () => undefined,
  };
}

class InProject extends FakeDiary {
  readonly lists = new Map<string, Collection>();
  readonly places = signal<readonly Place[]>([{ code: "A", name: "Vocation Matters" } as Place]);
  asked = 0;

  constructor(codes: string[]) {
    super();
    this.lists.set("project", listOf(codes));
  }
  #list(kind: string) {
    const found = this.lists.get(kind) ?? listOf([]);
    this.lists.set(kind, found);
    return found;
  }
  override collection(kind = "") {
    return this.#list(kind);
  }
  override ownCollection(kind = "") {
    return this.#list(`own ${kind}`);
  }
  override async projects(): Promise<never> {
    this.asked += 1;
    const of = (_: string, kind: LeafletKind) => {
      const given = GIVEN[kind];
      return given ? { kind, version: 1, changed: 0, by: "Sam", json: JSON.stringify(given) } : null;
    };
    return { list: this.places, leaflets: { of }, refresh: async () => undefined } as unknown as Projects as never;
  }
}

test("S9: numbers come to Help of whoever is in a project, and go with the project", async () => {
  held.clear();
  const diary = new InProject(["A"]);
  followProjects(diary);
  await soon();
  assert.deepEqual(JSON.parse(held.get(KEPT)!), [{ name: "Vocation Matters", ...GIVEN.help }]);
  assert.ok(followed.value !== null);
  diary.places.value = [];
  assert.ok(!held.has(KEPT));
  diary.started.value = false;
  assert.equal(followed.value, null);
});

test("S9, D12: of one in no project nothing of projects is asked for, and a borrowed tablet keeps no numbers", async () => {
  held.set(KEPT, "[]");
  const alone = new InProject([]);
  followProjects(alone);
  await soon();
  assert.equal(alone.asked, 0);
  assert.ok(!held.has(KEPT), "of a project that was left on another phone nothing stays");
  alone.started.value = false;
  const borrowed = new InProject(["A"]);
  borrowed.borrowed.value = true;
  followProjects(borrowed);
  await soon();
  assert.ok(!held.has(KEPT));
  borrowed.started.value = false;
});

test("F10: words stand where they were chosen, in their language alone, and not where the diary is closed", async () => {
  const diary = new InProject(["A"]);
  followProjects(diary);
  await soon();
  const own = t("area-dwell");
  assert.equal(instead.value.size, 0, "not before they were chosen");
  await choosingOf(diary).choose("A", true);
  assert.equal(t("area-dwell"), "A place of my own");
  assert.equal(inUse.value?.language, "en");
  language.value = "pl";
  assert.equal(instead.value.size, 0);
  language.value = "en";
  assert.equal(instead.value.size, 1);
  diary.started.value = false;
  assert.equal(t("area-dwell"), own);
});
