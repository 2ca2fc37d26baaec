/** The tree's six branches as places to write. Every one may stay empty. */
import CONTENT from "../content/areas.json";
import { followed } from "../projects/follow.ts";
import { today } from "../tree/days.ts";
import { LeafGlyph } from "../tree/leaf_glyph.tsx";
import { act } from "../ui/answer.tsx";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import { go } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { WordsOffer } from "../words/offer.tsx";
import { chosen } from "./chosen.ts";
import { AREAS, type Area } from "./model.ts";

const BALANCE = "balance"; // on this phone only: a row where the person wants to see it (mission F14)

export function Areas() {
  const diary = useDiary();
  const balance = diary.ownCollection(BALANCE);
  const [wanted] = balance.items.value ?? [];
  const month = today().slice(0, 7);
  const grew = (area: Area) =>
    diary.leaves.value.some((leaf) => leaf.area === area && !leaf.removed && leaf.day.startsWith(month));
  const turn = () => act(() => (wanted ? balance.takeOut(wanted.id) : balance.add({ shown: true })), null);
  const open = (area: Area) => {
    chosen.value = area;
    go("area");
  };
  return (
    <>
      <TopBar title={t("areas")} backTo="more" />
      <main class="page">
        <p class="lead">{t("areas-what")}</p>
        <WordsOffer />
        <ul class="rows">
          {AREAS.map((area) => (
            <li key={area}>
              <button type="button" onClick={() => open(area)}>
                <LeafGlyph area={area} size={40} />
                <span class="row-words">
                  <span class="strong" dir="auto">
                    {t(CONTENT.areas[area].name)}
                  </span>
                  <span class="quiet">{t(CONTENT.areas[area].about)}</span>
                  {wanted && grew(area) && <span class="strong grew">{t("balance-grew")}</span>}
                </span>
                <Icon name="chevron-right" size={20} />
              </button>
            </li>
          ))}
        </ul>
        {balance.items.value !== null && (
          <button type="button" class="button plain" aria-pressed={wanted !== undefined} onClick={turn}>
            <span>{t(wanted ? "balance-hide" : "balance-show")}</span>
          </button>
        )}
        {followed.value !== null && (
          <Button kind="plain" onPress={() => go("our-words")}>
            {t("our-words-title")}
          </Button>
        )}
      </main>
    </>
  );
}
