/** Where the two go together, above their words as the day to meet is; one tap opens the plan. */
import { useState } from "preact/hooks";
import type { Talk } from "../diary/model.ts";
import { today as dayNow } from "../tree/days.ts";
import { Icon } from "../ui/icon.tsx";
import { t } from "../ui/text.ts";
import { daysOf } from "../week/model.ts";
import { fullDay, whenAndWhere } from "../week/words.ts";
import { type Walk, walksToCome } from "./walk.ts";
import { WalkSheet } from "./walk_sheet.tsx";

export function WalkLines({ talk, name }: { talk: Talk; name: string }) {
  const [opened, open] = useState<string | null>(null);
  const walks = walksToCome(talk.walks.value, dayNow());
  const walk = walks.find(({ id }) => id === opened);
  return (
    <>
      {walks.map((one) => (
        <button key={one.id} type="button" class="meet-line" onClick={() => open(one.id)} aria-haspopup="dialog">
          <Icon name="walk" size={22} />
          <span>
            <span class="strong">{headOf(one, name)}</span>
            <span class="quiet">
              <bdi>{whenOf(one)}</bdi>
            </span>
          </span>
        </button>
      ))}
      {walk && <WalkSheet talk={talk} name={name} walk={walk} onClose={() => open(null)} />}
    </>
  );
}

function headOf({ agreed, forMe }: Walk, name: string): string {
  if (agreed) return t("walk-agreed", { name });
  return t(forMe ? "walk-asked-me" : "walk-asked-you", { name });
}

/** Where to; the day and the time where there are any. */
function whenOf({ to, what, time, place }: Walk): string {
  const [day] = what === null ? [] : daysOf(what, dayNow());
  return [to, day && fullDay(day, dayNow()), whenAndWhere({ time, place })].filter(Boolean).join(" · ");
}
