/** The service worker's registration, and "A new version is ready": it waits until the person asks for it. */
import { signal } from "@preact/signals";
import { trusted } from "./trusted.ts";

export const newVersionReady = signal(false);
let waiting: ServiceWorker | null = null;

export async function keepUpToDate(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const { serviceWorker } = navigator;
  const hadWorker = serviceWorker.controller !== null;
  let reloading = false;
  serviceWorker.addEventListener("controllerchange", () => {
    // The first worker takes the page without a reload; a later one comes only when it was asked for.
    if (!hadWorker && waiting === null) return;
    if (reloading) return;
    reloading = true;
    location.reload();
  });
  try {
    const registration = await serviceWorker.register(trusted("/sw.js"), { updateViaCache: "none" });
    const offer = (worker: ServiceWorker) => {
      waiting = worker;
      newVersionReady.value = true;
    };
    if (registration.waiting && hadWorker) offer(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const coming = registration.installing;
      // Asked now: WebKit may have given the page its very first worker before it says that this is installed.
      if (registration.active === null) return;
      coming?.addEventListener("statechange", () => coming.state === "installed" && offer(coming));
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") registration.update().catch(() => undefined);
    });
  } catch {
    // A browser that refuses service workers (private windows of some) still runs the app while it has a network.
  }
}

export function applyUpdate(): void {
  waiting?.postMessage("update-now");
}
