/** What was just done, said in one place that is kept free for it, with Undo until the next thing. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
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

const answer = signal<Answer | null>(null);

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
    answer.value = null;
    say(t("saved-here"));
  } else tell(done);
  return true;
}

export function tell(what: Answer): void {
  answer.value = what;
  say(what.area ? `${what.words} ${t("saved-here")}` : what.words);
}

/** `screens`: those between which an answer stays, as where the thing itself is on one and its list on another. */
export function AnswerSlot({ screens }: { screens: readonly Screen[] }) {
  useEffect(
    () => () => {
      if (!screens.includes(screen.value)) answer.value = null;
    },
    [screens],
  );
  const shown = answer.value;
  return (
    <div class="slot answer-slot">
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
