/** More about one milestone, all of it optional. "Without this" is asked only here, where the person opened it (F5). */
import { useState } from "preact/hooks";
import type { Fields } from "../diary/model.ts";
import { Button, Pair } from "../ui/button.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import type { Milestone } from "./model.ts";

interface MilestoneSheetProps {
  readonly milestone: Milestone;
  /** False where it could not be kept: the sheet stays open with the words in it. */
  readonly onKeep: (fields: Fields) => Promise<boolean>;
  readonly onTakeBack: () => void;
  readonly onClose: () => void;
}

export function MilestoneSheet({ milestone, onKeep, onTakeBack, onClose }: MilestoneSheetProps) {
  const { chip } = milestone;
  const [when, setWhen] = useState(milestone.when);
  const [words, setWords] = useState(milestone.words);
  const [without, setWithout] = useState(milestone.without);
  const [full, setFull] = useState(false);
  const keep = async () => {
    if (await onKeep({ when: when.trim(), words: words.trim(), without: without.trim() })) onClose();
    else setFull(true);
  };
  return (
    <Sheet title={chip === null ? milestone.text : t(`milestone-${chip}`)} onClose={onClose}>
      <label class="field">
        <span>{t("milestone-when")}</span>
        <input autocomplete="off" value={when} maxLength={60} onInput={(event) => setWhen(event.currentTarget.value)} />
      </label>
      <label class="field">
        <span>{t("milestone-words")}</span>
        <textarea
          autocomplete="off"
          rows={2}
          maxLength={2000}
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
      </label>
      <label class="field">
        <span>{t("milestone-without")}</span>
        <span class="quiet">{t("milestone-without-note")}</span>
        <textarea
          autocomplete="off"
          rows={2}
          maxLength={2000}
          value={without}
          onInput={(event) => setWithout(event.currentTarget.value)}
        />
      </label>
      {chip === null && <p class="quiet">{t("milestone-medicine")}</p>}
      {full && <p role="alert">{t("keeping-phone-full")}</p>}
      <Pair>
        <Button onPress={onTakeBack}>{t("take-back")}</Button>
        <Button onPress={keep}>{t("keep-it")}</Button>
      </Pair>
    </Sheet>
  );
}
