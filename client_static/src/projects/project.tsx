/** A project as one who comes sees it: who is there, a hello, what is offered, and the way out. */
import { useEffect, useState } from "preact/hooks";
import type { Letter, Place, ProjectFailure, Projects } from "../diary/model.ts";
import { chosen } from "../talk/chosen.ts";
import { Initial } from "../talk/initial.tsx";
import { WhatTheySee } from "../talk/what_they_see.tsx";
import { AnswerSlot, tell } from "../ui/answer.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { useDiary } from "../ui/diary.tsx";
import { useDraft } from "../ui/draft.ts";
import { Field } from "../ui/field.tsx";
import { carried, go, replace, type Screen } from "../ui/route.ts";
import { say } from "../ui/say.tsx";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { openPlace, useProjects } from "./chosen.ts";
import { GivenOut } from "./given_out.tsx";
import { MOST_NAME, MOST_WORDS, type Wish } from "./model.ts";
import { ToldRows } from "./told_rows.tsx";
import { letterIs } from "./waiting.ts";

const HERE: readonly Screen[] = ["project"];
const WISHES: readonly Wish[] = ["walk", "work"];

export function ProjectScreen() {
  const diary = useDiary();
  const projects = useProjects();
  const [found, setFound] = useState<Place | ProjectFailure | null>(null);
  const code = carried.value;
  const known = projects?.list.value.find((place) => place.code === code);
  const place = known ?? (typeof found === "object" ? found : null);
  const started = diary.started.value;
  const look = async () => {
    setFound(null);
    if (projects !== null) setFound(await projects.look(code));
    else if (!started) setFound(await (await import("../diary/place.ts")).lookAtPlace(code));
  };
  useEffect(() => {
    if (code === "") replace(started ? "projects" : "today");
    else void look();
  }, [code, projects, started]);
  const failed = place === null && typeof found === "string" ? found : null;
  return (
    <>
      <TopBar title={place?.name ?? t("projects-title")} backTo="projects" />
      <main class="page" aria-busy={place === null && failed === null}>
        {failed !== null && (
          <>
            <p class="notice" role="alert">
              {t(`project-${failed}`)}
            </p>
            <Button icon="refresh" onPress={look}>
              {t("invited-again")}
            </Button>
          </>
        )}
        {place !== null && <Open place={place} projects={projects} joined={known !== undefined} />}
      </main>
    </>
  );
}

function Open({ place, projects, joined }: { place: Place; projects: Projects | null; joined: boolean }) {
  const letters = (projects?.letters.value ?? []).filter(({ code }) => code === place.code);
  const hello = letters.find((one) => letterIs(one, "hello") && one.mine);
  const offers = letters.filter((one) => letterIs(one, "offer") && !one.mine);
  const [problem, setProblem] = useState<ProjectFailure | null>(null);
  const leave = async () => {
    const failed = (await projects?.leave(place.code)) ?? null;
    setProblem(failed);
    if (failed !== null) return;
    tell({ words: t("project-left") });
    replace("talk");
  };
  return (
    <>
      {place.words !== "" && (
        <p class="own-words" dir="auto">
          {place.words}
        </p>
      )}
      {problem !== null && <p role="alert">{t(`project-${problem}`)}</p>}
      {projects &&
        offers.map((offer) => (
          <Offer key={offer.id} offer={offer} hello={hello} projects={projects} onProblem={setProblem} />
        ))}
      <div class="stack">
        <AnswerSlot screens={HERE} />
      </div>
      {projects && hello && offers.length === 0 && <Waiting hello={hello} projects={projects} />}
      {!hello && <Hello place={place} onProblem={setProblem} />}
      <section class="stack">
        <h2>{t("project-people")}</h2>
        <ul class="places">
          {place.workers.map(({ account, name, words }) => (
            <li key={account}>
              <Initial name={name} />
              <div class="phone" dir="auto">
                <h3>{name}</h3>
                <p>{words}</p>
              </div>
            </li>
          ))}
        </ul>
      </section>
      {projects && <ToldRows letters={letters.filter(({ mine }) => mine)} all={letters} />}
      {joined && (
        <Button icon="map-pin" onPress={() => go("ideas")}>
          {t("ideas-title")}
        </Button>
      )}
      {joined && <GivenOut place={place} />}
      {place.linked.length > 0 && (
        <section class="stack">
          <h2>{t("project-linked")}</h2>
          <p class="quiet">{t("project-linked-what")}</p>
          {place.linked.map(({ code, name }) => (
            <Button key={code} onPress={() => openPlace({ code, role: null })}>
              {name}
            </Button>
          ))}
        </section>
      )}
      {joined && (
        <Button kind="plain" onPress={leave}>
          {t("project-leave")}
        </Button>
      )}
    </>
  );
}

