/**
 * Telling those who lead a project: a supporter who fears for somebody, or a person whom something does not feel right.
 * Nothing goes but what the person wrote and chose, and they see it exactly before it does.
 */
import { useEffect, useState } from "preact/hooks";
import type { Place, ProjectFailure, Projects, Talk } from "../diary/model.ts";
import { calledOf, chosen, useTalks } from "../talk/chosen.ts";
import type { Message } from "../talk/model.ts";
import { longDay } from "../tree/day_words.ts";
import { today } from "../tree/days.ts";
import { Button, Pair } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { useDraft } from "../ui/draft.ts";
import { Field } from "../ui/field.tsx";
import { back, replace } from "../ui/route.ts";
import { say } from "../ui/say.tsx";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { openLetter, useProjects } from "./chosen.ts";
import { MOST_SHOWN, MOST_TOLD } from "./model.ts";
import { letterIs } from "./waiting.ts";

const TO_CHOOSE = 40; // of the newest words

export function Tell() {
  const projects = useProjects();
  const talk = useTalks()?.list.value.find(({ id }) => id === chosen.value);
  const place = talk && projects?.ofTalk(talk.id);
  useEffect(() => {
    if (chosen.value === null) replace("talk");
    void talk?.open();
  }, [talk]);
  return (
    <>
      <TopBar title={t(place?.role ? "tell-title" : "report-title")} backTo="conversation" />
      <main class="page" aria-busy={!place}>
        {talk && projects && place && <Write key={talk.id} talk={talk} projects={projects} place={place} />}
      </main>
    </>
  );
}

type Told = "yes" | "not-yet";
const PROBLEMS = { nothing: "tell-nothing", told: "tell-told-empty", choose: "report-choose-empty" } as const;

function Write({ talk, projects, place }: { talk: Talk; projects: Projects; place: Place }) {
  const name = calledOf(talk);
  const concern = place.role !== null;
  const draft = useDraft(`tell-${talk.id}`, { words: "" });
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set());
  const [told, setTold] = useState<Told | null>(null);
  const [looking, setLooking] = useState(false);
  const [problem, setProblem] = useState<keyof typeof PROBLEMS | null>(null);
  const words = draft.value.words.trim();
  const all = (talk.messages.value ?? []).filter(({ removed, mine }) => !removed && (concern || !mine));
  const chosenOnes = all.filter(({ id }) => shown.has(id));
  const readers = projects.care.readers(talk.id);
  const look = () => {
    if (words === "" && chosenOnes.length === 0) return setProblem("nothing");
    if (!concern && chosenOnes.length === 0) return setProblem("choose"); // their signatures are what makes it sure
    if (concern && told === null) return setProblem("told");
    setProblem(null);
    setLooking(true);
  };
  const choose = (id: string, on: boolean) => {
    const next = new Set(shown);
    if (on) next.add(id);
    else next.delete(id);
    setShown(next);
  };
  if (looking)
    return (
      <Look
        talk={talk}
        projects={projects}
        place={place}
        told={told === "yes"}
        words={words}
        shown={chosenOnes}
        readers={readers}
        onBack={() => setLooking(false)}
        onSent={draft.done}
      />
    );
  return (
    <>
      <p class="lead">{t(concern ? "tell-what" : "report-what", { name })}</p>
      {readers.length < (concern ? 2 : 1) && (
        <p class="notice" role="alert">
          {t(concern ? "team-leads-ask" : "project-no-leads")}
        </p>
      )}
      {concern && (
        <Choice
          legend={t("tell-told", { name })}
          ways={[
            { way: "yes" as Told, words: t("tell-told-yes") },
            { way: "not-yet" as Told, words: t("tell-told-not-yet") },
          ]}
          chosen={told}
          onChoose={setTold}
        />
      )}
      {told === "not-yet" && <p class="quiet">{t("tell-first", { name })}</p>}
      <Field
        label={t("tell-words")}
        rows={4}
        most={MOST_TOLD}
        value={draft.value.words}
        onInput={(typed) => draft.set({ words: typed })}
      />
      <fieldset class="chips tell-choose">
        <legend>{t(concern ? "tell-choose" : "report-choose")}</legend>
        {all.length === 0 && <p class="quiet">{t("tell-no-words")}</p>}
        {all.slice(-TO_CHOOSE).map(({ id, mine, ...said }) => (
          <label key={id} class="choice-row">
            <input
              type="checkbox"
              checked={shown.has(id)}
              disabled={!shown.has(id) && shown.size >= MOST_SHOWN}
              onChange={(event) => choose(id, event.currentTarget.checked)}
            />
            <span dir="auto">
              {mine && <span class="strong">{t("talk-me-says")} </span>}
              {wordsOf({ mine, ...said }, name)}
            </span>
          </label>
        ))}
      </fieldset>
      {problem !== null && <p role="alert">{t(PROBLEMS[problem], { name })}</p>}
      <div class="at-end">
        <Pair>
          <Button onPress={() => back("conversation")}>{t("cancel")}</Button>
          <Button kind="go" onPress={look}>
            {t("tell-look")}
          </Button>
        </Pair>
      </div>
    </>
  );
}

