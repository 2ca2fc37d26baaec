/** When the person is here, if they want to say so. Outside of it the other one sees Help now beside it. */
import { useState } from "preact/hooks";
import type { Talk } from "../diary/model.ts";
import { act } from "../ui/answer.tsx";
import { Icon } from "../ui/icon.tsx";
import { KeepOrClose, Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import { dayName } from "./hours.ts";
import { hoursFields } from "./model.ts";

const DAYS = [1, 2, 3, 4, 5, 6, 7];
const [TEN, FOUR] = [600, 960];

export function HoursSheet({ talk, onClose }: { talk: Talk; onClose: () => void }) {
  const mine = talk.mine.value;
  const [days, setDays] = useState<readonly number[]>(mine.hours?.days ?? []);
  const [from, setFrom] = useState(mine.hours?.from ?? TEN);
  const [to, setTo] = useState(mine.hours?.to ?? FOUR);
  const [away, setAway] = useState(mine.away);
  const [wrong, setWrong] = useState(false);
  const keep = async () => {
    if (days.length > 0 && from >= to) return setWrong(true);
    const hours = days.length > 0 ? { days: [...days].sort(), from, to } : null;
    if (await act(() => talk.sayAbout({ ...hoursFields(hours), away }), null)) onClose();
  };
  const turn = (day: number, on: boolean) => setDays([...days.filter((one) => one !== day), ...(on ? [day] : [])]);
  return (
    <Sheet title={t("talk-my-hours")} onClose={onClose}>
      <p>{t("talk-my-hours-what")}</p>
      <fieldset class="chips">
        <legend>{t("talk-days")}</legend>
        {DAYS.map((day) => (
          <Tickbox key={day} words={dayName(day)} on={days.includes(day)} onChange={(on) => turn(day, on)} />
        ))}
      </fieldset>
      {days.length > 0 && (
        <div class="pair">
          <Time words={t("talk-from")} minutes={from} onChange={setFrom} />
          <Time words={t("talk-to")} minutes={to} onChange={setTo} />
        </div>
      )}
      {wrong && <p role="alert">{t("talk-hours-wrong")}</p>}
      <fieldset class="chips">
        <Tickbox words={t("talk-i-am-away")} on={away} onChange={setAway} />
      </fieldset>
      <KeepOrClose onKeep={keep} onClose={onClose} />
    </Sheet>
  );
}

function Tickbox({ words, on, onChange }: { words: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label class="chip">
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span class="tick">
        <Icon name="check" size={22} />
      </span>
      <span>{words}</span>
    </label>
  );
}

function Time({ words, minutes, onChange }: { words: string; minutes: number; onChange: (minutes: number) => void }) {
  const digits = (number: number) => String(number).padStart(2, "0");
  return (
    <label class="field">
      <span>{words}</span>
      <input
        type="time"
        value={`${digits(Math.floor(minutes / 60))}:${digits(minutes % 60)}`}
        onInput={(event) => {
          const [hour, minute] = event.currentTarget.value.split(":").map(Number);
          if (hour !== undefined && minute !== undefined) onChange(hour * 60 + minute);
        }}
      />
    </label>
  );
}
