/** A short list in the person's own words: added to, changed and taken out where it stands. */
import { useState } from "preact/hooks";
import { textOf } from "../diary/item.ts";
import type { Collection, Fields, Item } from "../diary/model.ts";
import { LineSheet } from "../hopes/line_sheet.tsx";
import { act } from "./answer.tsx";
import { Button } from "./button.tsx";
import { t } from "./text.ts";

interface OwnLinesProps {
  readonly list: Collection;
  readonly shown: readonly Item[];
  readonly fields: Fields; // of a new line, beside its text
  readonly draft: string;
  readonly title: string;
  readonly empty: string;
  readonly add: string;
}

export function OwnLines({ list, shown, fields, draft, title, empty, add }: OwnLinesProps) {
  const [open, setOpen] = useState<string | null>(null); // "" for a new one
  const opened = shown.find(({ id }) => id === open);
  const close = () => setOpen(null);
  const takeOut = (id: string) => {
    close();
    void act(() => list.takeOut(id), { words: t("line-out"), undo: () => list.bringBack(id) });
  };
  return (
    <section class="own-lines" aria-label={title}>
      <h2>{title}</h2>
      {list.items.value !== null && shown.length === 0 && <p class="quiet">{empty}</p>}
      <ul>
        {shown.map((item) => (
          <li key={item.id}>
            <button
              type="button"
              class="own-line"
              aria-label={t("line-change", { line: textOf(item) })}
              onClick={() => setOpen(item.id)}
            >
              {textOf(item)}
            </button>
          </li>
        ))}
      </ul>
      <Button kind="plain" icon="plus" onPress={() => setOpen("")}>
        {add}
      </Button>
      {open === "" && (
        <LineSheet
          title={add}
          label={title}
          draft={draft}
          onKeep={(text) => act(() => list.add({ ...fields, text }), null)}
          onClose={close}
        />
      )}
      {opened && (
        <LineSheet
          title={t("change-words")}
          label={title}
          draft={null}
          text={textOf(opened)}
          onKeep={(text) => act(() => list.change(opened.id, { text }), null)}
          onClose={close}
          onTakeOut={() => takeOut(opened.id)}
        />
      )}
    </section>
  );
}
