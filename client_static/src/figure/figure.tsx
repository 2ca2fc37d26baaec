/** A figure to carry in one's head, for whoever likes one. Nobody else ever sees it. */
import { useState } from "preact/hooks";
import { AnswerSlot, act } from "../ui/answer.tsx";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import type { Screen } from "../ui/route.ts";
import { language, t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { FIGURE, inPounds, larger, nightsFrom, nightsOf, type Range, readFigure } from "./model.ts";

const HERE: readonly Screen[] = ["figure"];

export function Figure() {
  const rows = useDiary().ownCollection(FIGURE);
  const [row] = rows.items.value ?? [];
  const kept = row === undefined ? null : readFigure(row);
  const [before, setBefore] = useState("");
  const [now, setNow] = useState("");
  const [answer, setAnswer] = useState<"figure-wrong" | "figure-none" | null>(null);
  const workOut = async () => {
    const [then, lately] = [nightsFrom(before), nightsFrom(now)];
    if (then === null || lately === null) return setAnswer("figure-wrong");
    const found = nightsOf(then, lately);
    setAnswer(found === null && kept === null ? "figure-none" : null);
    const stays = larger(kept, found);
    if (stays === null) return;
    const fields = { low: stays.low, high: stays.high };
    if (await act(() => (row ? rows.change(row.id, fields) : rows.add(fields)), null)) {
      setBefore(""); // what was typed is kept nowhere
      setNow("");
    }
  };
  return (
    <>
      <TopBar title={t("my-figure")} backTo="milestones" />
      <main class="page" aria-busy={rows.items.value === null}>
        <p class="lead">{t("figure-what")}</p>
        {row && kept && (
          <Kept
            range={kept}
            pounds={row.fields.pounds === true}
            onPounds={(pounds) => act(() => rows.change(row.id, { pounds }), null)}
            onTakeOut={() =>
              act(() => rows.takeOut(row.id), { words: t("week-out"), undo: () => rows.bringBack(row.id) })
            }
          />
        )}
        <Nights words={t("figure-before")} value={before} onInput={setBefore} />
        <Nights words={t("figure-now")} value={now} onInput={setNow} />
        {answer !== null && <p role="alert">{t(answer)}</p>}
        <Button onPress={workOut}>{t("figure-work-out")}</Button>
        <AnswerSlot screens={HERE} />
      </main>
    </>
  );
}

interface KeptProps {
  readonly range: Range;
  readonly pounds: boolean;
  readonly onPounds: (pounds: boolean) => void;
  readonly onTakeOut: () => void;
}

function Kept({ range, pounds, onPounds, onTakeOut }: KeptProps) {
  const money = inPounds(range);
  return (
    <>
      <section class="figure" aria-label={t("my-figure")} aria-live="polite">
        <p>{t("figure-nights", { low: range.low, high: range.high })}</p>
        {pounds && <p>{t("figure-pounds", { low: inWords(money.low), high: inWords(money.high) })}</p>}
      </section>
      <ul class="facts">
        <li>{t("figure-stays")}</li>
        <li>{t("figure-how")}</li>
        {pounds && <li>{t("figure-how-pounds")}</li>}
      </ul>
      <Button onPress={() => onPounds(!pounds)}>{t(pounds ? "figure-hide-pounds" : "figure-show-pounds")}</Button>
      <button type="button" class="button plain" onClick={onTakeOut}>
        <Icon name="trash" />
        <span>{t("week-take-out")}</span>
      </button>
    </>
  );
}

function inWords(pounds: number): string {
  return new Intl.NumberFormat(language.value === "en" ? "en-GB" : language.value).format(pounds);
}

interface NightsProps {
  readonly words: string;
  readonly value: string;
  readonly onInput: (typed: string) => void;
}

function Nights({ words, value, onInput }: NightsProps) {
  return (
    <label class="field">
      <span>{words}</span>
      <input
        inputmode="numeric"
        autocomplete="off"
        maxLength={3}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </label>
  );
}
