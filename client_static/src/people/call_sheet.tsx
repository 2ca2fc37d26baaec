/** A name and a number to call: one of the person's own people, or somebody in the plan. */
import { useState } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { useDraft } from "../ui/draft.ts";
import { KeepOrClose, Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import { telLink } from "./model.ts";

interface CallSheetProps {
  readonly title: string;
  readonly draft: string | null; // its name, for somebody new
  readonly name?: string;
  readonly number?: string;
  /** False where it could not be kept. */
  readonly onKeep: (name: string, number: string) => Promise<boolean>;
  readonly onClose: () => void;
  readonly onTakeOut?: () => void;
}

export function CallSheet({ title, draft: kept, name = "", number = "", onKeep, onClose, onTakeOut }: CallSheetProps) {
  const draft = useDraft(kept, { name, number });
  const [unkept, setUnkept] = useState<string | null>(null);
  const keep = async () => {
    const who = draft.value.name.trim();
    if (who === "") setUnkept("people-no-name");
    else if (telLink(draft.value.number) === null) setUnkept("people-no-number");
    else if (await onKeep(who, draft.value.number.trim())) {
      draft.done();
      onClose();
    } else setUnkept("keeping-phone-full");
  };
  return (
    <Sheet title={title} onClose={onClose}>
      <label class="field">
        <span>{t("people-name")}</span>
        <input
          autocomplete="off"
          maxLength={60}
          value={draft.value.name}
          onInput={(event) => draft.set({ name: event.currentTarget.value })}
        />
      </label>
      <label class="field">
        <span>{t("people-number")}</span>
        <input
          type="tel"
          dir="ltr"
          autocomplete="off"
          maxLength={30}
          value={draft.value.number}
          onInput={(event) => draft.set({ number: event.currentTarget.value })}
        />
      </label>
      {unkept && <p role="alert">{t(unkept)}</p>}
      {onTakeOut && (
        <Button icon="trash" onPress={onTakeOut}>
          {t("people-take-out")}
        </Button>
      )}
      <KeepOrClose onKeep={keep} onClose={onClose} />
    </Sheet>
  );
}
