/** Copies of the person's own that they showed to somebody: what and when, each with the way to take it back. */
import { useEffect, useState } from "preact/hooks";
import type { Talk } from "../diary/model.ts";
import type { Message } from "../talk/model.ts";
import { longDay } from "../tree/day_words.ts";
import { today } from "../tree/days.ts";
import { act } from "../ui/answer.tsx";
import { Icon } from "../ui/icon.tsx";
import { t } from "../ui/text.ts";

const NO_MESSAGES: readonly Message[] = [];

export function ShownCopies({ talk, name }: { talk: Talk; name: string }) {
  const [all, setAll] = useState(NO_MESSAGES);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let here = true;
    void talk.find("").then((found) => here && setAll(found.filter(isShown)));
    return () => {
      here = false;
    };
  }, [talk, round]);
  if (all.length === 0) return null;
  const again = () => setRound((before) => before + 1);
  const takeBack = async ({ id }: Message) => {
    const undo = () => talk.bringBack(id).then(again);
    if (await act(() => talk.takeBack(id), { words: t("talk-taken-back-me"), undo })) again();
  };
  const writable = talk.left.value === null;
  return (
    <details class="more-ways">
      <summary>
        {t("shared-copies", { name })} <Icon name="chevron-down" size={20} />
      </summary>
      <ul class="shown-copies">
        {all.map((one) => (
          <li key={one.id}>
            <span>
              <span dir="auto">{one.text === "" ? t("talk-photo-mine") : one.text}</span>{" "}
              <span class="quiet">{longDay(one.day, today())}</span>
            </span>
            {writable && (
              <button type="button" class="link text-link" onClick={() => takeBack(one)}>
                {t("talk-take-back")}
              </button>
            )}
          </li>
        ))}
      </ul>
      {writable && <p class="quiet">{t("shared-copies-what", { name })}</p>}
    </details>
  );
}

function isShown({ mine, shared, photo }: Message): boolean {
  return mine && (shared || photo !== null);
}
