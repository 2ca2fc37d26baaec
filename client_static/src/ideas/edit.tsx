/**
 * The list of ideas that a project gives out (mission C6, 3C C3). What is changed waits on this phone until its coordinator
 * has looked at it and gives it out.
 */

import { useEffect, useState } from "preact/hooks";
import { coloursOf } from "../areas/model.ts";
import type { Letter, Place, Projects } from "../diary/model.ts";
import { useOpened } from "../projects/chosen.ts";
import { letterIs } from "../projects/waiting.ts";
import { today } from "../tree/days.ts";
import { AnswerSlot, act, tell } from "../ui/answer.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { useDraft } from "../ui/draft.ts";
import { replace, type Screen } from "../ui/route.ts";
import { saveFile } from "../ui/save_file.ts";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { BringIn } from "./bring_in.tsx";
import { Head, Said } from "./face.tsx";
import { asTold, holds, isOld, withTold } from "./form.ts";
import { Giving } from "./giving.tsx";
import { Checked } from "./idea.tsx";
import { IdeaSheet } from "./idea_sheet.tsx";
import { type Both, changesOf, chosenOf, merged } from "./merging.ts";
import { fits, type Idea, readIdeas, writeIdeas } from "./model.ts";
import { ideasIn } from "./near.ts";
import { toTable } from "./taking_in.ts";

const HERE: readonly Screen[] = ["ideas-edit"];

export function IdeasEdit() {
  const { projects, place } = useOpened();
  const may = place?.role === "coordinator" || place?.role === "lead";
  useEffect(() => {
    if (projects !== null && !may) replace(place ? "project" : "projects");
  }, [projects, place, may]);
  return (
    <>
      <TopBar title={t("ideas-edit-title")} backTo="team" />
      <main class="page" aria-busy={!may}>
        {projects && place && may && <Open key={place.code} projects={projects} place={place} />}
        <AnswerSlot screens={HERE} />
      </main>
    </>
  );
}

/** What was changed and not given out: the list, what it began with, and the version of that. */
const UNCHANGED = { json: "", base: "", after: 0 };

function Open({ projects, place }: { projects: Projects; place: Place }) {
  const leaflet = projects.leaflets.of(place.code, "ideas");
  const given = ideasIn(place.code, leaflet);
  const draft = useDraft(`ideas ${place.code}`, UNCHANGED);
  const [sheet, setSheet] = useState<string | null>(null); // an idea's id, "" for a new one, or "bring in"
  const [giving, setGiving] = useState(false);
  const [both, setBoth] = useState<readonly Both[]>([]);
  const began = draft.value.json !== "";
  const list = began ? readIdeas(draft.value.json) : given;
  const base = began ? readIdeas(draft.value.base) : given;
  const changes = changesOf(base, list);
  const opened = list.find(({ id }) => id === sheet);
  const me = place.workers.find(({ mine }) => mine)?.name ?? "";
  const close = () => setSheet(null);
  const put = async (next: readonly Idea[]) =>
    draft.set({
      json: writeIdeas(next),
      ...(began ? {} : { base: writeIdeas(given), after: leaflet?.version ?? 0 }),
    });
  const putOne = (idea: Idea) => put(chosenOf(list, idea.id, idea));
  const change = (idea: Idea, words: string) => act(() => putOne(idea), { words, undo: () => put(list) });
  const takeOut = (id: string) => {
    close();
    void act(() => put(chosenOf(list, id, null)), { words: t("week-out"), undo: () => put(list) });
  };
  /** Somebody else gave out another list since. */
  const putTogether = async () => {
    await projects.refresh().catch(() => undefined);
    const newest = projects.leaflets.of(place.code, "ideas");
    const theirs = ideasIn(place.code, newest);
    const one = merged(base, list, theirs);
    draft.set({ json: writeIdeas(one.ideas), base: writeIdeas(theirs), after: newest?.version ?? 0 });
    setBoth(one.both);
  };
  if (giving)
    return (
      <Giving
        changes={changes}
        both={both}
        tooLarge={!fits(writeIdeas(list))}
        onChoose={(id, idea) => {
          void put(chosenOf(list, id, idea));
          setBoth(both.filter((one) => one.id !== id));
        }}
        onGive={async () => {
          const failed = await projects.leaflets.giveOut(place.code, "ideas", writeIdeas(list), draft.value.after);
          if (failed === "moved") await putTogether();
          if (failed === null) draft.done();
          return failed;
        }}
        onBack={() => setGiving(false)}
      />
    );
  return (
    <>
      <p class="lead">{t("ideas-edit-what")}</p>
      <Suggested
        letters={projects.letters.value.filter(({ code }) => code === place.code)}
        list={list}
        projects={projects}
        onPut={(idea) => change(idea, t("ideas-put"))}
      />
      <Pair>
        <Button icon="plus" onPress={() => setSheet("")}>
          {t("ideas-add")}
        </Button>
        <Button icon="file-import" onPress={() => setSheet("bring in")}>
          {t("ideas-bring-in")}
        </Button>
      </Pair>
      {list.length === 0 && <p class="quiet kind">{t("ideas-edit-none")}</p>}
      <ul class="idea-list">
        {list.map((idea) => (
          <li key={idea.id} class="idea-card" style={coloursOf(idea.area)}>
            <div class="idea-face">
              <Row idea={idea} changed={isNew(changes, idea)} />
              <Pair>
                <Button onPress={() => change({ ...idea, checked: today(), checkedBy: me }, t("ideas-checked-now"))}>
                  {t("ideas-check")}
                  <span class="unseen"> {idea.name}</span>
                </Button>
                <Button icon="pencil" onPress={() => setSheet(idea.id)}>
                  {t("change")}
                  <span class="unseen"> {idea.name}</span>
                </Button>
              </Pair>
            </div>
          </li>
        ))}
      </ul>
      {list.length > 0 && (
        <Pair>
          <Button
            icon="file-export"
            onPress={() => saveFile(new Blob([toTable(list)], { type: "text/csv" }), "ideas.csv")}
          >
            {t("ideas-save-table")}
          </Button>
          <Button
            icon="file-export"
            onPress={() => saveFile(new Blob([writeIdeas(list)], { type: "application/json" }), "ideas.json")}
          >
            {t("ideas-save-list")}
          </Button>
        </Pair>
      )}
      {began && (
        <div class="stack at-end">
          <p class="quiet">{t("ideas-waits")}</p>
          <Button kind="go" icon="send-2" onPress={() => setGiving(true)}>
            {t("tell-look")}
          </Button>
          <Button
            kind="plain"
            onPress={() => {
              const { json, base: from, after } = draft.value;
              const undo = async () => draft.set({ json, base: from, after });
              void act(async () => draft.done(), { words: t("as-before"), undo });
            }}
          >
            {t("ideas-discard")}
          </Button>
        </div>
      )}
      {(sheet === "" || opened) && (
        <IdeaSheet
          idea={opened ?? null}
          draft={`idea ${place.code}`}
          me={me}
          onKeep={putOne}
          onClose={close}
          onTakeOut={takeOut}
        />
      )}
      {sheet === "bring in" && (
        <BringIn
          list={list}
          onTake={(next) => void act(() => put(next), { words: t("ideas-taken-in"), undo: () => put(list) })}
          onClose={close}
        />
      )}
    </>
  );
}

