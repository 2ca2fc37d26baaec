/** What was chosen on one screen for another. Kept out of the address, which others may see. */
import { signal } from "@preact/signals";
import { go, type Screen, screen } from "../ui/route.ts";

/** One of the person's own entries. A page's leaf has the page's id, and stands for the page. */
export interface Own {
  readonly kind: "leaf" | "page";
  readonly id: string;
}

/** What is chosen of two so far; null while nobody is choosing. */
export const choosing = signal<readonly Own[] | null>(null);
/** The two that stand side by side. */
export const together = signal<readonly [Own, Own] | null>(null);
/** What may go to somebody: an entry, or a hope. */
export const sharing = signal<Own | { readonly kind: "hope"; readonly id: string } | null>(null);

export function putBeside(...chosen: readonly Own[]): void {
  choosing.value = chosen;
  go("days");
}

export function share(one: NonNullable<typeof sharing.value>): void {
  sharing.value = one;
  go("share");
}

/** Left for a moment: what was being looked at is found as it was. */
const ASIDE: ReadonlySet<Screen> = new Set(["help", "write", "share", "beside"]);

export function comesBack(): boolean {
  return ASIDE.has(screen.value);
}
