/** The words of a project: whether the person uses them, what peers learned, and what has changed and why. */
import { useState } from "preact/hooks";
import { AREAS } from "../areas/model.ts";
import { Written } from "../board/entry.tsx";
import { suggestionOf, suggestions, TIP, toldAlone } from "../board/model.ts";
import { blank, draftOf } from "../board/suggest.tsx";
import APP_AREAS from "../content/areas.json";
import APP_MILESTONES from "../content/milestones.json";
import APP_PROMPTS from "../content/prompts.json";
import type { Letter, Place, ProjectFailure, Projects } from "../diary/model.ts";
import { coordinates, useSomePlace } from "../projects/chosen.ts";
import { WhichPlace } from "../projects/which_place.tsx";
import { dayOf } from "../today/day.ts";
import { longDay } from "../tree/day_words.ts";
import { today } from "../tree/days.ts";
import { LeafGlyph } from "../tree/leaf_glyph.tsx";
import { AnswerSlot, act, tell } from "../ui/answer.tsx";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { useDraft } from "../ui/draft.ts";
import { LANGUAGES } from "../ui/languages.ts";
import { carried, go, type Screen } from "../ui/route.ts";
import { language, t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { choosingOf } from "./chosen.ts";
import { areaWords, noWords, readWords, type Words } from "./model.ts";

const HERE: readonly Screen[] = ["our-words", "suggest"];
const APP = [
  { key: "areas", changes: APP_AREAS.changes },
  { key: "milestones", changes: APP_MILESTONES.changes },
  { key: "words-prompts", changes: APP_PROMPTS.changes },
] as const;

export function OurWords() {
  const { projects, places, place } = useSomePlace();
  return (
    <>
      <TopBar title={t("our-words-title")} backTo="areas" />
      <main class="page" aria-busy={projects === null}>
        <p class="lead">{t("our-words-what")}</p>
        {projects !== null && place === undefined && <p>{t("our-words-nowhere")}</p>}
        {place && <WhichPlace places={places} place={place} />}
        {projects && place && <Open key={place.code} projects={projects} place={place} />}
        <section class="stack">
          <h2>{t("words-app")}</h2>
          <ul class="changes">
            {APP.flatMap(({ key, changes }) =>
              changes.map(({ version, day, words }) => (
                <li key={key + version}>
                  <span class="strong">{t(key)}</span>
                  <span class="quiet">
                    {longDay(day, today())}: {t(words)}
                  </span>
                </li>
              )),
            )}
          </ul>
        </section>
        <AnswerSlot screens={HERE} />
      </main>
    </>
  );
}

function Open({ projects, place }: { projects: Projects; place: Place }) {
  const given = projects.leaflets.of(place.code, "words");
  const words = given && readWords(given.json);
  return (
    <>
      {words === null ? <p class="quiet kind">{t("our-words-none")}</p> : <Use place={place} words={words} />}
      {coordinates(place) && (
        <Button
          icon="pencil"
          onPress={() => {
            carried.value = place.code;
            go("words-edit");
          }}
        >
          {t("words-edit-title")}
        </Button>
      )}
      {words !== null && <Areas words={words} />}
      <Tips projects={projects} place={place} words={words ?? noWords(language.value)} />
      {words !== null && (
        <section class="stack">
          <h2>{t("words-changed")}</h2>
          <ul class="changes">
            {[...words.changes].reverse().map((change) => (
              <li key={change.version}>
                <span class="quiet">{longDay(change.day, today())}</span>
                <span dir="auto">{change.words}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** Both ways the same size; what is in use is said in words, too. */
function Use({ place, words }: { place: Place; words: Words }) {
  const choosing = choosingOf(useDiary());
  const used = choosing.used === place.code;
  const choose = (use: boolean) => act(() => choosing.choose(place.code, use), null);
  return (
    <section class="stack">
      <p>{used ? t("words-used", { name: place.name }) : t("words-not-used")}</p>
      <div class="segments alike">
        <button type="button" aria-pressed={!used} onClick={() => choose(false)}>
          {t("words-app")}
        </button>
        <button type="button" aria-pressed={used} onClick={() => choose(true)}>
          {t("words-theirs")}
        </button>
      </div>
      {words.language !== language.value && (
        <p class="quiet">{t("words-other-language", { language: LANGUAGES[words.language] ?? words.language })}</p>
      )}
    </section>
  );
}

function Areas({ words }: { words: Words }) {
  const amended = AREAS.filter((area) => words.areas[area] !== undefined);
  if (amended.length === 0) return null;
  return (
    <section class="stack">
      <h2>{t("areas")}</h2>
      <ul class="changes">
        {amended.map((area) => {
          const { name, helps, hinders } = areaWords(words, area);
          return (
            <li key={area} class="amended">
              <LeafGlyph area={area} size={32} />
              <span class="strong" dir="auto">
                {name || t(`area-${area}`)}
              </span>
              {[helps, hinders].map((question) => question !== "" && <span dir="auto">{question}</span>)}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Tips({ projects, place, words }: { projects: Projects; place: Place; words: Words }) {
  const draft = useDraft(draftOf(place), blank);
  const letters = projects.letters.value.filter(({ code }) => code === place.code);
  const given = (one: Letter) => words.tips.some((tip) => tip.words === suggestionOf(one)?.words);
  const mine = suggestions(letters, TIP).filter((one) => one.mine && !given(one));
  const write = () => {
    draft.set({ about: TIP });
    carried.value = place.code;
    go("suggest");
  };
  return (
    <section class="stack">
      <h2>{t("tips")}</h2>
      {words.tips.length === 0 && <p class="quiet">{t("tips-none")}</p>}
      {words.tips.map((tip) => (
        <article key={tip.words} class="entry">
          <Written name={tip.by} words={tip.words} day={null} />
        </article>
      ))}
      {mine.map((one) => (
        <MyTip key={one.id} letter={one} told={toldAlone(one, letters)} projects={projects} />
      ))}
      <Button icon="pencil" onPress={write}>
        {t("tip-write")}
      </Button>
    </section>
  );
}

function MyTip({ letter, told, projects }: { letter: Letter; told: string | null; projects: Projects }) {
  const [problem, setProblem] = useState<ProjectFailure | null>(null);
  const written = suggestionOf(letter);
  const takeBack = async () => {
    const failed = await projects.takeBack(letter.id);
    setProblem(failed);
    if (failed === null) tell({ words: t("taken-back") });
  };
  if (written === null) return null;
  return (
    <article class="entry">
      <Written {...written} day={dayOf(new Date(letter.sent))} />
      <p>
        <span class="tag">{t(told === null ? "tip-sent" : "board-alone")}</span>
      </p>
      {told !== null && (
        <p class="own-words shown" dir="auto">
          {told}
        </p>
      )}
      {problem !== null && <p role="alert">{t(`project-${problem}`)}</p>}
      <Button onPress={takeBack}>{t(told === null ? "talk-take-back" : "board-put-away")}</Button>
    </article>
  );
}
