/** The hope that is open. Kept out of the address, which others may see. */
import { signal } from "@preact/signals";
import type { Screen } from "../ui/route.ts";

export const chosen = signal<string | null>(null);
/** What was done on one of these is still said on the other. */
export const WITH_ANSWER: readonly Screen[] = ["week", "hope"];
