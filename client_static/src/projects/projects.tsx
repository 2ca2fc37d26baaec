/** The person's projects, and the ways to one: its picture, its code, or making it. Only for who would like that. */
import { useState } from "preact/hooks";
import { hasCamera } from "../safe/camera.ts";
import { Scan } from "../safe/scan.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { carried, go } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { useProjects } from "./chosen.ts";
import { PlaceRow } from "./place_row.tsx";

const CODE = /^[0-9A-Z]{20}$/;
const MOST_TYPED = 200; // a whole link can be pasted

export function ProjectList() {
  const projects = useProjects();
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState(false);
  const [scanning, setScanning] = useState(false);
  const look = (text: string) => {
    setScanning(false);
    const code = text.split("/").at(-1)?.replace(/[\s-]/g, "").toUpperCase() ?? "";
    setWrong(!CODE.test(code));
    if (!CODE.test(code)) return;
    carried.value = code;
    go("project");
  };
  return (
    <>
      <TopBar title={t("projects-title")} backTo="talk" />
      <main class="page" aria-busy={projects === null}>
        <p class="lead">{t("projects-what")}</p>
        {projects !== null && projects.list.value.length > 0 && (
          <ul class="talks">
            {projects.list.value.map((place) => (
              <li key={place.code}>
                <PlaceRow place={place} letters={projects.letters.value} />
              </li>
            ))}
          </ul>
        )}
        {scanning && <Scan onCode={look} onStop={() => setScanning(false)} />}
        {hasCamera() && !scanning && (
          <Button icon="camera" onPress={() => setScanning(true)}>
            {t("projects-scan")}
          </Button>
        )}
        <Field
          label={t("projects-code")}
          hint={t("code-hint")}
          most={MOST_TYPED}
          value={typed}
          problem={wrong ? t("projects-code-wrong") : null}
          onInput={setTyped}
        />
        <Button kind="go" onPress={() => look(typed)}>
          {t("talk-look")}
        </Button>
        <p class="reminder">
          <Icon name="lock" size={28} />
          <span>{t("projects-apart")}</span>
        </p>
        <Button kind="plain" icon="plus" onPress={() => go("new-project")}>
          {t("project-make")}
        </Button>
      </main>
    </>
  );
}
