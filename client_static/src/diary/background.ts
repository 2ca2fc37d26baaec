/** What a page and the service worker agree on: who sends, and how one wakes the other (PROTOCOL.md section 6.2). */

/** Whoever holds this lock sends; nobody else does. */
export const LEADER = "newleaf-sync";
/** The name under which the browser keeps "wake me when there is a network". */
export const OUTBOX = "outbox";

interface WithSync {
  readonly sync?: { register(tag: string): Promise<void> };
}

/** Asks the browser to wake the service worker, also after the page is gone. Firefox and Safari know no such thing. */
export async function askToSend(): Promise<void> {
  try {
    const registration = (await navigator.serviceWorker?.getRegistration()) as WithSync | undefined;
    await registration?.sync?.register(OUTBOX);
  } catch {
    // The person allows no background work: the next page sends.
  }
}
