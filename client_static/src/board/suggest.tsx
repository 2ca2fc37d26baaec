/** An idea, a complaint or something learned, and exactly what goes and who will read it (mission F3, D10). */
import { useEffect, useState } from "preact/hooks";
import type { Place, ProjectFailure, Projects } from "../diary/model.ts";
import { useSomePlace } from "../projects/chosen.ts";
import { MOST_NAME, MOST_WORDS } from "../projects/model.ts";
import { Sees } from "../talk/what_they_see.tsx";
import { tell } from "../ui/answer.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { useDraft } from "../ui/draft.ts";
import { Field } from "../ui/field.tsx";
import { back, replace } from "../ui/route.ts";
import { say } from "../ui/say.tsx";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { Written } from "./entry.tsx";
import { TIP } from "./model.ts";

type About = "board" | typeof TIP;
export const blank = { about: "board" as About, name: "", words: "" };
export const draftOf = ({ code }: Place) => `suggest-${code}`;

export function Suggest() {
  const { projects, place } = useSomePlace();
  useEffect(() => {
    if (projects !== null && place === undefined) replace("board");
  }, [projects, place]);
  return (
    <>
      <TopBar title={t("suggest-title")} backTo="board" />
      <main class="page" aria-busy={place === undefined}>
        {projects && place && <Write projects={projects} place={place} />}
      </main>
    </>
  );
}

function Write({ projects, place }: { projects: Projects; place: Place }) {
  const draft = useDraft(draftOf(place), blank);
  const [looking, setLooking] = useState(false);
  const [empty, setEmpty] = useState(false);
  const { about, name, words } = draft.value;
  const look = () => {
    setEmpty(words.trim() === "");
    setLooking(words.trim() !== "");
  };
  if (looking)
    return (
      <Look
        projects={projects}
        place={place}
        about={about}
        name={name.trim()}
        words={words.trim()}
        onBack={() => setLooking(false)}
        onSent={draft.done}
      />
    );
  return (
    <>
      <p class="lead" dir="auto">
        {t("suggest-to", { name: place.name })}
      </p>
      <Choice
        legend={t("suggest-about")}
        ways={[
          { way: "board" as About, words: t("suggest-about-board") },
          { way: TIP as About, words: t("suggest-about-tip") },
        ]}
        chosen={about}
        onChoose={(way) => draft.set({ about: way })}
      />
      <Field
        label={t("tell-words")}
        rows={5}
        most={MOST_WORDS}
        value={words}
        problem={empty ? t("suggest-empty") : null}
        onInput={(typed) => draft.set({ words: typed })}
      />
      <Field
        label={t("suggest-name")}
        hint={t("suggest-name-what")}
        most={MOST_NAME}
        value={name}
        onInput={(typed) => draft.set({ name: typed })}
      />
      <div class="at-end">
        <Pair>
          <Button onPress={() => back("board")}>{t("cancel")}</Button>
          <Button kind="go" onPress={look}>
            {t("tell-look")}
          </Button>
        </Pair>
      </div>
    </>
  );
}

interface LookProps {
  readonly projects: Projects;
  readonly place: Place;
  readonly about: About;
  readonly name: string;
  readonly words: string;
  readonly onBack: () => void;
  readonly onSent: () => void;
}

function Look({ projects, place, about, name, words, onBack, onSent }: LookProps) {
  const [problem, setProblem] = useState<ProjectFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const lead = t("suggest-this-is-all");
  useEffect(() => say(lead), [lead]);
  const send = async () => {
    if (busy) return;
    setBusy(true);
    const failed = await projects.leaflets.suggest(place.code, name, words, about === TIP ? TIP : "");
    setBusy(false);
    setProblem(failed);
    if (failed !== null) return;
    onSent();
    tell({ words: t("tell-sent") });
    replace(about === TIP ? "our-words" : "board");
  };
  const first = place.workers.filter(({ role }) => role !== "supporter").map((one) => one.name);
  return (
    <>
      <p class="lead">{lead}</p>
      <section class="parcel">
        <Written name={name} words={words} day={null} />
      </section>
      <ul class="sees">
        <Sees icon="eye" strong={t("suggest-first")} words={t("suggest-first-who", { names: first.join(", ") })} />
        <Sees icon="users" strong={t(`suggest-then-${about}`)} words={t("suggest-then-who")} />
        <Sees icon="lock" strong={t("suggest-as-it-is")} words={t("suggest-as-it-is-what")} />
      </ul>
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