function isNew({ added, changed }: ReturnType<typeof changesOf>, idea: Idea): boolean {
  return added.includes(idea) || changed.includes(idea);
}

function Row({ idea, changed }: { idea: Idea; changed: boolean }) {
  return (
    <>
      <Head idea={idea} title={<h2 dir="auto">{idea.name}</h2>} />
      <p class="quiet">
        {t(`ideas-kind-${idea.kind}`)}. {idea.checked === "" ? t("ideas-never") : <Checked idea={idea} />}
      </p>
      {(changed || isOld(idea, today())) && (
        <p class="likes">
          {changed && <span class="tag">{t("ideas-not-given")}</span>}
          {idea.checked !== "" && isOld(idea, today()) && <span class="tag">{t("ideas-old")}</span>}
        </p>
      )}
    </>
  );
}

interface SuggestedProps {
  readonly letters: readonly Letter[];
  readonly list: readonly Idea[];
  readonly projects: Projects;
  readonly onPut: (idea: Idea) => void;
}

/** What people who went wrote of an idea. It stands with the idea only once a coordinator puts it there. */
function Suggested({ letters, list, projects, onPut }: SuggestedProps) {
  const shown = letters.flatMap((letter) => {
    const { body } = letter;
    if (!letterIs(letter, "suggestion") || body?.is !== "suggestion") return [];
    const idea = list.find(({ id }) => id === body.of);
    const told = asTold(body.name || t("talk-somebody"), body.words);
    return idea && !holds(idea, told) ? [{ letter, idea, told }] : [];
  });
  if (shown.length === 0) return null;
  return (
    <section class="stack">
      <h2>{t("ideas-suggested")}</h2>
      <p class="quiet">{t("ideas-suggested-what")}</p>
      {shown.map(({ letter, idea, told }) => (
        <div key={letter.id} class="parcel">
          <h3 dir="auto">{idea.name}</h3>
          <Said told={told} />
          <Pair>
            <Button
              onPress={async () => {
                const undo = await projects.pass(letter.id);
                tell({ words: t("team-put-away"), undo });
              }}
            >
              {t("ideas-leave-out")}
            </Button>
            <Button onPress={() => onPut(withTold(idea, told))}>{t("ideas-put-with")}</Button>
          </Pair>
        </div>
      ))}
    </section>
  );
}
