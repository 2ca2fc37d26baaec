/**
 * A note on the lock screen when somebody writes (PROTOCOL.md section 7.4): off until the person asks for it.
 *
 * Rule: what the lock screen says is the same every time. Neither the server nor a push service could make it say more.
 */
import type { Rows } from "../storage/store.ts";
import { asBytes, asList, call, Declined, NoNetwork } from "../transport/http.ts";
import type { Notes, NotesChoice, NotesState } from "./model.ts";
import type { Person } from "./person.ts";

const ROW = "notes";
const READY_MS = 5000;

interface Kept extends NotesChoice {
  readonly words: string;
}

export class PhoneNotes implements Notes {
  readonly #rows: Rows;
  readonly #person: Person;

  constructor(rows: Rows, person: Person) {
    this.#rows = rows;
    this.#person = person;
  }

  async look(): Promise<{ state: NotesState; choice: NotesChoice | null }> {
    const kept = (await this.#rows.read<Kept>(ROW)) ?? null;
    const cannot = inTheWay();
    if (cannot !== null) return { state: cannot, choice: kept };
    return { state: kept === null ? "off" : "on", choice: kept };
  }

  async turnOn(choice: NotesChoice, words: string): Promise<NotesState> {
    const cannot = inTheWay();
    if (cannot !== null) return cannot;
    if ((await Notification.requestPermission()) !== "granted") return "denied";
    try {
      await this.#tell({ ...choice, words });
    } catch (problem) {
      if (problem instanceof NoNetwork) return "no-network";
      if (problem instanceof Declined || problem instanceof DOMException) return "absent";
      throw problem;
    }
    await this.#rows.write([[ROW, { ...choice, words }]]);
    return "on";
  }

  async turnOff(): Promise<void> {
    await this.#rows.write([], [ROW]);
    await endSubscription(); // the server forgets this phone at the next note, or now
    await this.#person
      .signIn()
      .then(() => call("DELETE", "/api/notes"))
      .catch(() => undefined);
  }

  /** A browser may have changed its address, and the clock its zone. */
  async refresh(): Promise<void> {
    const kept = await this.#rows.read<Kept>(ROW);
    if (kept !== undefined && inTheWay() === null) await this.#tell(kept);
  }

  async tryOne(): Promise<boolean> {
    try {
      await this.#person.signIn();
      await call("POST", "/api/notes/try");
      return true;
    } catch (problem) {
      if (problem instanceof NoNetwork || problem instanceof Declined) return false;
      throw problem;
    }
  }

  async #tell({ from, until, most, words }: Kept): Promise<void> {
    await this.#person.reachServer();
    await this.#person.signIn();
    const [key] = await call("GET", "/api/notes");
    const { pushManager } = await ready();
    const known = await pushManager.getSubscription();
    const subscription =
      known ?? (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: asBytes(key) }));
    const [p256dh, auth] = (["p256dh", "auth"] as const).map((name) => new Uint8Array(subscription.getKey(name)!));
    const ahead = -new Date().getTimezoneOffset();
    asList(await call("PUT", "/api/notes", [[subscription.endpoint, p256dh, auth, words, ahead, from, until, most]]));
  }
}

/** Why notes cannot come here, or null. */
function inTheWay(): NotesState | null {
  const able = "serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis;
  // Safari on a phone has push for apps on the home screen alone, and says which it is.
  if (!able) return (navigator as { standalone?: boolean }).standalone === false ? "install" : "absent";
  return Notification.permission === "denied" ? "denied" : null;
}

function ready(): Promise<ServiceWorkerRegistration> {
  return new Promise((found, failed) => {
    void navigator.serviceWorker.ready.then(found);
    setTimeout(() => failed(new DOMException("no service worker", "NotSupportedError")), READY_MS);
  });
}

/** Nothing comes to this browser any more. */
export async function endSubscription(): Promise<void> {
  if (!("serviceWorker" in navigator) || !("PushManager" in globalThis)) return;
  const registration = await navigator.serviceWorker.getRegistration();
  const subscription = await registration?.pushManager.getSubscription();
  if (subscription) await subscription.unsubscribe().catch(() => false);
}
