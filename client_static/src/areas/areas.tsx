/** The tree's six branches as places to write. Every one may stay empty. */
import { LeafGlyph } from "../tree/leaf_glyph.tsx";
import { Icon } from "../ui/icon.tsx";
import { go } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { chosen } from "./chosen.ts";
import { AREAS, type Area } from "./model.ts";

export function Areas() {
  const open = (area: Area) => {
    chosen.value = area;
    go("area");
  };
  return (
    <>
      <TopBar title={t("areas")} backTo="more" />
      <main class="page">
        <p class="lead">{t("areas-what")}</p>
        <ul class="rows">
          {AREAS.map((area) => (
            <li key={area}>
              <button type="button" onClick={() => open(area)}>
                <LeafGlyph area={area} size={40} />
                <span class="row-words">
                  <span class="strong">{t(`area-${area}`)}</span>
                  <span class="quiet">{t(`about-area-${area}`)}</span>
                </span>
                <Icon name="chevron-right" size={20} />
              </button>
            </li>
          ))}
        </ul>
      </main>
    </>
  );
}
