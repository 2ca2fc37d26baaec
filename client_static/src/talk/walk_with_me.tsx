/** "Would you like someone to come with you?": where to, whom to ask, and the exact words before they go (F3, C7). */
import { useEffect, useState } from "preact/hooks";
import type { Talk } from "../diary/model.ts";
import { act } from "../ui/answer.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { useDraft } from "../ui/draft.ts";
import { Field } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { back, go, replace } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { byName, calledOf, chosen, useTalks, walking } from "./chosen.ts";
import { Initial } from "./initial.tsx";
import { MOST_WORDS } from "./model.ts";
import { MOST_TO, NEW_WALK } from "./walk.ts";

export function WalkWithMe() {
  const talks = useTalks();
  const [asked] = useState(walking.value?.talk ?? null);
  const draft = useDraft("walk", { to: "", words: "" });
  useEffect(() => {
    if (walking.value !== null) draft.set({ to: walking.value.to, words: "" });
    walking.value = null; // what is typed from here on is kept
  }, []);
  const people = talks?.list.value.filter(({ circle, left }) => circle === null && left.value === null) ?? [];
  return (
    <>
      <TopBar title={t("walk-title")} backTo="talk" />
      <main class="page" aria-busy={talks === null}>
        <p class="lead">{t("walk-what")}</p>
        {talks !== null && people.length === 0 && <Nobody draft={draft} />}
        {people.length > 0 && <Ask people={people.toSorted(byName)} asked={asked} draft={draft} />}
      </main>
    </>
  );
}

type Draft = ReturnType<typeof useDraft<{ to: string; words: string }>>;

function WhereTo({ draft, problem = null }: { draft: Draft; problem?: string | null }) {
  const put = (to: string) => draft.set({ to });
  return <Field label={t("walk-to")} most={MOST_TO} value={draft.value.to} problem={problem} onInput={put} />;
}

/** Where to stays written for when somebody is there. */
function Nobody({ draft }: { draft: Draft }) {
  return (
    <>
      <WhereTo draft={draft} />
      <p>{t("walk-nobody")}</p>
      <SomebodyElse />
      <div class="at-end">
        <Button onPress={() => back("talk")}>{t("share-not-now")}</Button>
      </div>
    </>
  );
}

function SomebodyElse() {
  return (
    <div class="stack">
      <Button icon="users" onPress={() => go("projects")}>
        {t("projects-near")}
      </Button>
      <Button icon="link" onPress={() => go("invite")}>
        {t("walk-friend")}
      </Button>
    </div>
  );
}

interface AskProps {
  readonly people: readonly Talk[];
  readonly asked: string | null; // whom the person chose before they came here
  readonly draft: Draft;
}

function Ask({ people, asked, draft }: AskProps) {
  const [id, setId] = useState(asked);
  const [unasked, setUnasked] = useState<"walk-to-empty" | "walk-who-empty" | null>(null);
  // Whom else could be meant, where there is one.
  const talk = people.find((one) => one.id === id) ?? (people.length === 1 ? people[0] : undefined);
  const to = draft.value.to.trim();
  const said = [t("walk-ask-words", { to }), draft.value.words.trim()].filter(Boolean).join("\n");
  const ask = async () => {
    if (to === "") return setUnasked("walk-to-empty");
    if (talk === undefined) return setUnasked("walk-who-empty");
    const plan = { ...NEW_WALK, to };
    let walk = "";
    let message = "";
    const asking = async () => {
      walk = await talk.sayWalk(null, plan);
      message = await talk.say(said);
    };
    const undo = () => Promise.all([talk.sayWalk(walk, { ...plan, state: "over" }), talk.takeBack(message)]);
    if (!(await act(asking, { words: t("walk-asked-me", { name: calledOf(talk) }), undo }))) return;
    draft.done();
    chosen.value = talk.id;
    replace("conversation");
  };
  return (
    <>
      <WhereTo draft={draft} problem={unasked === "walk-to-empty" ? t(unasked) : null} />
      <fieldset class="ways">
        <legend>{t("walk-who")}</legend>
        {people.map((one) => (
          <label key={one.id} class="choice-row">
            <Initial name={calledOf(one)} />
            <span class="strong">
              <bdi>{calledOf(one)}</bdi>
            </span>
            <input type="radio" name="who" checked={one === talk} onChange={() => setId(one.id)} />
          </label>
        ))}
      </fieldset>
      {unasked === "walk-who-empty" && talk === undefined && <p role="alert">{t(unasked)}</p>}
      <details class="more-ways">
        <summary>
          {t("walk-somebody-else")} <Icon name="chevron-down" size={20} />
        </summary>
        <SomebodyElse />
      </details>
      <Field
        label={t("walk-words")}
        hint={t("if-you-like")}
        rows={2}
        most={MOST_WORDS}
        value={draft.value.words}
        onInput={(words) => draft.set({ words })}
      />
      {to !== "" && (
        <section class="preview" aria-labelledby="walk-preview">
          <h2 id="walk-preview">{t("share-preview")}</h2>
          <div class="parcel" data-testid="parcel">
            <p class="own-words" dir="auto">
              {said}
            </p>
          </div>
          <p class="quiet share-note">
            <Icon name="lock" size={20} />
            <span>{t("walk-note")}</span>
          </p>
        </section>
      )}
      <div class="at-end">
        <Pair>
          <Button onPress={() => back("talk")}>{t("share-not-now")}</Button>
          <Button kind="go" onPress={ask}>
            {talk === undefined ? t("walk-ask-them") : t("walk-ask", { name: calledOf(talk) })}
          </Button>
        </Pair>
      </div>
    </>
  );
}
