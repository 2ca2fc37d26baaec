/**
 * The name and picture that the app has outside itself: in tabs, in the history from now on, on a home screen.
 *
 * Chosen before the app is put there; a launcher keeps what it read then. `?notes` is how such an app is opened, so that
 * it knows its look where its storage is another than the browser's (iPhone).
 */
import { addressOf } from "../files.ts";

const KEPT = "newleaf-look";
export const LOOKS = ["newleaf", "notes", "my-days"] as const;
export type Look = (typeof LOOKS)[number];

interface Worn {
  readonly look: Look;
  readonly name: string;
}
let worn: Worn | null = null;

/** Null where it is Newleaf. */
export function nameOutside(): string | null {
  return worn && worn.look !== "newleaf" ? worn.name : null;
}

export function lookNow(): Look {
  return worn?.look ?? "newleaf";
}

/** Before the first paint, so that no other name shows for a moment. */
export function wearLook(): void {
  try {
    const kept = localStorage.getItem(KEPT);
    if (kept !== null) wear(...(JSON.parse(kept) as Parameters<typeof wear>));
  } catch {
    // Then it is Newleaf.
  }
}

/** The manifest is in the language of that moment: a launcher shows its name for good. */
export function chooseLook(look: Look, name: string, language: string): void {
  wear(look, name, language);
  try {
    localStorage.setItem(KEPT, JSON.stringify([look, name, language]));
  } catch {
    // A phone that keeps nothing still shows it for this visit.
  }
}

function wear(look: Look, name: string, language: string): void {
  const own = look === "newleaf";
  const addresses = {
    manifest: own ? "/app.webmanifest" : `/looks/${look}.${language}.webmanifest`,
    icon: own ? addressOf("icons/leaf.svg") : `/looks/${look}.svg`,
    "apple-touch-icon": own ? addressOf("icons/icon-192.png") : `/looks/${look}-192.png`,
  };
  for (const [rel, address] of Object.entries(addresses))
    document.querySelector(`link[rel="${rel}"]`)?.setAttribute("href", address);
  document.title = name;
  worn = { look, name };
}
