/** A reminder of the person's own choosing: a file for whatever calendar they have. The app itself never reminds. */
import { useState } from "preact/hooks";
import { hex } from "../crypto/encoding.ts";
import { randomBytes } from "../crypto/suite.ts";
import type { Day } from "../diary/model.ts";
import { wordsOf } from "../today/reply.ts";
import { tell } from "../ui/answer.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { saveFile } from "../ui/save_file.ts";
import { Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import { toCalendar } from "./calendar.ts";
import { daysOf, isClock, nextUsual, type Planned } from "./model.ts";

const REMINDERS = [
  ["none", null],
  ["start", 0],
  ["hour", 1],
] as const;
/** Of what has no hour. */
const ON_THE_DAY = [
  ["none", null],
  ["morning", 0],
] as const;

export function CalendarSheet({ what, today, onClose }: { what: Planned; today: Day; onClose: () => void }) {
  const [wordless, setWordless] = useState(true);
  const [before, setBefore] = useState<number | null>(null);
  const make = () => {
    const file = toCalendar(
      {
        title: wordless ? t("calendar-neutral") : wordsOf(what),
        place: wordless ? "" : what.place,
        day: nextUsual(what, today) ?? daysOf(what, today)[0] ?? today,
        time: what.time,
        weekly: what.weekday > 0,
        hoursBefore: before,
      },
      hex(randomBytes(16)),
      new Date(),
    );
    saveFile(new Blob([file], { type: "text/calendar" }), "reminder.ics"); // a name that says nothing
    tell({ words: t("calendar-made") });
    onClose();
  };
  return (
    <Sheet title={t("calendar")} onClose={onClose}>
      <p>{t("calendar-what")}</p>
      <p>{t("calendar-who")}</p>
      <label class="chip">
        <input type="checkbox" checked={wordless} onChange={(event) => setWordless(event.currentTarget.checked)} />
        <span class="tick">
          <Icon name="check" size={22} />
        </span>
        <span>{t("calendar-wordless")}</span>
      </label>
      <p class="quiet">
        {wordless ? t("calendar-says", { title: t("calendar-neutral") }) : t("calendar-says", { title: wordsOf(what) })}
      </p>
      <fieldset class="chips alike">
        <legend>{t("calendar-remind")}</legend>
        {(isClock(what.time) ? REMINDERS : ON_THE_DAY).map(([name, hours]) => (
          <label key={name} class="chip">
            <input type="radio" name="remind" checked={before === hours} onChange={() => setBefore(hours)} />
            <span>{t(`calendar-remind-${name}`)}</span>
          </label>
        ))}
      </fieldset>
      <Pair>
        <Button onPress={onClose}>{t("close")}</Button>
        <Button kind="go" onPress={make}>
          {t("calendar-make")}
        </Button>
      </Pair>
    </Sheet>
  );
}
