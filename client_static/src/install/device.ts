/** How the app gets to a home screen on this phone, and whether it is there already. */
import { signal } from "@preact/signals";

/** What Chromium gives where it can put the app there itself; its own bar is never shown. */
export interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}
export const installPrompt = signal<InstallPrompt | null>(null);

export function keepPrompt(): void {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    installPrompt.value = event as InstallPrompt;
  });
  addEventListener("appinstalled", () => {
    installPrompt.value = null;
  });
}

export function isInstalled(): boolean {
  return (navigator as { standalone?: boolean }).standalone || matchMedia("(display-mode: standalone)").matches;
}

/** iPads call themselves Macs. */
export function isIphone(): boolean {
  return (
    /iPhone|iPad|iPod/.test(navigator.userAgent) || (/Mac/.test(navigator.platform) && navigator.maxTouchPoints > 1)
  );
}

const ANSWERED = "newleaf-home-screen";

/** On an iPhone words may go without it, so it is offered there, once. Elsewhere it waits in Safe and private. */
export const mayOffer = signal(false);

export function lookWhetherToOffer(): void {
  mayOffer.value = isIphone() && !isInstalled() && !wasAnswered();
}

export function wasAnswered(): boolean {
  try {
    return localStorage.getItem(ANSWERED) !== null;
  } catch {
    return true; // what cannot be remembered is not asked
  }
}

export function answer(): void {
  mayOffer.value = false;
  try {
    localStorage.setItem(ANSWERED, "1");
  } catch {
    // Not asked again before the next start.
  }
}
