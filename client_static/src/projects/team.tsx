/** A project as those who work there see it: who said hello, what was told, who is here, and the poster. */
import { useEffect, useState } from "preact/hooks";
import type { Letter, Place, ProjectFailure, Projects } from "../diary/model.ts";
import { Initial } from "../talk/initial.tsx";
import { AnswerSlot, tell } from "../ui/answer.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { go, replace, type Screen } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { CardSheet } from "./card_sheet.tsx";
import { useOpened } from "./chosen.ts";
import { GivesOut } from "./given_out.tsx";
import { sentOn } from "./sent_on.ts";
import { ToldRows } from "./told_rows.tsx";
import { hellos, letterIs, offerFor } from "./waiting.ts";
import { WorkerSheet } from "./worker_sheet.tsx";

const HERE: readonly Screen[] = ["team", "poster", "care"];
const LEAST_LEADS = 2; // nobody carries a concern alone

export function Team() {
  const { projects, place } = useOpened();
  useEffect(() => {
    if (projects !== null && place === undefined) replace("projects");
    else if (place?.role === null) replace("project");
  }, [projects, place]);
  return (
    <>
      <TopBar title={place?.name ?? t("projects-title")} backTo="talk" />
      <main class="page" aria-busy={place === undefined}>
        {projects && place && place.role !== null && <Open projects={projects} place={place} />}
      </main>
    </>
  );
}

function Open({ projects, place }: { projects: Projects; place: Place }) {
  const letters = projects.letters.value.filter(({ code }) => code === place.code);
  const [problem, setProblem] = useState<ProjectFailure | null>(null);
  const [sheet, setSheet] = useState<string | null>(null); // an account, or the card
  const coordinates = place.role !== "supporter";
  const worker = place.workers.find(({ account }) => account === sheet);
  const leave = async () => {
    const failed = await projects.leave(place.code);
    setProblem(failed);
    if (failed !== null) return;
    tell({ words: t("project-left") });
    replace("talk");
  };
  return (
    <>
      {problem !== null && <p role="alert">{t(`project-${problem}`)}</p>}
      {place.leads < LEAST_LEADS && <p class="notice">{t(coordinates ? "team-leads" : "team-leads-ask")}</p>}
      <ToldRows letters={letters.filter((one) => !letterIs(one, "news"))} all={letters} />
      <section class="stack">
        <h2>{t("team-hellos")}</h2>
        {hellos(letters).length === 0 && <p class="quiet kind">{t("team-no-hellos")}</p>}
        {hellos(letters).map((hello) => (
          <Hello
            key={hello.id}
            hello={hello}
            offered={offerFor(hello, letters) !== undefined}
            projects={projects}
            coordinates={coordinates}
            onProblem={setProblem}
          />
        ))}
        <AnswerSlot screens={HERE} />
      </section>
      <section class="stack">
        <h2>{t("project-people")}</h2>
        <ul class="talks">
          {place.workers.map(({ account, name, role, mine }) => (
            <li key={account}>
              <button type="button" disabled={!coordinates} onClick={() => setSheet(account)}>
                <Initial name={name} />
                <span class="strong" dir="auto">
                  {name}
                  {mine && <span class="quiet"> {t("team-you")}</span>}
                </span>
                <span class="tag quiet">{t(`team-role-${role}`)}</span>
              </button>
            </li>
          ))}
        </ul>
        <p class="quiet">{t("team-more-people")}</p>
      </section>
      <GivesOut projects={projects} place={place} />
      <Button icon="printer" onPress={() => go("poster")}>
        {t("poster-title")}
      </Button>
      <Button icon="map-pin" onPress={() => go(coordinates ? "ideas-edit" : "ideas")}>
        {t(coordinates ? "ideas-edit-title" : "ideas-title")}
      </Button>
      {coordinates && (
        <>
          <Button icon="scale" onPress={() => go("costs")}>
            {t("costs-title")}
          </Button>
          <Button icon="pencil" onPress={() => setSheet("card")}>
            {t("team-card")}
          </Button>
        </>
      )}
      <Button kind="plain" onPress={leave}>
        {t("team-leave")}
      </Button>
      {sheet === "card" && <CardSheet projects={projects} place={place} onClose={() => setSheet(null)} />}
      {worker && <WorkerSheet projects={projects} place={place} worker={worker} onClose={() => setSheet(null)} />}
    </>
  );
}

interface HelloProps {
  readonly hello: Letter;
  readonly offered: boolean;
  readonly projects: Projects;
  readonly coordinates: boolean;
  readonly onProblem: (problem: ProjectFailure | null) => void;
}

function Hello({ hello, offered, projects, coordinates, onProblem }: HelloProps) {
  const { body } = hello;
  const [busy, setBusy] = useState(false);
  if (body?.is !== "hello") return null;
  const work = body.wish === "work";
  const done = async (working: Promise<ProjectFailure | null>, words: string) => {
    setBusy(true);
    const failed = await working;
    setBusy(false);
    onProblem(failed);
    if (failed === null) tell({ words });
  };
  const pass = async () => {
    const undo = await projects.pass(hello.id);
    tell({ words: t("team-put-away"), undo });
  };
  const take = () => {
    if (busy) return;
    if (work) void done(projects.welcome(hello.id), t("team-welcomed", { name: body.name }));
    else void done(projects.offer(hello.id), t("team-offered"));
  };
  return (
    <section class="invited-card" aria-busy={busy}>
      <Initial name={body.name} />
      <div class="stack">
        <h3 dir="auto">{body.name}</h3>
        <p class="quiet">
          {t(`team-wish-${body.wish}`)} {sentOn(hello)}
        </p>
        {body.words !== "" && (
          <p class="own-words" dir="auto">
            {body.words}
          </p>
        )}
        {offered && <p class="strong">{t("team-offered")}</p>}
        {!offered && work && !coordinates && <p class="quiet">{t("team-coordinators-answer")}</p>}
        {!offered && (!work || coordinates) && (
          <Pair>
            <Button onPress={pass}>{t("team-not-me")}</Button>
            <Button onPress={take}>{t(work ? "team-welcome" : "team-offer")}</Button>
          </Pair>
        )}
      </div>
    </section>
  );
}
