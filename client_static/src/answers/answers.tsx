/** My answers (mission S1, B10): which ones stand on Today, in whose order, and those in the person's own words. */

import { useState } from "preact/hooks";
import { coloursOf } from "../areas/model.ts";
import { Sorting } from "../hopes/sorting.tsx";
import { ANSWER, type Answer, answersOf } from "../today/answers.ts";
import { leafFor } from "../today/model.ts";
import { wordsOf } from "../today/reply.ts";
import { AnswerSlot, act } from "../ui/answer.tsx";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import type { Screen } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { isAsAtFirst, keep, movedTo, setBack, undoSetBack } from "./model.ts";
import { OwnSheet } from "./own_sheet.tsx";

const HERE: readonly Screen[] = ["answers"];

export function Answers() {
  const list = useDiary().collection(ANSWER);
  const items = list.items.value;
  const all = answersOf(items ?? []);
  const [open, setOpen] = useState<string | null>(null); // "" for a new one
  const [sorting, setSorting] = useState(false);
  const shown = all.filter((answer) => answer.shown);
  const hidden = all.filter((answer) => !answer.shown);
  const turn = (answer: Answer) =>
    act(() => keep(list, { ...answer, shown: !answer.shown }), {
      words: t(answer.shown ? "answers-hidden" : "answers-shown"),
      undo: () => keep(list, answer),
    });
  const move = (tile: string, to: number) => {
    const before = all.find((answer) => answer.tile.name === tile);
    const after = movedTo(all, tile, to);
    if (!before || !after) return null;
    return act(() => keep(list, after), { words: t("order-moved"), undo: () => keep(list, before) });
  };
  const reset = () =>
    act(() => setBack(list, all), { words: t("answers-as-first-done"), undo: () => undoSetBack(list, all) });
  const opened = all.find(({ own, tile }) => own && tile.name === open);
  return (
    <>
      <TopBar title={t("my-answers")} backTo="today" />
      <main class="page answers" aria-busy={items === null}>
        <p class="lead">{t("answers-what")}</p>
        <section aria-labelledby="answers-shown">
          <h2 id="answers-shown">{t("answers-on-today")}</h2>
          {shown.length === 0 && <p class="quiet">{t("answers-none")}</p>}
          {sorting ? (
            <Sorting shown={shown.map(({ tile }) => ({ id: tile.name, text: wordsOf(leafFor(tile)) }))} onMove={move} />
          ) : (
            <Rows answers={shown} does={t("answers-hide")} onAct={turn} onOpen={setOpen} />
          )}
          <div class="hopes-foot">
            <Button kind="plain" icon="plus" onPress={() => setOpen("")}>
              {t("answers-add")}
            </Button>
            {shown.length > 1 && (
              <button type="button" class="button plain" aria-pressed={sorting} onClick={() => setSorting(!sorting)}>
                {t(sorting ? "hopes-sorted" : "hopes-sort")}
              </button>
            )}
          </div>
        </section>
        {hidden.length > 0 && (
          <section aria-labelledby="answers-more">
            <h2 id="answers-more">{t("answers-more")}</h2>
            <Rows answers={hidden} does={t("answers-show")} onAct={turn} onOpen={setOpen} />
          </section>
        )}
        <p class="quiet">{t("answers-tree")}</p>
        {!isAsAtFirst(all) && (
          <Button icon="refresh" onPress={reset}>
            {t("answers-as-first")}
          </Button>
        )}
        <AnswerSlot screens={HERE} />
      </main>
      {(open === "" || opened) && <OwnSheet list={list} all={all} answer={opened} onClose={() => setOpen(null)} />}
    </>
  );
}

interface RowsProps {
  readonly answers: readonly Answer[];
  readonly does: string; // what the button beside each does
  readonly onAct: (answer: Answer) => void;
  readonly onOpen: (tile: string) => void;
}

function Rows({ answers, does, onAct, onOpen }: RowsProps) {
  return (
    <ul class="hope-list">
      {answers.map((answer) => {
        const { tile, own } = answer;
        const words = wordsOf(leafFor(tile));
        return (
          <li key={tile.name} class="hope-card answer-row" style={coloursOf(tile.area)}>
            <span class="answer-sign">
              <Icon name={tile.icon} />
            </span>
            <span class="hope-words strong" dir="auto">
              {words}
            </span>
            {own && (
              <button
                type="button"
                class="link text-link"
                aria-label={t("line-change", { line: words })}
                onClick={() => onOpen(tile.name)}
              >
                {t("change")}
              </button>
            )}
            <button
              type="button"
              class="link text-link"
              aria-label={t("answers-act", { act: does, answer: words })}
              onClick={() => onAct(answer)}
            >
              {does}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
