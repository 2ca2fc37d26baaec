/** The board as its coordinators see it: what waits, word for word as it was written, and the answers. */
import { useEffect, useState } from "preact/hooks";
import type { Letter } from "../diary/model.ts";
import { coordinates, useSomePlace } from "../projects/chosen.ts";
import { amend, type GaveOut } from "../projects/leaflet.ts";
import { WhichPlace } from "../projects/which_place.tsx";
import { dayOf } from "../today/day.ts";
import { today } from "../tree/days.ts";
import { AnswerSlot, tell } from "../ui/answer.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { replace, type Screen } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { AloneSheet, AnswerSheet } from "./answer_sheet.tsx";
import { boardOf, type OpenBoard } from "./chosen.ts";
import { EntryCard, Written } from "./entry.tsx";
import {
  type Board,
  EMPTY,
  type Entry,
  MOST_ENTRIES,
  newestFirst,
  putOn,
  readBoard,
  takeOff,
  unanswered,
  wantsItOff,
} from "./model.ts";

const HERE: readonly Screen[] = ["board-edit"];

export function BoardEdit() {
  const { projects, places, place } = useSomePlace(coordinates);
  useEffect(() => {
    if (projects !== null && place === undefined) replace("board");
  }, [projects, place]);
  return (
    <>
      <TopBar title={t("board-edit-title")} backTo="team" />
      <main class="page" aria-busy={place === undefined}>
        <p class="lead">{t("board-edit-what")}</p>
        {place && <WhichPlace places={places} place={place} />}
        {projects && place && <Open key={place.code} projects={projects} place={place} />}
      </main>
    </>
  );
}

function Open({ projects, place }: OpenBoard) {
  const letters = projects.letters.value.filter(({ code }) => code === place.code);
  const board = boardOf({ projects, place });
  const [problem, setProblem] = useState<GaveOut | "full">(null);
  const [alone, setAlone] = useState<Letter | null>(null);
  const [answering, setAnswering] = useState<Entry | null>(null);
  const waiting = unanswered(letters, "", ({ id }) => board.entries.some((one) => one.id === id));
  const change = async (edit: (newest: Board) => Board | null) => {
    const failed = await amend(projects, place.code, "board", readBoard, (newest) => edit(newest ?? EMPTY));
    setProblem(failed);
    return failed === null;
  };
  const put = async (suggestion: { id: string; name: string; words: string }) => {
    if (board.entries.length >= MOST_ENTRIES) return setProblem("full");
    if (await change((newest) => putOn(newest, suggestion, today()))) tell({ words: t("board-put-done") });
  };
  const off = async (entry: Entry) => {
    const undo = () => change((newest) => ({ ...newest, entries: [entry, ...takeOff(newest, entry.id).entries] }));
    if (await change((newest) => takeOff(newest, entry.id))) tell({ words: t("board-off"), undo });
  };
  return (
    <>
      {problem !== null && <p role="alert">{t(`project-${problem}`)}</p>}
      <section class="stack">
        <h2>{t("board-waiting")}</h2>
        {waiting.length === 0 && <p class="quiet kind">{t("board-waiting-none")}</p>}
        {waiting.map(({ letter, suggestion }) => (
          <article key={letter.id} class="entry">
            <Written {...suggestion} day={dayOf(new Date(letter.sent))} />
            <Pair>
              <Button onPress={() => setAlone(letter)}>{t("board-answer-alone")}</Button>
              <Button onPress={() => put(suggestion)}>{t("board-put")}</Button>
            </Pair>
          </article>
        ))}
      </section>
      <section class="stack">
        <h2>{t("board-on-it")}</h2>
        {board.entries.length === 0 && <p class="quiet kind">{t("board-empty")}</p>}
        {newestFirst(board).map((entry) => {
          const letter = letters.find(({ id }) => id === entry.id);
          return (
            <EntryCard key={entry.id} entry={entry}>
              {letter && wantsItOff(letter, letters) && <p class="notice">{t("board-wants-off")}</p>}
              <Pair>
                <Button onPress={() => off(entry)}>{t("board-take-off")}</Button>
                <Button onPress={() => setAnswering(entry)}>{t("board-answer-it")}</Button>
              </Pair>
            </EntryCard>
          );
        })}
      </section>
      <AnswerSlot screens={HERE} />
      {alone && <AloneSheet projects={projects} letter={alone} onClose={() => setAlone(null)} />}
      {answering && <AnswerSheet entry={answering} change={change} onClose={() => setAnswering(null)} />}
    </>
  );
}
