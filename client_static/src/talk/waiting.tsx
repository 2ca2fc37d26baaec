/** Circles that the person asked to be in: they are in when the host's phone has been online, and nobody hurries. */
import { useState } from "preact/hooks";
import type { Talks, Waiting } from "../diary/model.ts";
import { act } from "../ui/answer.tsx";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import { CircleSign } from "./circle_sign.tsx";

export function WaitingList({ talks }: { talks: Talks }) {
  const [opened, open] = useState<string | null>(null);
  const waiting = talks.waiting.value;
  const one = waiting.find(({ id }) => id === opened);
  return (
    <>
      <ul class="talks" aria-label={t("circle-waiting-list")}>
        {waiting.map((circle) => (
          <li key={circle.id}>
            <button type="button" onClick={() => open(circle.id)} aria-haspopup="dialog">
              <CircleSign />
              <span class="strong" dir="auto">
                {circle.name}
              </span>
              <span class="tag quiet">{t("circle-waiting")}</span>
              <Icon name="chevron-right" size={20} />
            </button>
          </li>
        ))}
      </ul>
      {one && <WaitingSheet talks={talks} circle={one} onClose={() => open(null)} />}
    </>
  );
}

function WaitingSheet({ talks, circle, onClose }: { talks: Talks; circle: Waiting; onClose: () => void }) {
  const stop = () => {
    onClose();
    void act(() => talks.stopWaiting(circle.id), { words: t("circle-stopped") });
  };
  return (
    <Sheet title={circle.name} onClose={onClose}>
      <p>{circle.problem === null ? t("circle-waits", { name: circle.host }) : t(`invited-${circle.problem}`)}</p>
      <Button icon="x" onPress={stop}>
        {t("circle-never-mind")}
      </Button>
      <Button onPress={onClose}>{t("close")}</Button>
    </Sheet>
  );
}
