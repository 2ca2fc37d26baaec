/** One area: what helps and what gets in the way, in the person's own words. Nothing is asked and nothing is counted. */
import CONTENT from "../content/areas.json";
import { textOf } from "../diary/item.ts";
import { LeafGlyph } from "../tree/leaf_glyph.tsx";
import { AnswerSlot } from "../ui/answer.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import { OwnLines } from "../ui/own_lines.tsx";
import { ReadAloud } from "../ui/read_aloud.tsx";
import { hasWords, t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { chosen } from "./chosen.ts";
import { AREA_NOTE, notesOf, SIDES, type Side } from "./notes.ts";

export function AreaScreen() {
  const area = chosen.value;
  const list = useDiary().collection(AREA_NOTE);
  const items = list.items.value;
  const own = (side: Side) => `note-${side}-${area}`; // where a project has a question of its own for it
  const question = (side: Side) => t(hasWords(own(side)) ? own(side) : CONTENT.areas[area][side]);
  const words = SIDES.flatMap((side) => [
    question(side),
    ...notesOf(items ?? [], area, side).map((item) => textOf(item)),
  ]);
  return (
    <>
      <TopBar title={t(CONTENT.areas[area].name)} backTo="areas" />
      <main class="page area-page" aria-busy={items === null}>
        <p class="lock-strip only-you">
          <LeafGlyph area={area} size={36} />
          <span>
            <span class="strong">{t("only-you-short")}</span>
            <span>{t("note-how")}</span>
          </span>
          <Icon name="lock" />
        </p>
        {SIDES.map((side) => (
          <OwnLines
            key={side}
            list={list}
            shown={notesOf(items ?? [], area, side)}
            fields={{ area, side }}
            draft={`${AREA_NOTE}-${area}-${side}`}
            title={question(side)}
            empty={t(`note-${side}-empty`)}
            add={t(`note-${side}-add`)}
          />
        ))}
        <ReadAloud words={words.join(". ")} />
        <AnswerSlot screens={["area"]} />
      </main>
    </>
  );
}
