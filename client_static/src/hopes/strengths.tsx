/** Things the person is good at or likes, in their own words. Nobody else adds to them. */
import { useState } from "preact/hooks";
import { textOf } from "../diary/item.ts";
import { act } from "../ui/answer.tsx";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { go } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { LineSheet } from "./line_sheet.tsx";
import { STRENGTH } from "./model.ts";

export function Strengths() {
  const list = useDiary().collection(STRENGTH);
  const [open, setOpen] = useState<string | null>(null); // "" for a new one
  const shown = (list.items.value ?? []).filter((item) => textOf(item) !== "");
  const opened = shown.find(({ id }) => id === open);
  const close = () => setOpen(null);
  return (
    <section class="strengths" aria-labelledby="strengths-title">
      <h2 id="strengths-title">{t("strengths")}</h2>
      {list.items.value !== null && shown.length === 0 && <p class="quiet kind">{t("strengths-empty")}</p>}
      <ul class="strength-list">
        {shown.map((item) => (
          <li key={item.id}>
            <button
              type="button"
              class="chip"
              aria-label={t("strength-change", { strength: textOf(item) })}
              onClick={() => setOpen(item.id)}
            >
              {textOf(item)}
            </button>
          </li>
        ))}
      </ul>
      <div class="hopes-foot">
        <Button kind="plain" icon="plus" onPress={() => setOpen("")}>
          {t("strength-add")}
        </Button>
        <Button kind="plain" icon="map-pin" onPress={() => go("ideas")}>
          {t("ideas-title")}
        </Button>
      </div>
      {open === "" && (
        <LineSheet
          title={t("strength-add")}
          label={t("strengths")}
          draft={STRENGTH}
          onKeep={(text) => act(() => list.add({ text }), null)}
          onClose={close}
        />
      )}
      {opened && (
        <LineSheet
          title={t("change")}
          label={t("strengths")}
          draft={null}
          text={textOf(opened)}
          onKeep={(text) => act(() => list.change(opened.id, { text }), null)}
          onClose={close}
          onTakeOut={() => {
            close();
            void act(() => list.takeOut(opened.id), { words: t("week-out"), undo: () => list.bringBack(opened.id) });
          }}
        />
      )}
    </section>
  );
}
