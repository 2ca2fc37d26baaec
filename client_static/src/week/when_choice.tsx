/** Choosing a weekday and a time, which may be left open. */
import { t } from "../ui/text.ts";
import { isClock, isTime, PARTS } from "./model.ts";
import { timeWords, weekdayName } from "./words.ts";

const AT = "at"; // in the choice of times: a time of its own

export function WeekdayChoice({ weekday, onChange }: { weekday: number; onChange: (weekday: number) => void }) {
  return (
    <fieldset class="chips weekdays">
      <legend>{t("week-which-day")}</legend>
      {[1, 2, 3, 4, 5, 6, 7].map((one) => (
        <label key={one} class="chip">
          <input type="radio" name="weekday" checked={weekday === one} onChange={() => onChange(one)} />
          <span aria-hidden="true">{weekdayName(one, "short")}</span>
          <span class="unseen">{weekdayName(one)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** What was chosen so far: a part of the day, or a time of its own that may not be typed yet. */
export interface TimeForm {
  readonly part: string;
  readonly clock: string;
}

export function timeForm(time: string): TimeForm {
  return isClock(time) ? { part: AT, clock: time } : { part: time, clock: "" };
}

/** HH:MM, a part of the day, or empty. */
export function timeOf({ part, clock }: TimeForm): string {
  const time = part === AT ? clock : part;
  return isTime(time) ? time : "";
}

export function TimeChoice({ time, onChange }: { time: TimeForm; onChange: (time: TimeForm) => void }) {
  const { part, clock } = time;
  return (
    <div class="two-fields">
      <label class="field">
        <span>{t("week-time")}</span>
        <select value={part} onChange={(event) => onChange({ part: event.currentTarget.value, clock })}>
          <option value="">{t("week-any-time")}</option>
          {PARTS.map((one) => (
            <option key={one} value={one}>
              {timeWords(one)}
            </option>
          ))}
          <option value={AT}>{t("week-at")}</option>
        </select>
      </label>
      {part === AT && (
        <label class="field">
          <span>{t("week-clock")}</span>
          <input
            type="time"
            autocomplete="off"
            value={clock}
            onInput={(event) => onChange({ part, clock: event.currentTarget.value })}
          />
        </label>
      )}
    </div>
  );
}
