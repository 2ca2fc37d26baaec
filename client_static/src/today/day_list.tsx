/** What happened that day, and only that. Each can be changed, moved to the other day or taken back. */
import { useState } from "preact/hooks";
import type { Day, Leaf } from "../diary/model.ts";
import { LeafGlyph } from "../tree/leaf_glyph.tsx";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import { say } from "../ui/say.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import { SOMETHING_ELSE } from "./model.ts";
import { wordsOf } from "./reply.ts";
import { WordsSheet } from "./words_sheet.tsx";

export function DayList({ leaves, days }: { leaves: readonly Leaf[]; days: { today: Day; yesterday: Day } }) {
  const diary = useDiary();
  const [open, setOpen] = useState<Leaf | null>(null);
  const [writing, setWriting] = useState<Leaf | null>(null);
  const close = () => setOpen(null);
  const takeBack = async (leaf: Leaf) => {
    close();
    await diary.removeLeaf(leaf.id);
    say(t("taken-back"));
  };
  const move = async (leaf: Leaf) => {
    close();
    await diary.changeLeaf(leaf.id, { day: leaf.day === days.today ? days.yesterday : days.today });
    say(t("moved"));
  };
  if (leaves.length === 0) return <p class="quiet">{t("day-open")}</p>;
  return (
    <>
      <ul class="day-list" aria-label={t(leaves[0]?.day === days.today ? "list-today" : "list-yesterday")}>
        {leaves.map((leaf) => (
          <li key={leaf.id}>
            <button type="button" onClick={() => setOpen(leaf)}>
              <LeafGlyph area={leaf.area} size={26} />
              <span class="day-words">
                <span class="strong">{wordsOf(leaf)}</span>
                {leaf.tile !== SOMETHING_ELSE && leaf.text !== "" && <span class="quiet">{leaf.text}</span>}
              </span>
              <span class="quiet change">{t("change")}</span>
              <Icon name="chevron-right" size={20} />
            </button>
          </li>
        ))}
      </ul>
      {open && (
        <Sheet title={wordsOf(open)} onClose={close}>
          {open.tile !== SOMETHING_ELSE && open.text !== "" && <p>{open.text}</p>}
          <div class="stack">
            <Button
              icon="pencil"
              onPress={() => {
                setWriting(open);
                close();
              }}
            >
              {open.text === "" ? t("add-words") : t("change-words")}
            </Button>
            <Button icon="clock" onPress={() => move(open)}>
              {open.day === days.today ? t("move-to-yesterday") : t("move-to-today")}
            </Button>
            <Button icon="trash" onPress={() => takeBack(open)}>
              {t("take-back")}
            </Button>
            <Button onPress={close}>{t("close")}</Button>
          </div>
        </Sheet>
      )}
      {writing && (
        <WordsSheet
          title={wordsOf(writing)}
          text={writing.text}
          onClose={() => setWriting(null)}
          onKeep={async (text) => {
            await diary.changeLeaf(writing.id, { text });
            setWriting(null);
            say(t("saved-here"));
          }}
        />
      )}
    </>
  );
}
