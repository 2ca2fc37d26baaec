/** What somebody does for a project, as its coordinators say; and that they do it no more. */
import { useState } from "preact/hooks";
import type { Place, ProjectFailure, Projects, Role } from "../diary/model.ts";
import { Button } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { say } from "../ui/say.tsx";
import { KeepOrClose, Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";

const ROLES: readonly Role[] = ["supporter", "coordinator", "lead"];

interface WorkerSheetProps {
  readonly projects: Projects;
  readonly place: Place;
  readonly worker: Place["workers"][number];
  readonly onClose: () => void;
}

export function WorkerSheet({ projects, place, worker, onClose }: WorkerSheetProps) {
  const [role, setRole] = useState<Role>(worker.role);
  const [problem, setProblem] = useState<ProjectFailure | null>(null);
  const put = async (wanted: Role | null) => {
    const failed = await projects.place(place.code, worker.account, wanted);
    setProblem(failed);
    if (failed !== null) return;
    say(t("saved-here"));
    onClose();
  };
  return (
    <Sheet title={worker.name} onClose={onClose}>
      <Choice
        legend={t("team-role")}
        ways={ROLES.map((way) => ({ way, words: t(`team-role-${way}`) }))}
        chosen={role}
        onChoose={setRole}
      />
      <p class="quiet">{t("team-lead-what")}</p>
      {problem !== null && <p role="alert">{t(`project-${problem}`)}</p>}
      {!worker.mine && (
        <Button icon="user-off" onPress={() => void put(null)}>
          {t("team-take-out")}
        </Button>
      )}
      <KeepOrClose onKeep={() => void put(role)} onClose={onClose} />
    </Sheet>
  );
}
