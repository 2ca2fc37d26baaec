/** The words of a project, and the projects that it names. People are never shared with those (mission F9). */
import { useState } from "preact/hooks";
import type { Place, ProjectFailure, Projects } from "../diary/model.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { say } from "../ui/say.tsx";
import { KeepOrClose, Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import { MOST_PROJECT_NAME, MOST_WORDS } from "./model.ts";

const MOST_TYPED = 200;

interface CardSheetProps {
  readonly projects: Projects;
  readonly place: Place;
  readonly onClose: () => void;
}

export function CardSheet({ projects, place, onClose }: CardSheetProps) {
  const [name, setName] = useState(place.name);
  const [words, setWords] = useState(place.words);
  const [linked, setLinked] = useState(place.linked);
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<ProjectFailure | "name" | null>(null);
  const link = async () => {
    const found = await projects.look(typed.split("/").at(-1) ?? "");
    if (typeof found === "string") return setProblem(found);
    setProblem(null);
    setTyped("");
    const others = linked.filter(({ code }) => code !== found.code);
    if (found.code !== place.code) setLinked([...others, { code: found.code, name: found.name }]);
  };
  const keep = async () => {
    if (name.trim() === "") return setProblem("name");
    const failed = await projects.write(place.code, { name: name.trim(), words: words.trim(), linked });
    setProblem(failed);
    if (failed !== null) return;
    say(t("saved-here"));
    onClose();
  };
  return (
    <Sheet title={t("team-card")} onClose={onClose}>
      <Field
        label={t("project-name")}
        most={MOST_PROJECT_NAME}
        value={name}
        problem={problem === "name" ? t("project-name-empty") : null}
        onInput={setName}
      />
      <Field
        label={t("project-card-words")}
        hint={t("project-card-words-what")}
        rows={3}
        most={MOST_WORDS}
        value={words}
        onInput={setWords}
      />
      <h3>{t("project-linked")}</h3>
      <p class="quiet">{t("project-linked-what")}</p>
      <ul class="talks">
        {linked.map(({ code, name: called }) => (
          <li key={code} class="linked">
            <span class="strong" dir="auto">
              {called}
            </span>
            <button
              type="button"
              class="link text-link"
              onClick={() => setLinked(linked.filter((one) => one.code !== code))}
            >
              {t("team-unlink")}
            </button>
          </li>
        ))}
      </ul>
      <Field label={t("team-link-code")} most={MOST_TYPED} value={typed} onInput={setTyped} />
      {typed.trim() !== "" && <Button onPress={link}>{t("team-link")}</Button>}
      {problem !== null && problem !== "name" && <p role="alert">{t(`project-${problem}`)}</p>}
      <KeepOrClose onKeep={keep} onClose={onClose} />
    </Sheet>
  );
}
