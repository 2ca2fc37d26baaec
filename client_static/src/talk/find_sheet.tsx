/** Finding what was said, by its words. It is looked for on this phone alone. */
import { useEffect, useState } from "preact/hooks";
import type { Talk } from "../diary/model.ts";
import { dayWords } from "../tree/day_words.ts";
import { today } from "../tree/days.ts";
import { Button } from "../ui/button.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import type { Message } from "./model.ts";

const SHOWN = 50; // a cheap phone need not build years of rows at once

export function FindSheet({ talk, name, onClose }: { talk: Talk; name: string; onClose: () => void }) {
  const [words, setWords] = useState("");
  const [found, setFound] = useState<readonly Message[] | null>(null);
  useEffect(() => {
    let stale = false;
    setFound(null);
    if (words.trim() !== "") void talk.find(words).then((messages) => stale || setFound(messages));
    return () => {
      stale = true;
    };
  }, [talk, words]);
  return (
    <Sheet title={t("talk-find")} onClose={onClose}>
      <label class="field">
        <span>{t("talk-find-words")}</span>
        <input
          type="search"
          autocomplete="off"
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
      </label>
      {found?.length === 0 && <p class="quiet">{t("talk-find-none")}</p>}
      <ul class="found" aria-label={t("talk-messages")} aria-live="polite">
        {found?.slice(0, SHOWN).map((message) => (
          <li key={message.id}>
            <p class="quiet">
              {message.mine ? t("talk-me") : talk.circle?.nameOf(message.by) || name}, {dayWords(message.day, today())}
            </p>
            <p class="own-words" dir="auto">
              {message.text}
            </p>
          </li>
        ))}
      </ul>
      <Button onPress={onClose}>{t("close")}</Button>
    </Sheet>
  );
}
