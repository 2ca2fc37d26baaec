/** The plan of going somewhere together: answered, changed, left out or put away, each with one tap and no reason. */
import { useState } from "preact/hooks";
import type { Talk } from "../diary/model.ts";
import { today as dayNow } from "../tree/days.ts";
import { act } from "../ui/answer.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { Field } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { KeepOrClose, Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import { CalendarSheet } from "../week/calendar_sheet.tsx";
import { daysOf, moved, nextWeekday, weekdayOf } from "../week/model.ts";
import { TimeChoice, timeForm, timeOf, WeekdayChoice } from "../week/when_choice.tsx";
import { fullDay, timeWords } from "../week/words.ts";
import { MOST_TO, MOST_WORD, type Walk, type WalkPlan } from "./walk.ts";

interface WalkSheetProps {
  readonly talk: Talk;
  readonly name: string;
  readonly walk: Walk;
  readonly onClose: () => void;
}

export function WalkSheet({ talk, name, walk, onClose }: WalkSheetProps) {
  const [at, setAt] = useState<"look" | "change" | "calendar">("look");
  const today = dayNow();
  const { what, agreed, forMe } = walk;
  if (at === "change") return <Change talk={talk} name={name} walk={walk} onClose={onClose} />;
  if (at === "calendar" && what !== null) {
    const named = { ...what, text: t("walk-with", { to: walk.to, name }) };
    return <CalendarSheet what={named} today={today} onClose={onClose} />;
  }
  const [day] = what === null ? [] : daysOf(what, today);
  /** The button says word for word what the other one reads (mission F3). */
  const answer = (words: string, change: Partial<WalkPlan>, then: string) => {
    onClose();
    let said = "";
    const saying = async () => {
      await talk.sayWalk(walk.id, { ...walk, ...change });
      said = await talk.say(words);
    };
    const undo = () => Promise.all([talk.sayWalk(walk.id, walk), talk.takeBack(said)]);
    void act(saying, { words: then, undo });
  };
  const leaveOut = (words: string) => {
    const usual = agreed && what !== null && what.weekday > 0 && day !== undefined;
    if (!usual) return answer(words, { state: "over" }, t("walk-over"));
    const { after, also } = moved(what, day, null, today);
    const change = { after: String(after), also: String(also).split(" ").filter(Boolean) };
    const [next] = daysOf({ ...what, ...change }, today);
    answer(words, change, t("week-left-out", { day: next ? fullDay(next) : "" }));
  };
  const notThisTime = <Button onPress={() => leaveOut(t("walk-not-this"))}>{t("walk-not-this")}</Button>;
  return (
    <Sheet title={walk.to} onClose={onClose}>
      {!agreed && <p class="strong">{t(forMe ? "walk-asked-me" : "walk-asked-you", { name })}</p>}
      <Plan walk={walk} name={name} day={day && fullDay(day, today)} />
      {walk.home && agreed && (day === today || what === null) && (
        <Button icon="home-heart" onPress={() => answer(t("walk-i-am-home"), {}, t("talk-said"))}>
          {t("walk-i-am-home")}
        </Button>
      )}
      <Button icon="pencil" onPress={() => setAt("change")}>
        {t("walk-change")}
      </Button>
      {what !== null && agreed && (
        <Button icon="calendar-plus" onPress={() => setAt("calendar")}>
          {t("calendar")}
        </Button>
      )}
      {forMe ? (
        <>
          <Pair>
            {notThisTime}
            <Button onPress={() => leaveOut(t("walk-alone"))}>{t("walk-alone")}</Button>
          </Pair>
          {agreed && (
            <Button onPress={() => answer(t("walk-by-myself"), { state: "over" }, t("walk-over"))}>
              {t("walk-by-myself")}
            </Button>
          )}
        </>
      ) : (
        <Pair>
          {notThisTime}
          {!agreed && (
            <Button onPress={() => answer(t("walk-yes"), { state: "yes" }, t("talk-said"))}>{t("walk-yes")}</Button>
          )}
          {agreed && <Button onPress={onClose}>{t("close")}</Button>}
        </Pair>
      )}
      {(forMe || !agreed) && <Button onPress={onClose}>{t("close")}</Button>}
    </Sheet>
  );
}

