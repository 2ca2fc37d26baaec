/** Making a circle: its name, a few words, and what the others call its host. */
import { useState } from "preact/hooks";
import type { InviteFailure } from "../diary/model.ts";
import { Button, Pair } from "../ui/button.tsx";
import { useDraft } from "../ui/draft.ts";
import { Field } from "../ui/field.tsx";
import { back, replace } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { chosen, useTalks } from "./chosen.ts";
import { MOST_NAME, MOST_WORDS } from "./model.ts";

export function CircleNew() {
  const talks = useTalks();
  const draft = useDraft("circle", { name: "", words: "", called: "" });
  const [problem, setProblem] = useState<InviteFailure | "empty" | null>(null);
  const [making, setMaking] = useState(false);
  const [name, called] = [draft.value.name.trim(), draft.value.called.trim()];
  const make = async () => {
    if (name === "" || called === "") return setProblem("empty");
    if (talks === null || making) return;
    setMaking(true);
    const made = await talks.begin(name, draft.value.words.trim(), called);
    setMaking(false);
    if (typeof made === "string") return setProblem(made);
    draft.done();
    chosen.value = made.talk;
    replace("conversation");
  };
  const empty = problem === "empty";
  return (
    <>
      <TopBar title={t("circle-make")} backTo="talk" />
      <main class="page">
        <p class="lead">{t("circle-make-what")}</p>
        <Field
          label={t("circle-name")}
          most={MOST_NAME}
          value={draft.value.name}
          problem={empty && name === "" ? t("circle-name-empty") : ""}
          onInput={(value) => draft.set({ name: value })}
        />
        <Field
          label={t("circle-words")}
          hint={t("if-you-like")}
          rows={3}
          most={MOST_WORDS}
          value={draft.value.words}
          onInput={(value) => draft.set({ words: value })}
        />
        <Field
          label={t("talk-my-name")}
          hint={t("talk-my-name-what")}
          most={MOST_NAME}
          value={draft.value.called}
          problem={empty && called === "" ? t("talk-name-empty") : ""}
          onInput={(value) => draft.set({ called: value })}
        />
        {problem !== null && !empty && <p role="alert">{t(`invite-${problem}`)}</p>}
        <div class="at-end">
          <Pair>
            <Button onPress={() => back("talk")}>{t("cancel")}</Button>
            <Button kind="go" onPress={make}>
              {t("circle-begin")}
            </Button>
          </Pair>
        </div>
      </main>
    </>
  );
}
