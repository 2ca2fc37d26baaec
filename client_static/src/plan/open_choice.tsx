/** "Show my plan without the PIN": the person's choice, for this phone, said plainly. */
import { useEffect, useState } from "preact/hooks";
import type { Item } from "../diary/model.ts";
import { useDiary } from "../ui/diary.tsx";
import { say } from "../ui/say.tsx";
import { t } from "../ui/text.ts";
import { PLAN_STEP, planText } from "./model.ts";
import { keepOpenCopy, readOpenCopy } from "./open_copy.ts";

const textNow = (items: readonly Item[]) => planText(items, ({ key }) => t(`plan-${key}`));

/** What is chosen to be open follows the plan, also where another phone changed it. */
export function useFreshOpenCopy(): void {
  const items = useDiary().collection(PLAN_STEP).items.value;
  useEffect(() => {
    if (items === null) return;
    void inTurn(async () => {
      const kept = await readOpenCopy();
      if (kept !== null && kept !== textNow(items)) await keepOpenCopy(textNow(items));
    });
  }, [items]);
}

let turn: Promise<unknown> = Promise.resolve();
/** One after the other: a choice that was just taken back is not overtaken by the plan's being written. */
function inTurn(work: () => Promise<void>): Promise<unknown> {
  turn = turn.then(work).catch(() => undefined);
  return turn;
}

export function OpenChoice() {
  const diary = useDiary();
  const items = diary.collection(PLAN_STEP).items.value;
  const [open, setOpen] = useState<boolean | null>(null);
  useEffect(() => void readOpenCopy().then((plan) => setOpen(plan !== null)), []);
  useFreshOpenCopy();
  if (diary.borrowed.value || open === null || items === null) return null; // nothing stays on a borrowed tablet
  const choose = async (wanted: boolean) => {
    setOpen(wanted);
    await inTurn(() => keepOpenCopy(wanted ? textNow(items) : null));
    say(t("saved-here"));
  };
  return (
    <label class="choice-row">
      <input type="checkbox" checked={open} onChange={(event) => choose(event.currentTarget.checked)} />
      <span class="row-words">
        <span class="strong">{t("plan-open")}</span>
        <span class="quiet">{t("plan-open-what")}</span>
      </span>
    </label>
  );
}
