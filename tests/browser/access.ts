/** What test_access.py looks at on a screen, as `access` in the page. Every finding is a line that says where it is. */

const REACHABLE = "a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex='-1'])";
const CARRIES_WORDS = "label, button, a, summary";

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const style = (it: Element) => getComputedStyle(it);
const shown = (it: Element) =>
  it.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) &&
  it.closest(".unseen, [inert]") === null;
const scope = (): Element => [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
const scrolls = (overflow: string) => overflow === "auto" || overflow === "scroll";

function called(it: Element): string {
  const said = it.getAttribute("aria-label") ?? it.textContent.trim().replace(/\s+/g, " ");
  return `${it.tagName.toLowerCase()}.${[...it.classList].join(".")} "${said.slice(0, 40)}"`;
}

/** What a finger meets: of a hidden radio or checkbox that is its label. */
function face(it: Element): Element {
  return it.matches("input[type=radio], input[type=checkbox]") ? (it.closest("label") ?? it) : it;
}

/** Everything around it; of what stands in a dialog up to that, for it lies on top of all. */
function* above(it: Element): Generator<Element> {
  for (let up = it.parentElement; up !== null; up = up.tagName === "DIALOG" ? null : up.parentElement) yield up;
}

/** What can be seen of a box once everything around it has cut it; null where that is nothing. */
function visible(it: Element, box: Box = it.getBoundingClientRect()): Box | null {
  let { left, top, right, bottom } = box;
  for (const up of above(it)) {
    if (style(up).overflowX === "visible" && style(up).overflowY === "visible") continue;
    const cut = up.getBoundingClientRect();
    left = Math.max(left, cut.left);
    top = Math.max(top, cut.top);
    right = Math.min(right, cut.right);
    bottom = Math.min(bottom, cut.bottom);
  }
  right = Math.min(right, innerWidth);
  bottom = Math.min(bottom, innerHeight);
  return right - left > 1 && bottom - top > 1 ? { left, top, right, bottom } : null;
}

function reachable(): HTMLElement[] {
  const found = [...scope().querySelectorAll<HTMLElement>(REACHABLE)];
  return found.filter((it) => shown(it) && !(it as HTMLButtonElement).disabled);
}

/** Each stretch of words with the boxes of its lines. */
function texts(): { it: Element; boxes: DOMRect[] }[] {
  const found = [];
  const walk = document.createTreeWalker(scope(), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode as Text;
    const it = node.parentElement;
    if (it === null || node.data.trim() === "" || !shown(it) || it.closest("svg, option, textarea, select")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
    if (boxes.length > 0) found.push({ it, boxes });
  }
  return found;
}

/** Sticks out sideways. A strip of its own that scrolls in one direction only does not. */
function sideways(): string[] {
  const edge = document.documentElement.clientWidth;
  const wide = document.documentElement.scrollWidth;
  const found = wide > edge ? [`the page is ${wide} wide`] : [];
  for (const it of scope().querySelectorAll("*")) {
    if (!shown(it) || it.closest("svg, canvas") !== null) continue;
    const { left, right, width } = it.getBoundingClientRect();
    const strip = [...above(it)].some((up) => up.tagName !== "MAIN" && up.id !== "app" && inStrip(up));
    if (width > 0 && !strip && (left < -1 || right > edge + 1)) found.push(called(it));
  }
  return found;
}

function inStrip(it: Element): boolean {
  return scrolls(style(it).overflowX) && it.scrollHeight <= it.clientHeight + 1;
}

/** Words that are cut off, or stand outside of what they are written on. */
function cut(): string[] {
  const found = new Set<string>();
  for (const { it, boxes } of texts()) {
    const on = it.closest(CARRIES_WORDS)?.getBoundingClientRect();
    for (const box of boxes) {
      if (
        on &&
        (box.left < on.left - 1 || box.right > on.right + 1 || box.top < on.top - 4 || box.bottom > on.bottom + 4)
      )
        found.add(`outside: ${called(it)}`);
      let [across, down] = [true, true]; // until something around it can be scrolled
      for (const up of above(it)) {
        const { overflowX, overflowY } = style(up);
        const around = up.getBoundingClientRect();
        across &&= !scrolls(overflowX);
        down &&= !scrolls(overflowY);
        if (across && overflowX !== "visible" && (box.left < around.left - 1 || box.right > around.right + 1))
          found.add(`cut: ${called(it)}`);
        if (down && overflowY !== "visible" && (box.top < around.top - 3 || box.bottom > around.bottom + 3))
          found.add(`cut: ${called(it)}`);
      }
    }
  }
  for (const it of scope().querySelectorAll("*"))
    if (shown(it) && style(it).textOverflow === "ellipsis" && it.scrollWidth > it.clientWidth + 1)
      found.add(`dots: ${called(it)}`);
  return [...found];
}

/** What moves as one: all that one thing scrolls, and each thing that lies over what scrolls beneath it. */
function layer(it: Element): Element | null {
  if (/sticky|fixed/.test(style(it).position)) return it;
  const found = [...above(it)].find((up) => {
    const around = style(up);
    return /sticky|fixed/.test(around.position) || scrolls(around.overflowX) || scrolls(around.overflowY);
  });
  return found ?? null;
}

function over(one: Box, other: Box, share: number): boolean {
  const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return wide > 4 && high > Math.max(4, share * Math.min(one.bottom - one.top, other.bottom - other.top));
}

/** Words over words, or a button over a button. */
function overlapping(): string[] {
  const found = new Set<string>();
  const lines = texts().flatMap(({ it, boxes }) => boxes.map((box) => ({ it, box, on: layer(it) })));
  const faces = [...new Set(reachable().map(face))].map((it) => ({
    it,
    box: it.getBoundingClientRect(),
    on: layer(it),
  }));
  const compare = (all: typeof lines, share: number) =>
    all.forEach((one, at) => {
      for (const other of all.slice(at + 1)) {
        const apart = !one.it.contains(other.it) && !other.it.contains(one.it) && one.on === other.on;
        if (apart && over(one.box, other.box, share)) found.add(`${called(one.it)} over ${called(other.it)}`);
      }
    });
  compare(lines, 0.4); // the boxes of letters are higher than their lines are apart
  compare(faces, 0);
  return [...found];
}

/** The end corner where Help is: where its pill stands, or what closes Help. */
function helpAt(): string {
  const pills = [...document.querySelectorAll(".help-pill, .close-pill")].filter((it) => it.checkVisibility());
  const { left, right, top } = (pills.at(-1) ?? document.body).getBoundingClientRect();
  return `${document.dir === "rtl" ? left : innerWidth - right}, ${top}`;
}

/** Smaller than this many pixels in a direction; a link inside a sentence is as high as its line. */
function small(least: number): string[] {
  return reachable().flatMap((it) => {
    const { width, height } = face(it).getBoundingClientRect();
    const inSentence = it.tagName === "A" && style(it).display === "inline";
    const tooSmall = !inSentence && Math.min(width, height) < least - 0.5;
    return tooSmall ? [`${called(it)} ${Math.round(width)}x${Math.round(height)}`] : [];
  });
}

function moving(): string[] {
  const found = document.getAnimations().map((one) => `moves: ${(one as CSSAnimation).animationName}`);
  for (const it of document.querySelectorAll("*")) {
    const { animationName, transitionDuration, scrollBehavior } = style(it);
    if (animationName !== "none" || /[1-9]/.test(transitionDuration) || scrollBehavior === "smooth")
      found.push(called(it));
  }
  return found;
}

function ground(it: Element | null): string {
  const behind = it && [it, ...above(it)].find((up) => style(up).backgroundColor !== "rgba(0, 0, 0, 0)");
  return style(behind ?? document.documentElement).backgroundColor;
}

function edged(it: Element): boolean {
  const { borderBlockEndStyle, borderBlockEndWidth, borderBlockEndColor } = style(it);
  const drawn = borderBlockEndStyle !== "none" && borderBlockEndWidth !== "0px";
  return drawn && borderBlockEndColor !== ground(it.parentElement);
}

/** In the colours of the system: fields have an edge, what is chosen is marked, and icons stand out from their ground. */
function colourless(): string[] {
  const found: string[] = [];
  (document.activeElement as HTMLElement).blur();
  for (const it of scope().querySelectorAll("input:not([type=radio], [type=checkbox], [type=file]), textarea, select"))
    if (shown(it) && !edged(it) && !edged(it.parentElement ?? it)) found.push(`no edge: ${called(it)}`);
  for (const it of scope().querySelectorAll("[aria-pressed=true], [aria-current], label:has(input:checked)")) {
    if (!shown(it)) continue;
    const outlines = () => [it, ...it.querySelectorAll("*")].map((one) => style(one).outline).join();
    const marked = [it, ...it.querySelectorAll("*")].some((one) => style(one).outlineStyle !== "none");
    const ticked = it.querySelector("input[type=checkbox]") !== null; // the tick is the system's own
    if (!marked && !ticked) found.push(`not marked: ${called(it)}`);
    const before = outlines();
    (it.querySelector<HTMLElement>("input") ?? (it as HTMLElement)).focus();
    if (outlines() === before) found.push(`the same with and without the focus: ${called(it)}`);
    (document.activeElement as HTMLElement).blur();
  }
  for (const it of scope().querySelectorAll("svg.icon"))
    if (shown(it) && style(it).color === ground(it)) found.push(`not seen: ${called(it.parentElement ?? it)}`);
  return found;
}

let stops: HTMLElement[] = [];

const sameGroup = (one: Element, other: Element) =>
  one.matches("[type=radio]") &&
  other.matches("[type=radio]") &&
  one.getAttribute("name") === other.getAttribute("name");

/** What Tab must come to. Of a group of radios that is one. */
function expectStops(): string[] {
  const all = reachable();
  stops = all.filter((it, at) => !all.slice(0, at).some((before) => sameGroup(before, it)));
  return stops.map(called);
}

/** Where the focus is: which of the stops, and what is wrong with how that looks. */
function focused(): { at: number; wrong: string[] } {
  const it = document.activeElement;
  if (it === null || it === document.body) return { at: -1, wrong: [] };
  const seen = face(it);
  const wrong: string[] = [];
  const ringed = [it, seen, seen.parentElement ?? seen].some((one) => {
    const { outlineStyle, outlineWidth } = style(one);
    return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
  });
  if (!ringed) wrong.push(`no ring: ${called(it)}`);
  const whole = seen.getBoundingClientRect();
  const box = visible(seen);
  const room = [...above(seen)].find((up) => style(up).overflowY !== "visible")?.clientHeight ?? innerHeight;
  if (box === null || box.bottom - box.top < Math.min(whole.height, room) - 4) wrong.push(`not in view: ${called(it)}`);
  else {
    const on = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    if (!seen.contains(on)) wrong.push(`covered: ${called(it)}`);
  }
  return { at: stops.findIndex((one) => one === it || sameGroup(one, it)), wrong };
}

/** Words that are still these; but for somebody's own, and an answer, which was said before. */
function among(words: readonly string[]): string[] {
  const known = new Set(words);
  const ours = texts().filter(({ it }) => it.closest(".own-words, .answer-slot") === null);
  return ours.flatMap(({ it }) => (known.has(it.textContent.trim()) ? [called(it)] : []));
}

function nowhere(): string[] {
  return document.activeElement === document.body ? ["the focus is nowhere"] : [];
}

Object.assign(window, {
  access: { sideways, cut, overlapping, small, moving, colourless, among, helpAt, expectStops, focused, nowhere },
});
