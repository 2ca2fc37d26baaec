/** One hope: for now or one day, where it is, and steps if they are wanted. "Not yet" is always there. */
import { useEffect, useState } from "preact/hooks";
import { share } from "../days/chosen.ts";
import { AnswerSlot, act } from "../ui/answer.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { back } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { chosen, WITH_ANSWER } from "./chosen.ts";
import { LineSheet } from "./line_sheet.tsx";
import { HOPE, type Hope, hopesOf, STEP, type Step, stepsOf, TRACKS } from "./model.ts";
import { Saving } from "./saving.tsx";
import { moveTo, Sorting } from "./sorting.tsx";
import { StateChoice } from "./state_choice.tsx";

export function HopeScreen() {
  const list = useDiary().collection(HOPE);
  const items = list.items.value;
  const hope = hopesOf(items ?? []).find(({ id }) => id === chosen.value);
  const gone = items !== null && hope === undefined;
  useEffect(() => {
    if (gone) back("week");
  }, [gone]);
  return (
    <>
      <TopBar title={t("hope")} backTo="week" />
      <main class="page hope-page" aria-busy={hope === undefined}>
        {hope && <Open hope={hope} />}
        <AnswerSlot screens={WITH_ANSWER} />
      </main>
    </>
  );
}

function Open({ hope }: { hope: Hope }) {
  const diary = useDiary();
  const hopes = diary.collection(HOPE);
  const list = diary.collection(STEP);
  const [sheet, setSheet] = useState<"hope" | "add" | Step | null>(null);
  const [sorting, setSorting] = useState(false);
  const steps = stepsOf(list.items.value ?? [], hope.id);
  const open = steps.filter(({ state }) => state !== "done");
  const close = () => setSheet(null);
  const notYet = (step: Step) =>
    act(() => list.change(step.id, { state: "resting" }), {
      words: t("step-resting"),
      undo: () => list.change(step.id, { state: step.state }),
    });
  return (
    <>
      <p class="hope-title">{hope.text}</p>
      <div class="hope-where">
        <fieldset class="segments" aria-label={t("hope-track")}>
          {TRACKS.map((track) => (
            <button
              key={track}
              type="button"
              aria-pressed={hope.track === track}
              onClick={() => act(() => hopes.change(hope.id, { track }), null)}
            >
              {t(`track-${track}`)}
            </button>
          ))}
        </fieldset>
        <StateChoice
          of={hope.text}
          state={hope.state}
          onChange={(state) => act(() => hopes.change(hope.id, { state }), null)}
        />
      </div>
      <h2>{t("steps")}</h2>
      {list.items.value !== null && steps.length === 0 && <p class="quiet">{t("steps-empty")}</p>}
      {sorting ? (
        <Sorting shown={open} onMove={(id, to) => moveTo(list, open, id, to)} />
      ) : (
        <ul class="hope-list">
          {steps.map((step) => (
            <li key={step.id} class={`hope-card ${step.state}`}>
              <button
                type="button"
                class="hope-words"
                aria-label={t("step-change", { step: step.text })}
                onClick={() => setSheet(step)}
              >
                <span class="strong">{step.text}</span>
              </button>
              <span class="step-acts">
                {step.state !== "resting" && step.state !== "done" && (
                  <button type="button" class="link text-link" onClick={() => notYet(step)}>
                    {t("not-yet")}
                  </button>
                )}
                <StateChoice
                  of={step.text}
                  state={step.state}
                  onChange={(state) => act(() => list.change(step.id, { state }), null)}
                />
              </span>
            </li>
          ))}
        </ul>
      )}
      <div class="hopes-foot">
        <Button kind="plain" icon="plus" onPress={() => setSheet("add")}>
          {t("step-add")}
        </Button>
        {open.length > 1 && (
          <button type="button" class="button plain" aria-pressed={sorting} onClick={() => setSorting(!sorting)}>
            {t(sorting ? "hopes-sorted" : "hopes-sort")}
          </button>
        )}
      </div>
      <Saving hope={hope} />
      <Button icon="share" onPress={() => share({ kind: "hope", id: hope.id })}>
        {t("share")}
      </Button>
      <div class="at-end">
        <Pair>
          <Button icon="pencil" onPress={() => setSheet("hope")}>
            {t("change-words")}
          </Button>
          <Button
            icon="trash"
            onPress={() =>
              act(() => hopes.takeOut(hope.id), { words: t("week-out"), undo: () => hopes.bringBack(hope.id) })
            }
          >
            {t("week-take-out")}
          </Button>
        </Pair>
      </div>
      {sheet === "hope" && (
        <LineSheet
          title={t("change-words")}
          label={t("hope-words")}
          draft={null}
          text={hope.text}
          onKeep={(text) => act(() => hopes.change(hope.id, { text }), null)}
          onClose={close}
        />
      )}
      {sheet === "add" && (
        <LineSheet
          title={t("step-add")}
          label={t("step-words")}
          draft={STEP}
          onKeep={(text) => act(() => list.add({ hope: hope.id, text, state: "thinking" }), null)}
          onClose={close}
        />
      )}
      {sheet !== null && typeof sheet === "object" && (
        <LineSheet
          title={t("change-words")}
          label={t("step-words")}
          draft={null}
          text={sheet.text}
          onKeep={(text) => act(() => list.change(sheet.id, { text }), null)}
          onClose={close}
          onTakeOut={() => {
            close();
            void act(() => list.takeOut(sheet.id), { words: t("week-out"), undo: () => list.bringBack(sheet.id) });
          }}
        />
      )}
    </>
  );
}
