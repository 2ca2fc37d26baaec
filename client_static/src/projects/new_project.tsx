/** Making a project: its name and words, and oneself as the first who works there. */
import { useState } from "preact/hooks";
import type { ProjectFailure } from "../diary/model.ts";
import { Button, Pair } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { useDraft } from "../ui/draft.ts";
import { Field } from "../ui/field.tsx";
import { back, carried, replace } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { MOST_NAME, MOST_PROJECT_NAME, MOST_WORDS } from "./model.ts";

const TOKEN = /^[0-9a-f]{32,128}$/; // of the link that whoever runs the server gave

export function NewProject() {
  const diary = useDiary();
  const draft = useDraft("new-project", { name: "", words: "", called: "", own: "" });
  const [token] = useState(() => (TOKEN.test(carried.value) ? carried.value : ""));
  const [problem, setProblem] = useState<ProjectFailure | "name" | "called" | null>(null);
  const [busy, setBusy] = useState(false);
  const { name, words, called, own } = draft.value;
  const make = async () => {
    if (name.trim() === "") return setProblem("name");
    if (called.trim() === "") return setProblem("called");
    if (busy) return;
    setBusy(true);
    const me = { name: called.trim(), words: own.trim() };
    const made = await (await diary.projects()).found(name.trim(), words.trim(), me, token);
    setBusy(false);
    if (typeof made === "string") return setProblem(made);
    draft.done();
    carried.value = made.code;
    replace("team");
  };
  return (
    <>
      <TopBar title={t("project-make")} backTo="projects" />
      <main class="page">
        <p class="lead">{t("project-make-what")}</p>
        <Field
          label={t("project-name")}
          most={MOST_PROJECT_NAME}
          value={name}
          problem={problem === "name" ? t("project-name-empty") : null}
          onInput={(typed) => draft.set({ name: typed })}
        />
        <Field
          label={t("project-card-words")}
          hint={t("project-card-words-what")}
          rows={3}
          most={MOST_WORDS}
          value={words}
          onInput={(typed) => draft.set({ words: typed })}
        />
        <Field
          label={t("talk-my-name")}
          hint={t("project-called-what")}
          most={MOST_NAME}
          value={called}
          problem={problem === "called" ? t("talk-name-empty") : null}
          onInput={(typed) => draft.set({ called: typed })}
        />
        <Field
          label={t("project-own-words")}
          hint={t("if-you-like")}
          rows={2}
          most={MOST_WORDS}
          value={own}
          onInput={(typed) => draft.set({ own: typed })}
        />
        {problem !== null && problem !== "name" && problem !== "called" && (
          <p role="alert">{t(`project-${problem}`)}</p>
        )}
        <div class="at-end">
          <Pair>
            <Button onPress={() => back("projects")}>{t("cancel")}</Button>
            <Button kind="go" onPress={make}>
              {t("project-make-it")}
            </Button>
          </Pair>
        </div>
      </main>
    </>
  );
}
