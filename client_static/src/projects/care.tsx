/** One concern or report: what was told, how far it has come, and an offer to talk it through. */
import { useEffect, useState } from "preact/hooks";
import type { Letter, Place, ProjectFailure, Projects } from "../diary/model.ts";
import { longDay } from "../tree/day_words.ts";
import { today } from "../tree/days.ts";
import { Button, Pair } from "../ui/button.tsx";
import { useDraft } from "../ui/draft.ts";
import { Field } from "../ui/field.tsx";
import { replace } from "../ui/route.ts";
import { say } from "../ui/say.tsx";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { openLetter, useProjects } from "./chosen.ts";
import { type LetterBody, MOST_TOLD, type Proven, type Step } from "./model.ts";
import { sentOn } from "./sent_on.ts";
import { letterIs, newsOf, stepOf } from "./waiting.ts";

export function Care() {
  const projects = useProjects();
  const letter = projects?.letters.value.find(({ id }) => id === openLetter.value);
  const place = projects?.list.value.find(({ code }) => code === letter?.code);
  useEffect(() => {
    if (openLetter.value === null || (projects !== null && letter === undefined)) replace("talk");
  }, [projects, letter]);
  const title = letter && letterIs(letter, "concern") ? "care-concern" : "care-report";
  return (
    <>
      <TopBar title={t(title)} backTo={place?.role ? "team" : "talk"} />
      <main class="page" aria-busy={!letter}>
        {projects && letter && <Open projects={projects} letter={letter} place={place} />}
      </main>
    </>
  );
}

interface OpenProps {
  readonly projects: Projects;
  readonly letter: Letter;
  readonly place: Place | undefined;
}

function Open({ projects, letter, place }: OpenProps) {
  const news = newsOf(letter, projects.letters.value);
  const step = stepOf(letter, projects.letters.value);
  const asked = news.some(({ body }) => body?.is === "news" && body.step === "talk");
  const [problem, setProblem] = useState<ProjectFailure | null>(null);
  const answer = async (next: Step, words: string) => {
    const failed = await projects.care.answer(letter.id, next, words);
    setProblem(failed);
    if (failed === null) say(t("saved-here"));
    return failed === null;
  };
  return (
    <>
      <p class="quiet">
        {letter.mine ? t("care-by-me") : letter.by === "" ? t("care-by-member") : t("care-by", { name: letter.by })},{" "}
        {sentOn(letter)}
      </p>
      {letter.body ? (
        <What id={letter.id} body={letter.body} projects={projects} />
      ) : (
        <p class="quiet">{t("care-other-phone")}</p>
      )}
      <section class="stack" aria-live="polite">
        <h2>{t("care-since")}</h2>
        {news.length === 0 && <p>{t(letter.mine ? "care-nothing-yet" : "care-nobody-yet")}</p>}
        <ol class="stack">
          {news.map((one) => one.body?.is === "news" && <News key={one.id} letter={one} body={one.body} />)}
        </ol>
      </section>
      {problem !== null && <p role="alert">{t(`project-${problem}`)}</p>}
      {place?.role === "lead" && !letter.mine && step !== "closed" && (
        <Answer letter={letter} step={step} onAnswer={answer} />
      )}
      {letter.mine && step === "closed" && !asked && (
        <section class="stack">
          <p>{t("care-debrief")}</p>
          <Pair>
            <Button onPress={() => replace(place?.role ? "team" : "talk")}>{t("no-thanks")}</Button>
            <Button onPress={() => void answer("talk", "")}>{t("care-debrief-yes")}</Button>
          </Pair>
        </section>
      )}
    </>
  );
}

function What({ id, body, projects }: { id: string; body: LetterBody; projects: Projects }) {
  if (body.is !== "concern" && body.is !== "report") return null;
  return (
    <section class="parcel">
      <p>
        {body.is === "concern" ? t(body.told ? "care-knows" : "care-knows-not") : t("care-about", { name: body.about })}
      </p>
      {body.words !== "" && (
        <p class="own-words" dir="auto">
          {body.words}
        </p>
      )}
      {body.is === "concern" ? (
        <ul class="stack">
          {body.shown.map(({ by, day, text }, at) => (
            <Said key={at} by={by} day={day} text={text} />
          ))}
        </ul>
      ) : (
        <Proved id={id} about={body.about} projects={projects} />
      )}
    </section>
  );
}

/** The words of a report, as signatures prove them. */
function Proved({ id, about, projects }: { id: string; about: string; projects: Projects }) {
  const [proven, setProven] = useState<{ by: string; said: readonly Proven[] } | null | undefined>(undefined);
  useEffect(() => void projects.care.proven(id).then(setProven), [id, projects]);
  if (proven === undefined) return <p class="quiet">{t("care-checking")}</p>;
  if (proven === null) return <p role="alert">{t("care-not-proven")}</p>;
  return (
    <>
      <ul class="stack">
        {proven.said.map(({ text, day }, at) => (
          <Said key={at} by={proven.by || about} day={day} text={text} />
        ))}
      </ul>
      <p class="quiet">{proven.by === "" ? t("care-proven") : t("care-proven-by", { name: proven.by })}</p>
    </>
  );
}

function Said({ by, day, text }: { by: string; day: string; text: string }) {
  return (
    <li class="shown" dir="auto">
      <span class="quiet">
        {by}, {longDay(day, today())}
      </span>
      <span>{text !== "" ? text : t("talk-photo-theirs", { name: by })}</span>
    </li>
  );
}

function News({ letter, body }: { letter: Letter; body: { readonly step: Step; readonly words: string } }) {
  const who = letter.mine ? t("talk-me") : letter.by;
  return (
    <li class="shown">
      <span class="strong">{t(`care-step-${body.step}`)}</span>
      {body.words !== "" && (
        <span class="own-words" dir="auto">
          {body.words}
        </span>
      )}
      <span class="quiet">
        {who === "" ? "" : `${who}, `}
        {sentOn(letter)}
      </span>
    </li>
  );
}

interface AnswerProps {
  readonly letter: Letter;
  readonly step: Step | null;
  readonly onAnswer: (step: Step, words: string) => Promise<boolean>;
}

/** For those who lead: that it has come, what they do, and what came of it. */
function Answer({ letter, step, onAnswer }: AnswerProps) {
  const draft = useDraft(`care-${letter.id}`, { words: "" });
  const [busy, setBusy] = useState(false);
  const [empty, setEmpty] = useState(false);
  const words = draft.value.words.trim();
  const answer = async (next: Step) => {
    if (next === "closed" && words === "") return setEmpty(true); // whoever told it wants to know
    if (busy) return;
    setBusy(true);
    if (await onAnswer(next, words)) draft.done();
    setBusy(false);
  };
  return (
    <section class="stack" aria-busy={busy}>
      <Field
        label={t("care-words")}
        hint={t("care-words-what")}
        rows={3}
        most={MOST_TOLD}
        value={draft.value.words}
        problem={empty && words === "" ? t("care-closed-empty") : null}
        onInput={(typed) => draft.set({ words: typed })}
      />
      {step === null && <Button onPress={() => void answer("received")}>{t("care-do-received")}</Button>}
      {step !== "acting" && <Button onPress={() => void answer("acting")}>{t("care-do-acting")}</Button>}
      <Button onPress={() => void answer("closed")}>{t("care-do-closed")}</Button>
    </section>
  );
}
