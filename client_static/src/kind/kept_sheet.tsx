/** Words to keep, and who said them if the person likes. */
import { useState } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { useDraft } from "../ui/draft.ts";
import { KeepOrClose, Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import type { Kept } from "./model.ts";

interface KeptSheetProps {
  readonly title: string;
  readonly draft: string | null; // its name, for something new
  readonly withFrom: boolean;
  readonly kept?: Kept;
  /** False where it could not be kept. */
  readonly onKeep: (text: string, from: string) => Promise<boolean>;
  readonly onClose: () => void;
  readonly onTakeOut?: () => void;
}

export function KeptSheet({ title, draft: name, withFrom, kept, onKeep, onClose, onTakeOut }: KeptSheetProps) {
  const draft = useDraft(name, { text: kept?.text ?? "", from: kept?.from ?? "" });
  const [unkept, setUnkept] = useState<"words-empty" | "keeping-phone-full" | null>(null);
  const keep = async () => {
    const words = draft.value.text.trim();
    if (words === "") setUnkept("words-empty");
    else if (await onKeep(words, draft.value.from.trim())) {
      draft.done();
      onClose();
    } else setUnkept("keeping-phone-full");
  };
  return (
    <Sheet title={title} onClose={onClose}>
      <label class="field">
        <span>{t("kind-text")}</span>
        <textarea
          autocomplete="off" // else the browser keeps what is typed in its own files, to restore the tab
          rows={3}
          maxLength={1000}
          value={draft.value.text}
          onInput={(event) => draft.set({ text: event.currentTarget.value })}
        />
      </label>
      {withFrom && (
        <label class="field">
          <span>{t("kind-from")}</span>
          <input
            autocomplete="off"
            maxLength={60}
            value={draft.value.from}
            onInput={(event) => draft.set({ from: event.currentTarget.value })}
          />
        </label>
      )}
      {unkept && <p role="alert">{t(unkept)}</p>}
      {onTakeOut && (
        <Button icon="trash" onPress={onTakeOut}>
          {t("week-take-out")}
        </Button>
      )}
      <KeepOrClose onKeep={keep} onClose={onClose} />
    </Sheet>
  );
}
