/** Hopes for now and for one day (mission S4, C12), and what the person is good at or likes. No rush, no dates. */
import { useSignal } from "@preact/signals";
import { act } from "../ui/answer.tsx";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { go } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { chosen } from "./chosen.ts";
import { LineSheet } from "./line_sheet.tsx";
import { HOPE, type Hope, hopesOf } from "./model.ts";
import { moveTo, Sorting } from "./sorting.tsx";
import { StateChoice } from "./state_choice.tsx";
import { Strengths } from "./strengths.tsx";

export function Hopes() {
  const list = useDiary().collection(HOPE);
  const adding = useSignal(false);
  const sorting = useSignal(false);
  const hopes = hopesOf(list.items.value ?? []);
  const open = hopes.filter(({ state }) => state !== "done");
  return (
    <div class="ground hopes">
      <section aria-labelledby="hopes-title">
        <div class="hopes-head">
          <h2 id="hopes-title">{t("hopes")}</h2>
          <p class="quiet">{t("hopes-no-rush")}</p>
        </div>
        {list.items.value !== null && hopes.length === 0 && <p class="quiet kind">{t("hopes-empty")}</p>}
        {sorting.value ? (
          <Sorting shown={open} onMove={(id, to) => moveTo(list, open, id, to)} />
        ) : (
          <ul class="hope-list">
            {hopes.map((hope) => (
              <HopeCard key={hope.id} hope={hope} />
            ))}
          </ul>
        )}
        <div class="hopes-foot">
          <Button
            kind="plain"
            icon="plus"
            onPress={() => {
              adding.value = true;
            }}
          >
            {t("hope-add")}
          </Button>
          {open.length > 1 && (
            <button
              type="button"
              class="button plain"
              aria-pressed={sorting.value}
              onClick={() => {
                sorting.value = !sorting.value;
              }}
            >
              {t(sorting.value ? "hopes-sorted" : "hopes-sort")}
            </button>
          )}
        </div>
      </section>
      <Strengths />
      {adding.value && (
        <LineSheet
          title={t("hope-add")}
          label={t("hope-words")}
          draft={HOPE}
          withTrack
          onKeep={(text, track) => act(() => list.add({ text, track, state: "thinking" }), null)}
          onClose={() => {
            adding.value = false;
          }}
        />
      )}
    </div>
  );
}

function HopeCard({ hope }: { hope: Hope }) {
  const list = useDiary().collection(HOPE);
  return (
    <li class={`hope-card ${hope.state}`}>
      <button
        type="button"
        class="hope-words"
        onClick={() => {
          chosen.value = hope.id;
          go("hope");
        }}
      >
        <span class="quiet">{t(`track-${hope.track}`)}</span>
        <span class="strong">{hope.text}</span>
      </button>
      <StateChoice
        of={hope.text}
        state={hope.state}
        onChange={(state) => act(() => list.change(hope.id, { state }), null)}
      />
    </li>
  );
}
