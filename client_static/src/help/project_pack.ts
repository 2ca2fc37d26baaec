/**
 * Brings the project's crisis pack to this phone, where the project has one.
 *
 * Rule: asked for when the app is opened, never when Help is: nobody is told that somebody opened Help.
 */
import { KEPT, readPack } from "./pack.ts";

export async function lookForPack(): Promise<void> {
  try {
    const answer = await fetch("/packs/help.json", { cache: "no-cache", credentials: "omit" });
    if (answer.status === 204) localStorage.removeItem(KEPT); // the project took it back
    if (answer.status !== 200) return;
    const json = await answer.text();
    if (readPack(json) !== null) localStorage.setItem(KEPT, json);
  } catch {
    // No network, or a phone that keeps nothing: what is here goes on.
  }
}