/** Who offered, in their own words. A no is told to nobody. */
interface OfferProps {
  readonly offer: Letter;
  readonly hello: Letter | undefined;
  readonly projects: Projects;
  readonly onProblem: (problem: ProjectFailure | null) => void;
}

function Offer({ offer, hello, projects, onProblem }: OfferProps) {
  const { body } = offer;
  const [name, setName] = useState("");
  const [empty, setEmpty] = useState(false);
  const [busy, setBusy] = useState(false);
  if (body?.is !== "offer") return null;
  const said = hello?.body?.is === "hello" ? hello.body.name : null; // unknown where another phone said it
  const pick = async () => {
    const called = said ?? name.trim();
    if (called === "") return setEmpty(true);
    if (busy) return;
    setBusy(true);
    const answer = await projects.pick(offer.id, called);
    setBusy(false);
    if (typeof answer === "string") return onProblem(answer);
    chosen.value = answer.talk;
    replace("conversation");
  };
  const pass = async () => {
    const undo = await projects.pass(offer.id);
    tell({ words: t("project-passed"), undo });
  };
  return (
    <section class="stack offer">
      <div class="invited-card">
        <Initial name={offer.by} />
        <div>
          <h2>{t("invited-by", { name: offer.by })}</h2>
          {body.words !== "" && (
            <p class="own-words" dir="auto">
              {body.words}
            </p>
          )}
        </div>
      </div>
      {said === null && (
        <Field
          label={t("talk-my-name")}
          hint={t("talk-my-name-what")}
          most={MOST_NAME}
          value={name}
          problem={empty ? t("talk-name-empty") : null}
          onInput={setName}
        />
      )}
      <Pair>
        <Button onPress={pass}>{t("no-thanks")}</Button>
        <Button kind="go" onPress={pick}>
          {t("project-pick", { name: offer.by })}
        </Button>
      </Pair>
    </section>
  );
}

function Waiting({ hello, projects }: { hello: Letter; projects: Projects }) {
  const [problem, setProblem] = useState<ProjectFailure | null>(null);
  return (
    <section class="stack offer">
      <p class="lead">{t("project-said")}</p>
      <p class="quiet">{t("project-said-what")}</p>
      {problem !== null && <p role="alert">{t(`project-${problem}`)}</p>}
      <Button onPress={async () => setProblem(await projects.takeBack(hello.id))}>{t("talk-take-back")}</Button>
    </section>
  );
}

function Hello({ place, onProblem }: { place: Place; onProblem: (problem: ProjectFailure | null) => void }) {
  const diary = useDiary();
  const started = diary.started.value;
  // Before there is a diary there is nowhere to keep a draft: both are one form, so that words stay while it begins.
  const draft = useDraft(started ? `hello-${place.code}` : null, { name: "", words: "", wish: "walk" as Wish });
  const [empty, setEmpty] = useState(false);
  const [busy, setBusy] = useState(false);
  const { name, words, wish } = draft.value;
  const hello = async () => {
    if (name.trim() === "") return setEmpty(true);
    if (busy) return;
    setBusy(true);
    await diary.start(); // nothing where there is a diary already
    const failed = await (await diary.projects()).hello(place.code, name.trim(), words.trim(), wish);
    setBusy(false);
    onProblem(failed);
    if (failed !== null) return;
    draft.done();
    say(t("project-said"));
  };
  return (
    <>
      <WhatTheySee />
      <Choice
        legend={t("project-wish")}
        ways={WISHES.map((way) => ({ way, words: t(`project-wish-${way}`) }))}
        chosen={wish}
        onChoose={(way) => draft.set({ wish: way })}
      />
      <Field
        label={t("talk-my-name")}
        hint={t("talk-my-name-what")}
        most={MOST_NAME}
        value={name}
        problem={empty ? t("talk-name-empty") : null}
        onInput={(typed) => draft.set({ name: typed })}
      />
      <Field
        label={t("project-words")}
        hint={t("if-you-like")}
        rows={3}
        most={MOST_WORDS}
        value={words}
        onInput={(typed) => draft.set({ words: typed })}
      />
      <Pair>
        <Button onPress={() => (started ? go("talk") : replace("today"))}>{t("project-not-now")}</Button>
        <Button kind="go" onPress={hello}>
          {t("invited-hello")}
        </Button>
      </Pair>
    </>
  );
}