/** What was filled in, and nothing of what was not. */
function Plan({ walk, name, day }: { walk: Walk; name: string; day: string | undefined }) {
  const { time, place, speaks, word, home } = walk;
  const rows: readonly (readonly [IconName, string, string])[] = [
    ["calendar-week", t("walk-when"), [day, timeWords(time)].filter(Boolean).join(", ")],
    ["users", t("walk-place"), place],
    ["message-circle", t("walk-speaks"), speaks === "open" ? "" : t(`walk-speaks-${speaks}`, { name })],
    ["quote", t("walk-word"), word],
    ["home-heart", t("walk-home"), home ? t("walk-home-what") : ""],
  ];
  return (
    <ul class="sees">
      {rows.map(
        ([icon, what, words]) =>
          words !== "" && (
            <li key={what}>
              <Icon name={icon} />
              <span>
                <strong>{what}:</strong> <span dir="auto">{words}</span>
              </span>
            </li>
          ),
      )}
    </ul>
  );
}

const OFTEN = ["open", "once", "weekly"] as const;

function Change({ talk, name, walk, onClose }: WalkSheetProps) {
  const today = dayNow();
  const before = walk.weekday > 0 ? "weekly" : walk.also.length > 0 ? "once" : "open";
  const dayBefore = walk.weekday || weekdayOf(walk.also[0] ?? today);
  const [often, setOften] = useState<(typeof OFTEN)[number]>(before);
  const [weekday, setWeekday] = useState(dayBefore);
  const [time, setTime] = useState(timeForm(walk.time));
  const [plan, setPlan] = useState<WalkPlan>(walk);
  const set = (change: Partial<WalkPlan>) => setPlan({ ...plan, ...change });
  const [empty, setEmpty] = useState(false);
  const keep = async () => {
    if (plan.to.trim() === "") return setEmpty(true);
    const same = often === before && weekday === dayBefore;
    const day = often === "once" ? { also: [nextWeekday(weekday, today)] } : { also: [] };
    const when = same ? {} : { weekday: often === "weekly" ? weekday : 0, after: "", ...day };
    const words = { to: plan.to.trim(), place: plan.place.trim(), word: plan.word.trim() };
    const next = { ...plan, ...words, ...when, time: often === "open" ? "" : timeOf(time) };
    const undo = () => talk.sayWalk(walk.id, walk);
    if (await act(() => talk.sayWalk(walk.id, next), { words: t("saved-here"), undo })) onClose();
  };
  return (
    <Sheet title={t("walk-change")} onClose={onClose}>
      <p>{t("talk-meet-what")}</p>
      <Field
        label={t("walk-to")}
        most={MOST_TO}
        value={plan.to}
        problem={empty ? t("walk-to-empty") : null}
        onInput={(to) => set({ to })}
      />
      <fieldset class="chips alike">
        <legend>{t("walk-when")}</legend>
        {OFTEN.map((one) => (
          <label key={one} class="chip">
            <input type="radio" name="often" checked={often === one} onChange={() => setOften(one)} />
            <span>{t({ open: "walk-no-day", once: "week-once", weekly: "week-each" }[one])}</span>
          </label>
        ))}
      </fieldset>
      {often !== "open" && (
        <>
          <WeekdayChoice weekday={weekday} onChange={setWeekday} />
          <TimeChoice time={time} onChange={setTime} />
        </>
      )}
      <Field label={t("walk-place")} most={MOST_TO} value={plan.place} onInput={(place) => set({ place })} />
      <Choice
        legend={t("walk-speaks")}
        ways={[
          { way: "me", words: t("walk-speaks-me") },
          { way: "them", words: t("walk-speaks-them", { name }) },
          { way: "open", words: t("walk-speaks-open") },
        ]}
        chosen={plan.speaks}
        onChoose={(speaks) => set({ speaks })}
      />
      <Field
        label={t("walk-word")}
        hint={t("walk-word-what")}
        most={MOST_WORD}
        value={plan.word}
        onInput={(word) => set({ word })}
      />
      <label class="choice-row">
        <input type="checkbox" checked={plan.home} onChange={(event) => set({ home: event.currentTarget.checked })} />
        <span class="row-words">
          <span class="strong">{t("walk-home")}</span>
          <span class="quiet">{t("walk-home-what")}</span>
        </span>
      </label>
      <KeepOrClose onKeep={keep} onClose={onClose} />
    </Sheet>
  );
}
