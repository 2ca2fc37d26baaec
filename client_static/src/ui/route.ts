/** Where the person is, kept in location.hash so that the phone's own Back works. No route holds anything private. */
import { signal } from "@preact/signals";

export const SCREENS = [
  "today",
  "tree",
  "talk",
  "conversation",
  "walk",
  "invite",
  "invited",
  "circle-new",
  "circle-invite",
  "projects",
  "project",
  "new-project",
  "team",
  "poster",
  "costs",
  "tell",
  "care",
  "board",
  "suggest",
  "board-edit",
  "our-words",
  "words-edit",
  "help-edit",
  "notes",
  "journal",
  "write",
  "days",
  "beside",
  "share",
  "week",
  "hope",
  "ideas",
  "an-idea",
  "ideas-edit",
  "areas",
  "area",
  "milestones",
  "figure",
  "more",
  "help",
  "plan",
  "remind",
  "kind-words",
  "people",
  "card",
  "words",
  "add-phone",
  "join",
  "borrow",
  "safe",
  "shared",
  "lock",
  "home-screen",
  "phones",
  "copy",
  "about",
  "answers",
  "money",
] as const;
export type Screen = (typeof SCREENS)[number];

const CARRY: ReadonlySet<string> = new Set(["invited", "project", "new-project"]);
/** What came with a link that somebody followed: it must stand in no address and no history. */
export const carried = signal("");

export const screen = signal<Screen>(read());
let steps = 0; // how far we went ourselves: going back further would leave the app

export function go(to: Screen): void {
  if (to === screen.value) return;
  steps += 1;
  location.hash = `/${to}`;
}

/** Back to where the person came from, or to `otherwise` when the app was opened right here. */
export function back(otherwise: Screen = "today"): void {
  if (steps > 0) {
    steps -= 1;
    history.back();
  } else {
    replace(otherwise);
  }
}

/** Goes on there, and Back does not lead to where the person was. */
export function replace(to: Screen): void {
  history.replaceState(null, "", `#/${to}`);
  screen.value = to;
}

/** Follows the address. After a move the heading takes the focus, so that a screen reader starts where the eye does. */
export function followAddress(): void {
  screen.value = read(); // it may have changed while the diary was opened
  addEventListener("hashchange", () => {
    screen.value = read();
  });
}

export function focusHeading(): void {
  scrollTo(0, 0);
  document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
}

function read(): Screen {
  const [name, text] = typeof location === "undefined" ? [] : location.hash.replace(/^#\/?/, "").split("/");
  if (name && text && CARRY.has(name)) {
    carried.value = text;
    history.replaceState(null, "", `#/${name}`);
  }
  return SCREENS.find((one) => one === name) ?? "today";
}
