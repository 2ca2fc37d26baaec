/** One idea or complaint on the board, as it was written, with what came of it. */
import type { ComponentChildren } from "preact";
import type { Day } from "../diary/model.ts";
import { longDay } from "../tree/day_words.ts";
import { today } from "../tree/days.ts";
import { t } from "../ui/text.ts";
import type { Entry } from "./model.ts";

export function EntryCard({ entry, children }: { entry: Entry; children?: ComponentChildren }) {
  const { name, words, put, state, answer, answered } = entry;
  return (
    <article class="entry">
      <Written name={name} words={words} day={put} />
      <p>
        <span class="tag">{t(`board-${state}`)}</span>
      </p>
      {answer !== "" && (
        <div class="shown">
          <span class="quiet">{t("board-answer", { day: longDay(answered || put, today()) })}</span>
          <span class="own-words" dir="auto">
            {answer}
          </span>
        </div>
      )}
      {state === "done" && name !== "" && <p class="quiet">{t("board-thanks", { name })}</p>}
      {children}
    </article>
  );
}

/** Exactly what somebody wrote. */
export function Written({ name, words, day }: { name: string; words: string; day: Day | null }) {
  const when = day === null ? "" : longDay(day, today());
  return (
    <>
      <p class="own-words" dir="auto">
        {words}
      </p>
      <p class="quiet">
        <bdi>{name || t("board-no-name")}</bdi>
        {when !== "" && `, ${when}`}
      </p>
    </>
  );
}
