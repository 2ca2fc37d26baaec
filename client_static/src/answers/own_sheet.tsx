/** An answer in the person's own words: its picture and its branch. Leaves that it grew before stay as they are. */
import { useState } from "preact/hooks";
import { AREAS } from "../areas/model.ts";
import { MOST_LETTERS } from "../content/tiles.ts";
import { hex } from "../crypto/encoding.ts";
import { randomBytes } from "../crypto/suite.ts";
import { orderAt } from "../diary/item.ts";
import type { Collection } from "../diary/model.ts";
import { type Answer, SIGNS } from "../today/answers.ts";
import { LeafGlyph } from "../tree/leaf_glyph.tsx";
import { act } from "../ui/answer.tsx";
import { Button } from "../ui/button.tsx";
import { useDraft } from "../ui/draft.ts";
import { Field } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { KeepOrClose, Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";

interface OwnSheetProps {
  readonly list: Collection;
  readonly all: readonly Answer[];
  readonly answer: Answer | undefined; // none: a new one
  readonly onClose: () => void;
}

export function OwnSheet({ list, all, answer, onClose }: OwnSheetProps) {
  const { words = "", icon, area } = answer?.tile ?? { icon: SIGNS[0], area: "do" as const };
  const draft = useDraft<{ text: string; icon: string; area: string }>(answer ? null : "answer", {
    text: words,
    icon,
    area,
  });
  const [unkept, setUnkept] = useState<"words-empty" | "keeping-phone-full" | null>(null);
  const save = async () => {
    const fields = { ...draft.value, text: draft.value.text.trim() };
    if (fields.text === "") return setUnkept("words-empty");
    // A new one stands after the app's tiles, too, of which most have no row: the list alone could not tell where.
    const row = answer ? answer.id : hex(randomBytes(16));
    const order = answer?.order ?? orderAt(all, all.length);
    if (!(await act(() => list.change(row, { ...fields, order }), null))) return setUnkept("keeping-phone-full");
    draft.done();
    onClose();
  };
  const takeOut = () => {
    onClose();
    const id = answer!.id;
    void act(() => list.takeOut(id), { words: t("line-out"), undo: () => list.bringBack(id) });
  };
  return (
    <Sheet title={t(answer ? "change" : "answers-add")} onClose={onClose}>
      <p class="lock-strip">
        <Icon name="lock" size={20} />
        <span>{t("only-you")}</span>
      </p>
      <Field
        label={t("your-words")}
        hint={t("answers-own-hint")}
        value={draft.value.text}
        most={MOST_LETTERS}
        problem={unkept && t(unkept)}
        onInput={(text) => draft.set({ text })}
      />
      <fieldset class="chips">
        <legend>{t("answers-picture")}</legend>
        {SIGNS.map((sign) => (
          <label key={sign} class="chip">
            <input
              type="radio"
              name="sign"
              checked={draft.value.icon === sign}
              onChange={() => draft.set({ icon: sign })}
            />
            <Icon name={sign} size={22} />
            <span>{t(`sign-${sign}`)}</span>
          </label>
        ))}
      </fieldset>
      <fieldset class="chips">
        <legend>{t("which-branch")}</legend>
        {AREAS.map((one) => (
          <label key={one} class="chip">
            <input
              type="radio"
              name="area"
              checked={draft.value.area === one}
              onChange={() => draft.set({ area: one })}
            />
            <LeafGlyph area={one} size={22} />
            <span>{t(`area-${one}`)}</span>
          </label>
        ))}
      </fieldset>
      {answer && (
        <Button icon="trash" onPress={takeOut}>
          {t("week-take-out")}
        </Button>
      )}
      <KeepOrClose onKeep={save} onClose={onClose} />
    </Sheet>
  );
}
