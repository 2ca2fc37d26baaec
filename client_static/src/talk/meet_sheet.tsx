/** The day on which the two meet: usual, moved once, left out once, or no more. Nobody is told who moved it how often. */
import { useState } from "preact/hooks";
import type { Day, Fields, Talk } from "../diary/model.ts";
import { today as dayNow } from "../tree/days.ts";
import { act } from "../ui/answer.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { KeepOrClose, Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import { CalendarSheet } from "../week/calendar_sheet.tsx";
import { comingDays, daysOf, moved, type Planned, weekdayOf } from "../week/model.ts";
import { TimeChoice, timeForm, timeOf, WeekdayChoice } from "../week/when_choice.tsx";
import { fullDay, weekdayName, whenAndWhere } from "../week/words.ts";
import { type Lines, MOST_LINE, meetFields, NO_MEETING } from "./meet.ts";

interface MeetSheetProps {
  readonly talk: Talk;
  readonly name: string;
  readonly onClose: () => void;
}

export function MeetSheet({ talk, name, onClose }: MeetSheetProps) {
  const [at, setAt] = useState<"look" | "day" | "change" | "calendar" | "lines">("look");
  const today = dayNow();
  const what = talk.meet.value?.what ?? null;
  if (what === null || at === "change") return <Change talk={talk} what={what} onClose={onClose} />;
  if (at === "lines") return <WriteLines talk={talk} onKept={() => setAt("look")} onClose={onClose} />;
  const [next = today] = daysOf(what, today);
  const before = meetFields(what);
  const say = (fields: Fields, words: string) => {
    onClose();
    void act(() => talk.sayMeet(fields), { words, undo: () => talk.sayMeet(before) });
  };
  const put = (to: Day | null) => {
    const fields = moved(what, next, to, today);
    const after = { ...what, after: String(fields.after), also: String(fields.also).split(" ").filter(Boolean) };
    const then = to ?? daysOf(after, today)[0];
    say(meetFields(after), t(to ? "week-day-moved" : "week-left-out", { day: then ? fullDay(then) : "" }));
  };
  if (at === "calendar") {
    const named = { ...what, text: t("talk-you-and", { name }) };
    return <CalendarSheet what={named} today={today} onClose={onClose} />;
  }
  if (at === "day") {
    return (
      <Sheet title={t("week-another-day")} onClose={onClose}>
        <div class="stack">
          {comingDays(today)
            .filter((one) => one !== next)
            .map((one) => (
              <Button key={one} onPress={() => put(one)}>
                {fullDay(one, today)}
              </Button>
            ))}
          <Button kind="plain" onPress={onClose}>
            {t("leave-it")}
          </Button>
        </div>
      </Sheet>
    );
  }
  return (
    <Sheet title={t("talk-meet-head", { day: fullDay(next, today) })} onClose={onClose}>
      {whenAndWhere(what) !== "" && <p class="strong">{whenAndWhere(what)}</p>}
      <p class="quiet">{t("week-usual", { day: weekdayName(what.weekday) })}</p>
      <SpaceFirst talk={talk} name={name} />
      <Button icon="message-circle" onPress={() => setAt("lines")}>
        {t("meet-lines")}
      </Button>
      <Pair>
        <Button onPress={() => setAt("day")}>{t("week-another-day")}</Button>
        <Button onPress={() => put(null)}>{t("week-not-this")}</Button>
      </Pair>
      <Button icon="pencil" onPress={() => setAt("change")}>
        {t("change")}
      </Button>
      <Button icon="calendar-plus" onPress={() => setAt("calendar")}>
        {t("calendar")}
      </Button>
      <Button icon="trash" onPress={() => say(NO_MEETING, t("talk-meet-no-more"))}>
        {t("talk-meet-stop")}
      </Button>
      <Button onPress={onClose}>{t("close")}</Button>
    </Sheet>
  );
}

/** Where somebody wrote something. What stays empty is nowhere. */
function SpaceFirst({ talk, name }: { talk: Talk; name: string }) {
  const { mine, theirs } = talk.lines.value;
  return (
    <>
      {(["space", "next"] as const).map(
        (line) =>
          (mine[line] || theirs[line]) && (
            <section key={line} class="meet-lines">
              <h3>{t(`meet-${line}`)}</h3>
              {[
                [t("talk-me"), mine[line]],
                [name, theirs[line]],
              ].map(
                ([who, words]) =>
                  words && (
                    <p key={who} dir="auto">
                      <strong>{who}:</strong> {words}
                    </p>
                  ),
              )}
            </section>
          ),
      )}
    </>
  );
}

interface WriteLinesProps {
  readonly talk: Talk;
  readonly onKept: () => void;
  readonly onClose: () => void;
}

function WriteLines({ talk, onKept, onClose }: WriteLinesProps) {
  const [words, setWords] = useState<Pick<Lines, "space" | "next">>(talk.lines.value.mine);
  const keep = async () => {
    if (await act(() => talk.sayMeet({ space: words.space.trim(), next: words.next.trim() }), null)) onKept();
  };
  return (
    <Sheet title={t("meet-lines")} onClose={onClose}>
      <p>{t("meet-lines-what")}</p>
      {(["space", "next"] as const).map((line) => (
        <Field
          key={line}
          label={t(`meet-${line}-mine`)}
          rows={2}
          most={MOST_LINE}
          value={words[line]}
          onInput={(typed) => setWords({ ...words, [line]: typed })}
        />
      ))}
      <KeepOrClose onKeep={keep} onClose={onClose} />
    </Sheet>
  );
}

function Change({ talk, what, onClose }: { talk: Talk; what: Planned | null; onClose: () => void }) {
  const [weekday, setWeekday] = useState(what?.weekday || weekdayOf(dayNow()));
  const [time, setTime] = useState(timeForm(what?.time ?? ""));
  const [place, setPlace] = useState(what?.place ?? "");
  const keep = async () => {
    const same = what?.weekday === weekday;
    const when = { weekday, time: timeOf(time), place: place.trim() };
    const fields = meetFields({ ...when, after: same ? what.after : "", also: same ? what.also : [] });
    if (await act(() => talk.sayMeet(fields), null)) onClose();
  };
  return (
    <Sheet title={t("talk-meet")} onClose={onClose}>
      <p>{t("talk-meet-what")}</p>
      <WeekdayChoice weekday={weekday} onChange={setWeekday} />
      <TimeChoice time={time} onChange={setTime} />
      <label class="field">
        <span>{t("talk-meet-where")}</span>
        <input
          autocomplete="off"
          maxLength={200}
          value={place}
          onInput={(event) => setPlace(event.currentTarget.value)}
        />
      </label>
      <KeepOrClose onKeep={keep} onClose={onClose} />
    </Sheet>
  );
}