interface LookProps {
  readonly talk: Talk;
  readonly projects: Projects;
  readonly place: Place;
  readonly told: boolean;
  readonly words: string;
  readonly shown: readonly Message[];
  readonly readers: readonly string[];
  readonly onBack: () => void;
  readonly onSent: () => void;
}

/** Exactly what goes, and to whom. */
function Look({ talk, projects, place, told, words, shown, readers, onBack, onSent }: LookProps) {
  const name = calledOf(talk);
  const concern = place.role !== null;
  const [problem, setProblem] = useState<ProjectFailure | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => say(t("tell-this-is-all")), []);
  const send = async () => {
    if (busy) return;
    setBusy(true);
    const rows = shown.map((one) => ({ by: one.mine ? t("talk-me") : name, day: one.day, text: wordsOf(one, name) }));
    const ids = shown.map(({ id }) => id);
    const failed = concern
      ? await projects.care.raise(place.code, told, words, rows)
      : await projects.care.report(place.code, talk.id, words, ids);
    setBusy(false);
    setProblem(failed);
    if (failed !== null) return;
    onSent();
    const sent = projects.letters.value.findLast((one) => one.mine && letterIs(one, "concern", "report"));
    openLetter.value = sent?.id ?? null;
    say(t("tell-sent"));
    replace("care");
  };
  return (
    <>
      <p class="lead">{t("tell-this-is-all")}</p>
      <section class="parcel">
        <h2>{t(concern ? "care-concern" : "care-report")}</h2>
        <p>{concern ? t(told ? "care-knows" : "care-knows-not") : t("care-about", { name })}</p>
        {words !== "" && (
          <p class="own-words" dir="auto">
            {words}
          </p>
        )}
        {shown.length > 0 && (
          <ul class="stack">
            {shown.map(({ id, mine, day, ...said }) => (
              <li key={id} class="shown" dir="auto">
                <span class="quiet">
                  {mine ? t("talk-me") : name}, {longDay(day, today())}
                </span>
                <span>{wordsOf({ mine, ...said }, name)}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <p class="quiet">{t(concern ? "tell-to" : "report-to", { name, names: readers.join(", ") })}</p>
      {problem !== null && <p role="alert">{t(`project-${problem}`)}</p>}
      <div class="at-end" aria-busy={busy}>
        <Pair>
          <Button onPress={onBack}>{t("change")}</Button>
          <Button kind="go" icon="send-2" onPress={send}>
            {t("tell-send")}
          </Button>
        </Pair>
      </div>
    </>
  );
}

/** A photo itself stays in the talk; that there was one is said. */
function wordsOf({ text, mine }: Pick<Message, "text" | "mine">, name: string): string {
  return text !== "" ? text : mine ? t("talk-photo-mine") : t("talk-photo-theirs", { name });
}
