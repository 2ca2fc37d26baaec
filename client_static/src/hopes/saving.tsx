/** A hope to save (mission C11): amounts in the person's own words, if they like. Nothing is worked out from them. */
import { useState } from "preact/hooks";
import type { Fields } from "../diary/model.ts";
import { act } from "../ui/answer.tsx";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Field } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { go } from "../ui/route.ts";
import { KeepOrClose, Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import { HOPE, type Hope } from "./model.ts";

const MOST_LETTERS = 40;

export function Saving({ hope }: { hope: Hope }) {
  const hopes = useDiary().collection(HOPE);
  const [open, setOpen] = useState(false);
  const { saving } = hope;
  const keep = (fields: Fields) => act(() => hopes.change(hope.id, fields), null);
  if (saving === null)
    return (
      <Button kind="plain" icon="pig-money" onPress={() => keep({ saving: true })}>
        {t("saving-mark")}
      </Button>
    );
  const unmark = () =>
    act(() => hopes.change(hope.id, { saving: false }), {
      words: t("saving-unmarked"),
      undo: () => hopes.change(hope.id, { saving: true }),
    });
  return (
    <section class="saving" aria-labelledby="saving">
      <h2 id="saving">
        <Icon name="pig-money" />
        <span>{t("saving")}</span>
      </h2>
      {saving.saved !== "" && <p class="own-words">{t("saving-saved-is", { saved: saving.saved })}</p>}
      {saving.hoped !== "" && <p class="own-words">{t("saving-hoped-is", { hoped: saving.hoped })}</p>}
      <p class="quiet">{t("saving-private")}</p>
      <div class="hopes-foot">
        <Button kind="plain" icon="pencil" onPress={() => setOpen(true)}>
          {t("saving-amounts")}
        </Button>
        <Button kind="plain" icon="coins" onPress={() => go("money")}>
          {t("money-help-row")}
        </Button>
        <Button kind="plain" onPress={unmark}>
          {t("saving-unmark")}
        </Button>
      </div>
      {open && <AmountsSheet saving={saving} onKeep={keep} onClose={() => setOpen(false)} />}
    </section>
  );
}

interface AmountsSheetProps {
  readonly saving: NonNullable<Hope["saving"]>;
  readonly onKeep: (fields: Fields) => Promise<boolean>;
  readonly onClose: () => void;
}

function AmountsSheet({ saving, onKeep, onClose }: AmountsSheetProps) {
  const [saved, setSaved] = useState(saving.saved);
  const [hoped, setHoped] = useState(saving.hoped);
  const [full, setFull] = useState(false);
  const keep = async () => {
    if (await onKeep({ saved: saved.trim(), hoped: hoped.trim() })) onClose();
    else setFull(true);
  };
  return (
    <Sheet title={t("saving-amounts")} onClose={onClose}>
      <p class="lock-strip">
        <Icon name="lock" size={20} />
        <span>{t("only-you")}</span>
      </p>
      <Field label={t("saving-saved")} value={saved} most={MOST_LETTERS} onInput={setSaved} />
      <Field label={t("saving-hoped")} value={hoped} most={MOST_LETTERS} onInput={setHoped} />
      {full && <p role="alert">{t("keeping-phone-full")}</p>}
      <KeepOrClose onKeep={keep} onClose={onClose} />
    </Sheet>
  );
}
