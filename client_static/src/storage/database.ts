/** IndexedDB, opened so that a dropped connection (iOS in the background) costs one retry and nothing else. */
import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from "idb";
import { PhoneFull } from "../diary/model.ts";
import type { Lock } from "./lock.ts";

export interface Schema extends DBSchema {
  /** Non-extractable keys: `vault` opens every row, and is not here where there is a lock; `phone`: see lock.ts. */
  keys: { key: "vault" | "phone"; value: CryptoKey };
  /** name -> sealed bytes; what the names mean is known to the diary only. */
  rows: { key: string; value: Uint8Array };
  lock: { key: "lock"; value: Lock };
}

const NAME = "newleaf";
export const OPEN_COPY = "newleaf-open"; // of the safety plan, where the person chose so (plan/open_copy.ts)
export const OPEN_NUMBERS = "newleaf-help-projects"; // in localStorage: of projects, for Help (help/numbers.ts)
type Database = IDBPDatabase<Schema>;

/** Append-only: a step is never changed once it was released. */
const STEPS: readonly ((database: Database) => void)[] = [
  (database) => {
    database.createObjectStore("keys");
    database.createObjectStore("rows");
  },
  (database) => void database.createObjectStore("lock"),
];

let opened: Promise<Database> | null = null;

function open(): Promise<Database> {
  opened ??= openDB<Schema>(NAME, STEPS.length, {
    upgrade(database, from) {
      for (const step of STEPS.slice(from)) step(database);
    },
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      opened = null;
    },
    terminated() {
      opened = null;
    },
  });
  return opened;
}

/** Runs `work` on the database; a dead handle is thrown away and the work tried once more. */
export async function onDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  try {
    return await work(await open());
  } catch (problem) {
    if (isFull(problem)) throw new PhoneFull();
    if (!isDead(problem)) throw problem;
    opened = null;
    return work(await open());
  }
}

export async function forget(): Promise<void> {
  (await opened)?.close();
  opened = null;
  await deleteDB(NAME);
  await deleteDB(OPEN_COPY);
  globalThis.localStorage?.removeItem(OPEN_NUMBERS); // a worker has none
}

function isFull(problem: unknown): boolean {
  return problem instanceof DOMException && problem.name === "QuotaExceededError";
}

function isDead(problem: unknown): boolean {
  if (!(problem instanceof DOMException)) return false;
  return problem.name === "UnknownError" || (problem.name === "InvalidStateError" && /clos/i.test(problem.message));
}
