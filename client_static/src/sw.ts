/**
 * The service worker: the whole app from the phone, every file checked against the release it belongs to.
 *
 * Rule 1: a file that is not what the release says makes the install fail; the version that was there stays.
 * Rule 2: a new version waits until the person asks for it.
 * Rule 3: nothing is ever cached but the files of the release; /api and /sync pass through untouched.
 * Rule 4: woken where no page is open, it sends what waits, and does nothing else with the diary (diary/flush.ts).
 */
/// <reference lib="webworker" />
import { OUTBOX } from "./diary/background.ts";
import { flushUnlessOpen } from "./diary/flush.ts";

declare const NEWLEAF_MANIFEST: Readonly<Record<string, string>>;
declare const NEWLEAF_RELEASE: string;

const worker = globalThis as unknown as ServiceWorkerGlobalScope;
const CACHE = `newleaf-${NEWLEAF_RELEASE}`;
const INTEGRITY = "x-newleaf-integrity";
const NOTE = "note"; // one note takes the place of the one before
const ICON = "/looks/notes-192.png"; // the same for everyone: it says as little as the words
const MOST_TITLE = 60;

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
worker.addEventListener("message", (event) => {
  if (event.data === "update-now") void worker.skipWaiting();
});
worker.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== worker.location.origin) return;
  if (url.pathname in NEWLEAF_MANIFEST) event.respondWith(fromCache(url.pathname));
});

/** Background Sync; only Chromium has it, and TypeScript's library does not know it. */
worker.addEventListener("sync", (event) => {
  const { tag } = event as ExtendableEvent & { readonly tag: string };
  const pages = () => worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (tag === OUTBOX) (event as ExtendableEvent).waitUntil(flushUnlessOpen(pages));
});

/** Somebody wrote: what the lock screen says came with the push, and is the same every time (diary/notes.ts). */
worker.addEventListener("push", (event) => {
  const title = titleOf(event.data);
  event.waitUntil(worker.registration.showNotification(title, { tag: NOTE, icon: ICON }));
});

worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openTalk());
});

function titleOf(data: PushMessageData | null): string {
  try {
    const pushed = data?.json() as { notification?: { title?: unknown } } | undefined;
    const title = pushed?.notification?.title;
    if (typeof title === "string" && title !== "") return title.slice(0, MOST_TITLE);
  } catch {
    // not from our server; a browser wants something to be shown
  }
  return worker.location.hostname;
}

async function openTalk(): Promise<void> {
  const [page] = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (page === undefined) await worker.clients.openWindow("/#/talk");
  else await page.focus();
}

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  const old = await heldFiles();
  try {
    await Promise.all(Object.entries(NEWLEAF_MANIFEST).map(([path, hash]) => keep(cache, path, hash, old.get(hash))));
  } catch (problem) {
    await caches.delete(CACHE);
    throw problem;
  }
}

async function keep(cache: Cache, path: string, hash: string, held: Response | undefined): Promise<void> {
  // A clone: two files of the same bytes share what is held.
  if (held !== undefined) return cache.put(path, held.clone());
  const answer = await fetch(path, { integrity: hash, cache: "no-cache", redirect: "error", credentials: "omit" });
  if (!answer.ok) throw new TypeError(`${path}: ${answer.status}`);
  const headers = new Headers(answer.headers);
  headers.set(INTEGRITY, hash);
  headers.delete("content-encoding");
  headers.delete("content-length");
  return cache.put(path, new Response(await answer.arrayBuffer(), { status: 200, headers }));
}

/** Files of the version before, by their hash, so that only what changed is fetched. */
async function heldFiles(): Promise<Map<string, Response>> {
  const held = new Map<string, Response>();
  for (const name of await caches.keys()) {
    if (!name.startsWith("newleaf-") || name === CACHE) continue;
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      const hash = answer?.headers.get(INTEGRITY);
      if (answer && hash) held.set(hash, answer);
    }
  }
  return held;
}

async function activate(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

async function fromCache(path: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(path, { cache: "no-cache" });
}
