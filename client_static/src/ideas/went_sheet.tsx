/** "I went": what it is like there, in the person's own words, seen exactly as it goes (mission C5, F3). */
import { useState } from "preact/hooks";
import type { ProjectFailure, Projects } from "../diary/model.ts";
import { MOST_NAME, MOST_WORDS } from "../projects/model.ts";
import { tell } from "../ui/answer.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { useDraft } from "../ui/draft.ts";
import { Field } from "../ui/field.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import { Said } from "./face.tsx";
import type { Near } from "./near.ts";

export function WentSheet({ near, projects, onClose }: { near: Near; projects: Projects; onClose: () => void }) {
  const { key, code, idea, project } = near;
  const draft = useDraft(`went ${key}`, { name: "", words: "" });
  const [looking, setLooking] = useState(false);
  const [empty, setEmpty] = useState<"name" | "words" | null>(null);
  const [problem, setProblem] = useState<ProjectFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const told = { by: draft.value.name.trim(), words: draft.value.words.replace(/\s+/g, " ").trim() };
  const look = () => {
    const missing = told.words === "" ? "words" : told.by === "" ? "name" : null;
    setEmpty(missing);
    setLooking(missing === null);
  };
  const send = async () => {
    if (busy) return;
    setBusy(true);
    const failed = await projects.leaflets.suggest(code, told.by, told.words, idea.id);
    setBusy(false);
    setProblem(failed);
    if (failed !== null) return;
    draft.done();
    onClose();
    tell({ words: t("ideas-said") });
  };
  if (looking)
    return (
      <Sheet title={t("tell-this-is-all")} onClose={() => setLooking(false)}>
        <div class="parcel">
          <p class="strong" dir="auto">
            {idea.name}
          </p>
          <Said told={told} />
        </div>
        <p class="quiet">{t("ideas-say-what", { project })}</p>
        {problem !== null && <p role="alert">{t(`project-${problem}`)}</p>}
        <div aria-busy={busy}>
          <Pair>
            <Button onPress={() => setLooking(false)}>{t("change")}</Button>
            <Button kind="go" icon="send-2" onPress={send}>
              {t("tell-send")}
            </Button>
          </Pair>
        </div>
      </Sheet>
    );
  return (
    <Sheet title={t("ideas-say")} onClose={onClose}>
      <p class="quiet">{t("ideas-say-what", { project })}</p>
      <Field
        label={t("ideas-say-words")}
        rows={3}
        most={MOST_WORDS}
        value={draft.value.words}
        problem={empty === "words" ? t("words-empty") : null}
        onInput={(words) => draft.set({ words })}
      />
      <Field
        label={t("ideas-say-name")}
        hint={t("talk-my-name-what")}
        most={MOST_NAME}
        value={draft.value.name}
        problem={empty === "name" ? t("talk-name-empty") : null}
        onInput={(name) => draft.set({ name })}
      />
      <Pair>
        <Button onPress={onClose}>{t("close")}</Button>
        <Button kind="go" onPress={look}>
          {t("tell-look")}
        </Button>
      </Pair>
    </Sheet>
  );
}
