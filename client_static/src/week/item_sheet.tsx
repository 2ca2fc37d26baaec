/** Something for the week: what, on which day; a time and a place only if wanted. Also for changing it. */

import { useRef, useState } from "preact/hooks";
import { AreaChoice } from "../areas/area_choice.tsx";
import type { Area } from "../areas/model.ts";
import type { Day, Fields } from "../diary/model.ts";
import { openWalk } from "../talk/chosen.ts";
import { ANSWER, shownTiles } from "../today/answers.ts";
import { leafFor, SOMETHING_ELSE, TILES } from "../today/model.ts";
import { wordsOf } from "../today/reply.ts";
import { LeafGlyph } from "../tree/leaf_glyph.tsx";
import { act } from "../ui/answer.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { useDraft } from "../ui/draft.ts";
import { Icon } from "../ui/icon.tsx";
import { KeepOrClose, Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import { isClock, nextWeekday, type Planned, WEEK, weekdayOf } from "./model.ts";
import { TimeChoice, timeForm, timeOf, WeekdayChoice } from "./when_choice.tsx";
import { timeWords, weekdayName } from "./words.ts";

interface ItemSheetProps {
  readonly what: Planned | null; // null: something new
  readonly begun?: Partial<Form>; // what is known of it, where something else leads to it
  readonly today: Day;
  readonly onClose: () => void;
  readonly onCalendar?: () => void;
}

function formOf(what: Planned | null, today: Day) {
  return {
    text: what ? wordsOf(what) : "",
    area: what?.area ?? ("do" as Area),
    weekday: what?.weekday || weekdayOf(what?.also[0] ?? today),
    once: what?.weekday === 0,
    ...timeForm(what?.time ?? ""),
    place: what?.place ?? "",
  };
}

type Form = ReturnType<typeof formOf>;

export function ItemSheet({ what, begun, today, onClose, onCalendar }: ItemSheetProps) {
  const diary = useDiary();
  const week = diary.collection(WEEK);
  const answers = shownTiles(diary.collection(ANSWER).items.value ?? []);
  const draft = useDraft(what || begun ? null : WEEK, { ...formOf(what, today), ...begun });
  const form = draft.value;
  const field = useRef<HTMLInputElement>(null);
  const [unkept, setUnkept] = useState<"words-empty" | "keeping-phone-full" | null>(null);

  const keep = async () => {
    const words = form.text.trim();
    if (words === "") {
      setUnkept("words-empty");
      field.current?.focus();
      return;
    }
    const fields = fieldsOf({ ...form, text: words }, what, today);
    const kept = await act(() => (what ? week.change(what.id, fields) : week.add(fields)), null);
    if (!kept) return setUnkept("keeping-phone-full");
    draft.done();
    onClose();
  };
  const takeOut = async (item: Planned) => {
    onClose();
    await act(() => week.takeOut(item.id), { words: t("week-out"), undo: () => week.bringBack(item.id) });
  };

  return (
    <Sheet title={t(what ? "change" : "week-add")} onClose={onClose}>
      <p class="lock-strip">
        <Icon name="lock" size={20} />
        <span>{t("only-you")}</span>
      </p>
      {what && what.weekday > 0 && <p class="quiet">{t("week-usual", { day: usual(what) })}</p>}
      <label class="field">
        <span>{t("week-what")}</span>
        <input
          ref={field}
          autocomplete="off"
          maxLength={200}
          value={form.text}
          aria-describedby={unkept ? "week-unkept" : undefined}
          onInput={(event) => draft.set({ text: event.currentTarget.value })}
        />
      </label>
      {unkept && (
        <p id="week-unkept" role="alert">
          {t(unkept)}
        </p>
      )}
      {!what && !begun && (
        <fieldset class="ideas" aria-label={t("week-ideas")}>
          {answers.map((tile) => (
            <button
              key={tile.name}
              type="button"
              class="chip"
              aria-pressed={form.text.trim() === wordsOf(leafFor(tile))}
              onClick={() => draft.set({ text: wordsOf(leafFor(tile)), area: tile.area })}
            >
              <LeafGlyph area={tile.area} size={22} />
              <span>{wordsOf(leafFor(tile))}</span>
            </button>
          ))}
        </fieldset>
      )}
      <WeekdayChoice weekday={form.weekday} onChange={(weekday) => draft.set({ weekday })} />
      <fieldset class="chips alike">
        <legend class="unseen">{t("week-how-often")}</legend>
        {[false, true].map((once) => (
          <label key={String(once)} class="chip">
            <input type="radio" name="often" checked={form.once === once} onChange={() => draft.set({ once })} />
            <span>{t(once ? "week-once" : "week-each")}</span>
          </label>
        ))}
      </fieldset>
      <TimeChoice time={form} onChange={(time) => draft.set(time)} />
      <label class="field">
        <span>{t("week-where")}</span>
        <input
          autocomplete="off"
          maxLength={200}
          value={form.place}
          onInput={(event) => draft.set({ place: event.currentTarget.value })}
        />
      </label>
      <AreaChoice label={t("which-branch")} area={form.area} onChoose={(area) => draft.set({ area })} />
      {what && (
        <Button icon="walk" onPress={() => openWalk(wordsOf(what))}>
          {t("walk-ask-too")}
        </Button>
      )}
      {what && (
        <Pair>
          <Button icon="calendar-plus" onPress={() => onCalendar?.()}>
            {t("calendar")}
          </Button>
          <Button icon="trash" onPress={() => takeOut(what)}>
            {t("week-take-out")}
          </Button>
        </Pair>
      )}
      <KeepOrClose onKeep={keep} onClose={onClose} />
    </Sheet>
  );
}

function usual({ weekday, time }: Planned): string {
  const day = weekdayName(weekday);
  return isClock(time) ? t("week-when-where", { when: day, where: timeWords(time) }) : day;
}

/** Words that are a tile's own are that tile, in whatever language it is read. Another day begins anew. */
function fieldsOf(form: Form, what: Planned | null, today: Day): Fields {
  const tile = TILES.find(({ name }) => t(`tile-${name}`) === form.text)?.name;
  const before = what && formOf(what, today);
  const sameDay = before?.weekday === form.weekday && before.once === form.once;
  return {
    tile: tile ?? SOMETHING_ELSE,
    text: tile ? "" : form.text,
    area: form.area,
    time: timeOf(form),
    place: form.place.trim(),
    ...(sameDay
      ? {}
      : form.once
        ? { day: 0, after: "", also: nextWeekday(form.weekday, today) }
        : { day: form.weekday, after: "", also: "" }),
  };
}
