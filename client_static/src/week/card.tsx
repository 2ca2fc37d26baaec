/** One planned thing on its day. Today's stands open; another opens with a tap. Nothing on it has to be answered. */

import { useMemo, useState } from "preact/hooks";
import { coloursOf } from "../areas/model.ts";
import type { Day } from "../diary/model.ts";
import { newestOf } from "../today/day.ts";
import { Replies, wordsOf } from "../today/reply.ts";
import { LeafGlyph } from "../tree/leaf_glyph.tsx";
import { act, tell } from "../ui/answer.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import { CalendarSheet } from "./calendar_sheet.tsx";
import { ItemSheet } from "./item_sheet.tsx";
import { type Card, comingDays, daysOf, leafOf, moved, placeOf, WEEK } from "./model.ts";
import { fullDay, whenAndWhere } from "./words.ts";

export function PlannedCard({ card, today }: { card: Card; today: Day }) {
  const { what, day } = card;
  const diary = useDiary();
  const week = diary.collection(WEEK);
  const replies = useMemo(() => new Replies(diary), [diary]);
  const [open, setOpen] = useState(day === today);
  const [sheet, setSheet] = useState<"day" | "change" | "calendar" | null>(null);
  const close = () => setSheet(null);
  const grown = day === today ? newestOf(diary.leaves.value, what, today) : undefined;
  const about = whenAndWhere(what);

  const did = async () => {
    const leaf = await replies.add({ ...leafOf(what), day: today });
    const line = replies.shown.value?.line;
    replies.clear();
    if (leaf && line) tell({ words: t(line), area: leaf.area, undo: () => diary.removeLeaf(leaf.id) });
    else tell({ words: t("keeping-phone-full") });
  };
  const takeBack = () => grown && act(() => diary.removeLeaf(grown.id), { words: t("taken-back") });
  const put = (to: Day | null) => {
    close();
    const fields = moved(what, day, to, today);
    const next = to ?? daysOf({ ...what, after: String(fields.after), also: String(fields.also).split(" ") }, today)[0];
    const words = t(to ? "week-day-moved" : "week-left-out", { day: next ? fullDay(next) : "" });
    return act(() => week.change(what.id, fields), { words, undo: () => week.change(what.id, placeOf(what)) });
  };

  return (
    <li class={grown ? "planned grown" : "planned"} style={coloursOf(what.area)}>
      <button type="button" class="planned-head" aria-expanded={open} onClick={() => setOpen(!open)}>
        <LeafGlyph area={what.area} size={34} />
        <span class="planned-words">
          <span class="strong">{wordsOf(what)}</span>
          {about !== "" && <span class="quiet">{about}</span>}
        </span>
        {!open && <Icon name="chevron-down" size={20} />}
      </button>
      {open && (
        <>
          {grown && <p class="quiet on-tree">{t("week-on-tree")}</p>}
          <Pair>
            {day === today && <Button onPress={grown ? takeBack : did}>{t(grown ? "take-back" : "week-did")}</Button>}
            <Button onPress={() => setSheet("day")}>{t("week-another-day")}</Button>
            {what.weekday > 0 && <Button onPress={() => put(null)}>{t("week-not-this")}</Button>}
            <Button onPress={() => setSheet("change")}>{t("change")}</Button>
          </Pair>
        </>
      )}
      {sheet === "day" && (
        <Sheet title={t("week-another-day")} onClose={close}>
          <div class="stack">
            {comingDays(today)
              .filter((one) => one !== day)
              .map((one) => (
                <Button key={one} onPress={() => put(one)}>
                  {fullDay(one, today)}
                </Button>
              ))}
            <Button kind="plain" onPress={close}>
              {t("leave-it")}
            </Button>
          </div>
        </Sheet>
      )}
      {sheet === "change" && (
        <ItemSheet what={what} today={today} onClose={close} onCalendar={() => setSheet("calendar")} />
      )}
      {sheet === "calendar" && <CalendarSheet what={what} today={today} onClose={close} />}
    </li>
  );
}
