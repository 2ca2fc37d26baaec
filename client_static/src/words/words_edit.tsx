/** A project's own words, as its coordinators amend them. Each giving out says what changed and why (mission F10). */
import { useEffect, useState } from "preact/hooks";
import { AREAS, type Area } from "../areas/model.ts";
import { AloneSheet } from "../board/answer_sheet.tsx";
import { Written } from "../board/entry.tsx";
import { TIP, unanswered } from "../board/model.ts";
import APP from "../content/prompts.json";
import type { Letter, Place, Projects } from "../diary/model.ts";
import { coordinates, useSomePlace } from "../projects/chosen.ts";
import type { GaveOut } from "../projects/leaflet.ts";
import { WhichPlace } from "../projects/which_place.tsx";
import { dayOf } from "../today/day.ts";
import { today } from "../tree/days.ts";
import { LeafGlyph } from "../tree/leaf_glyph.tsx";
import { AnswerSlot, tell } from "../ui/answer.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { useDraft } from "../ui/draft.ts";
import { Field } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { LANGUAGES } from "../ui/languages.ts";
import { replace, type Screen } from "../ui/route.ts";
import { asTheAppSays, language, t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { AreaSheet } from "./area_sheet.tsx";
import { areaWords, givenOut, linesOf, MOST_WHY, noWords, readWords, type Tip, type Words, withArea } from "./model.ts";

const HERE: readonly Screen[] = ["words-edit"];
const MOST_TYPED = 2000;

export function WordsEdit() {
  const { projects, places, place } = useSomePlace(coordinates);
  useEffect(() => {
    if (projects !== null && place === undefined) replace("our-words");
  }, [projects, place]);
  return (
    <>
      <TopBar title={t("words-edit-title")} backTo="team" />
      <main class="page" aria-busy={place === undefined}>
        <p class="lead">{t("words-edit-what")}</p>
        {place && <WhichPlace places={places} place={place} />}
        {projects && place && <Open key={place.code} projects={projects} place={place} />}
      </main>
    </>
  );
}

function Open({ projects, place }: { projects: Projects; place: Place }) {
  const given = projects.leaflets.of(place.code, "words");
  const version = given?.version ?? 0;
  const newest = (given && readWords(given.json)) ?? noWords(language.value);
  const draft = useDraft(`words-${place.code}`, { json: "", why: "", after: 0 });
  const [problem, setProblem] = useState<GaveOut | "why" | "long">(null);
  const [area, setArea] = useState<Area | null>(null);
  const [alone, setAlone] = useState<Letter | null>(null);
  const [lines, setLines] = useState<string | null>(null);
  // What was changed of an older version is not laid over a newer one: it would undo what somebody else gave out.
  const words = (draft.value.after === version ? readWords(draft.value.json) : null) ?? newest;
  const letters = projects.letters.value.filter(({ code }) => code === place.code);
  const change = (next: Words) => draft.set({ json: JSON.stringify(next), after: version });
  const typed = (text: string) => {
    setLines(text);
    change({ ...words, prompts: linesOf(text) });
  };
  const giveOut = async () => {
    const why = draft.value.why.trim();
    if (why === "") return setProblem("why");
    const json = JSON.stringify(givenOut({ ...words, prompts: linesOf(shown) }, version + 1, today(), why));
    if (readWords(json) === null) return setProblem("long");
    const failed = await projects.leaflets.giveOut(place.code, "words", json, version);
    setProblem(failed);
    if (failed === "moved") await projects.refresh().catch(() => undefined);
    if (failed !== null) return;
    draft.done();
    setLines(null);
    tell({ words: t("given-out") });
  };
  const shown = lines ?? words.prompts.join("\n");
  return (
    <>
      {words.language !== language.value && (
        <p class="notice">{t("words-other-language", { language: LANGUAGES[words.language] ?? words.language })}</p>
      )}
      <section class="stack">
        <h2>{t("areas")}</h2>
        <ul class="rows">
          {AREAS.map((one) => (
            <li key={one}>
              <button type="button" onClick={() => setArea(one)}>
                <LeafGlyph area={one} size={32} />
                <span class="row-words">
                  <span class="strong" dir="auto">
                    {areaWords(words, one).name || asTheAppSays(`area-${one}`)}
                  </span>
                  {words.areas[one] && <span class="quiet">{t("words-own")}</span>}
                </span>
                <Icon name="chevron-right" size={20} />
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section class="stack">
        <h2>{t("words-prompts")}</h2>
        <Field label={t("words-prompts-each")} rows={6} most={MOST_TYPED} value={shown} onInput={typed} />
        {shown.trim() === "" && (
          <Button onPress={() => typed(APP.prompts.map((key) => asTheAppSays(key)).join("\n"))}>
            {t("words-prompts-begin")}
          </Button>
        )}
      </section>
      <Tips letters={letters} words={words} onChange={change} onAlone={setAlone} />
      <Field
        label={t("words-why")}
        hint={t("words-why-what")}
        most={MOST_WHY}
        value={draft.value.why}
        problem={problem === "why" ? t("words-why-empty") : null}
        onInput={(why) => draft.set({ why })}
      />
      {problem === "long" && <p role="alert">{t("words-too-long")}</p>}
      {problem !== null && problem !== "why" && problem !== "long" && <p role="alert">{t(`project-${problem}`)}</p>}
      <Button kind="go" onPress={giveOut}>
        {t("give-out")}
      </Button>
      <AnswerSlot screens={HERE} />
      {area && (
        <AreaSheet
          area={area}
          said={areaWords(words, area)}
          onKeep={(said) => change(withArea(words, area, said))}
          onClose={() => setArea(null)}
        />
      )}
      {alone && <AloneSheet projects={projects} letter={alone} onClose={() => setAlone(null)} />}
    </>
  );
}

interface TipsProps {
  readonly letters: readonly Letter[];
  readonly words: Words;
  readonly onChange: (next: Words) => void;
  readonly onAlone: (letter: Letter) => void;
}

/** As their authors read them once more before they sent them: they go out like that, or not at all. */
function Tips({ letters, words, onChange, onAlone }: TipsProps) {
  const waiting = unanswered(letters, TIP, (one) => words.tips.some((tip) => tip.words === one.words));
  const out = (tip: Tip) => onChange({ ...words, tips: words.tips.filter((one) => one !== tip) });
  return (
    <section class="stack">
      <h2>{t("tips")}</h2>
      {waiting.length + words.tips.length === 0 && <p class="quiet">{t("tips-none")}</p>}
      {waiting.map(({ letter, suggestion: { name, words: said } }) => (
        <article key={letter.id} class="entry">
          <Written name={name} words={said} day={dayOf(new Date(letter.sent))} />
          <Pair>
            <Button onPress={() => onAlone(letter)}>{t("board-answer-alone")}</Button>
            <Button onPress={() => onChange({ ...words, tips: [...words.tips, { words: said, by: name }] })}>
              {t("tip-put")}
            </Button>
          </Pair>
        </article>
      ))}
      {words.tips.map((tip) => (
        <article key={tip.words} class="entry">
          <Written name={tip.by} words={tip.words} day={null} />
          <Button onPress={() => out(tip)}>{t("week-take-out")}</Button>
        </article>
      ))}
    </section>
  );
}
