/** What was just done, said in one place that is kept free for it, with Undo until the next thing. */
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Area } from "../areas/model.ts";
import { PhoneFull } from "../diary/model.ts";
import { LeafGlyph } from "../tree/leaf_glyph.tsx";
import { type Screen, screen } from "./route.ts";
import { say } from "./say.tsx";
import { t } from "./text.ts";

interface Answer {
  readonly words: string;
  readonly undo?: () => Promise<unknown>;
  readonly area?: Area; // of the leaf that grew
}

const PASSING_MS = 20_000;
const answer = signal<Answer | null>(null);
let passing: ReturnType<typeof setTimeout> | undefined;

/** Does it, then says so. A full phone is told as what it is. False where it was not kept. */
export async function act(work: () => Promise<unknown>, done: Answer | null): Promise<boolean> {
  try {
    await work();
  } catch (problem) {
    if (!(problem instanceof PhoneFull)) throw problem;
    tell({ words: t("keeping-phone-full") });
    return false;
  }
  if (done === null) {
    hush();
    say(t("saved-here"));
  } else tell(done);
  return true;
}

export function tell(what: Answer): void {
  answer.value = what;
  clearTimeout(passing);
  // What can be taken back elsewhere too (a leaf), or not at all, need not stay. Any other Undo waits for the next thing.
  if (what.area || !what.undo) passing = setTimeout(() => answer.value === what && hush(), PASSING_MS);
  say(what.area ? `${what.words} ${t("saved-here")}` : what.words);
}

function hush(): void {
  clearTimeout(passing);
  answer.value = null;
}

/** `screens`: those between which an answer stays, as where the thing itself is on one and its list on another. */
export function AnswerSlot({ screens }: { screens: readonly Screen[] }) {
  useEffect(
    () => () => {
      if (!screens.includes(screen.value)) hush();
    },
    [screens],
  );
  const shown = answer.value;
  const slot = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Where what had the focus is gone, the keyboard goes on here and not from the top.
    const look = () => document.activeElement === document.body && slot.current?.querySelector("button")?.focus();
    const soon = setTimeout(() => shown && look());
    return () => clearTimeout(soon);
  }, [shown]);
  return (
    <div class="slot answer-slot" ref={slot}>
      {shown && (
        <div class="reply">
          {shown.area && <LeafGlyph area={shown.area} size={32} />}
          <p>
            <span class="strong">{shown.words}</span>
            {shown.area && <span>{t("saved-here")}</span>}
          </p>
          {shown.undo && (
            <button type="button" class="link" onClick={() => act(shown.undo!, { words: t("as-before") })}>
              {t("undo")}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
