/**
 * The plan in plain text, readable without opening the diary: only where the person chose so. Off unless chosen.
 *
 * Rule: it lies in a database of its own, so that nothing of the sealed store is ever open, and null deletes it whole.
 */
import { deleteDB, openDB } from "idb";
import { OPEN_COPY as NAME } from "../storage/database.ts";

const ROWS = "rows";
const PLAN = "plan";

/** null: off, and nothing of it stays. */
export async function keepOpenCopy(plan: string | null): Promise<void> {
  if (plan === null) return deleteDB(NAME);
  const database = await openDB(NAME, 1, { upgrade: (fresh) => void fresh.createObjectStore(ROWS) });
  try {
    await database.put(ROWS, plan, PLAN);
  } finally {
    database.close();
  }
}

/** null: the person did not choose it. Looking makes nothing: on a borrowed tablet not even an empty database stays. */
export async function readOpenCopy(): Promise<string | null> {
  const there = await indexedDB.databases?.();
  if (there?.every(({ name }) => name !== NAME)) return null;
  const database = await openDB(NAME, 1, { upgrade: (fresh) => void fresh.createObjectStore(ROWS) });
  try {
    const plan: unknown = await database.get(ROWS, PLAN);
    return typeof plan === "string" ? plan : null;
  } finally {
    database.close();
  }
}
