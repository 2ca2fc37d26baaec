/** An answer for all to read, with how far it is; or one that its author alone reads. */
import { useState } from "preact/hooks";
import type { Letter, ProjectFailure, Projects } from "../diary/model.ts";
import { MOST_WORDS } from "../projects/model.ts";
import { today } from "../tree/days.ts";
import { tell } from "../ui/answer.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { useDraft } from "../ui/draft.ts";
import { Field } from "../ui/field.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import { answerIn, type Board, type Entry, STATES, suggestionOf } from "./model.ts";

interface AnswerSheetProps {
  readonly entry: Entry;
  /** False where it was not given out. */
  readonly change: (edit: (newest: Board) => Board | null) => Promise<boolean>;
  readonly onClose: () => void;
}

export function AnswerSheet({ entry, change, onClose }: AnswerSheetProps) {
  const draft = useDraft(`answer-${entry.id}`, { answer: entry.answer });
  const [state, setState] = useState(entry.state);
  const [problem, setProblem] = useState(false);
  const keep = async () => {
    const given = await change((newest) => answerIn(newest, entry, state, draft.value.answer.trim(), today()));
    setProblem(!given);
    if (!given) return;
    draft.done();
    tell({ words: t("board-answered") });
    onClose();
  };
  return (
    <Sheet title={t("board-answer-title")} onClose={onClose}>
      <p class="own-words shown" dir="auto">
        {entry.words}
      </p>
      <Choice
        legend={t("board-state")}
        ways={STATES.map((way) => ({ way, words: t(`board-${way}`) }))}
        chosen={state}
        onChoose={setState}
      />
      <Field
        label={t("board-answer-words")}
        rows={3}
        most={MOST_WORDS}
        value={draft.value.answer}
        onInput={(answer) => draft.set({ answer })}
      />
      {problem && <p role="alert">{t("board-not-given")}</p>}
      <Pair>
        <Button onPress={onClose}>{t("close")}</Button>
        <Button kind="go" onPress={keep}>
          {t("give-out")}
        </Button>
      </Pair>
    </Sheet>
  );
}

interface AloneSheetProps {
  readonly projects: Projects;
  readonly letter: Letter;
  readonly onClose: () => void;
}

/** For what holds something that must not stand where all can read it. */
export function AloneSheet({ projects, letter, onClose }: AloneSheetProps) {
  const draft = useDraft(`alone-${letter.id}`, { words: "" });
  const [problem, setProblem] = useState<ProjectFailure | "empty" | null>(null);
  const words = draft.value.words.trim();
  const send = async () => {
    if (words === "") return setProblem("empty");
    const failed = await projects.care.answer(letter.id, "closed", words);
    setProblem(failed);
    if (failed !== null) return;
    draft.done();
    tell({ words: t("board-told") });
    onClose();
  };
  return (
    <Sheet title={t("board-answer-alone")} onClose={onClose}>
      <p class="own-words shown" dir="auto">
        {suggestionOf(letter)?.words}
      </p>
      <Field
        label={t("tell-words")}
        hint={t("board-answer-alone-what")}
        rows={3}
        most={MOST_WORDS}
        value={draft.value.words}
        problem={problem === "empty" ? t("suggest-empty") : null}
        onInput={(typed) => draft.set({ words: typed })}
      />
      {problem !== null && problem !== "empty" && <p role="alert">{t(`project-${problem}`)}</p>}
      <Pair>
        <Button onPress={onClose}>{t("close")}</Button>
        <Button kind="go" onPress={send}>
          {t("tell-send")}
        </Button>
      </Pair>
    </Sheet>
  );
}
