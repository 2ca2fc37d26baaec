/** The tree as a list: what happened, by week. Weeks without anything are not there, and nothing is counted. */
import { type ComponentChildren, Fragment } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { Area } from "../areas/model.ts";
import type { Day, Leaf } from "../diary/model.ts";
import { Icon } from "../ui/icon.tsx";
import { go } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { dayWords, weekWords } from "./day_words.ts";
import { weekOf } from "./days.ts";
import { LeafGlyph } from "./leaf_glyph.tsx";
import { titleOf, wordsOf } from "./leaf_sheet.tsx";

const WEEKS = 12; // a cheap phone need not build years of rows at once

interface LeafListProps {
  /** Oldest first, removed ones left out. */
  readonly leaves: readonly Leaf[];
  readonly today: Day;
  readonly only: Area | null;
  readonly areas: readonly Area[];
  readonly onOnly: (area: Area | null) => void;
  readonly onLeaf: (id: string) => void;
}

export function LeafList({ leaves, today, only, areas, onOnly, onLeaf }: LeafListProps) {
  const [shown, setShown] = useState(WEEKS);
  const weeks = useMemo(
    () => byWeek(only === null ? leaves : leaves.filter(({ area }) => area === only)),
    [leaves, only],
  );
  return (
    <div class="tree-list">
      <fieldset class="tree-chips">
        <legend class="unseen">{t("tree-filter")}</legend>
        <button type="button" class="chip" aria-pressed={only === null} onClick={() => onOnly(null)}>
          {t("tree-all")}
        </button>
        {areas.map((area) => (
          <button key={area} type="button" class="chip" aria-pressed={only === area} onClick={() => onOnly(area)}>
            <LeafGlyph area={area} size={24} />
            {t(`area-${area}`)}
          </button>
        ))}
      </fieldset>
      <button type="button" class="link text-link" onClick={() => go("days")}>
        <Icon name="list" />
        {t("days")}
      </button>
      {weeks.length === 0 && <p class="tree-kind">{t(leaves.length === 0 ? "tree-empty" : "tree-none-here")}</p>}
      {weeks.slice(0, shown).map(([monday, week]) => (
        <section key={monday}>
          <h2>{weekWords(monday, today)}</h2>
          <ul>
            {week.map((leaf) => (
              <ListRow
                key={leaf.id}
                glyph={<LeafGlyph area={leaf.area} size={36} />}
                title={titleOf(leaf)}
                line={[dayWords(leaf.day, today), wordsOf(leaf)]}
                onPress={() => onLeaf(leaf.id)}
              />
            ))}
          </ul>
        </section>
      ))}
      {weeks.length > shown && (
        <button type="button" class="button outline" onClick={() => setShown(shown + WEEKS)}>
          {t("tree-more-weeks")}
        </button>
      )}
    </div>
  );
}

interface ListRowProps {
  readonly glyph: ComponentChildren;
  readonly title: string;
  readonly line: readonly string[];
  readonly onPress: () => void;
}

export function ListRow({ glyph, title, line, onPress }: ListRowProps) {
  return (
    <li>
      <button type="button" onClick={onPress}>
        {glyph}
        <span>
          <b>{title}</b>
          <small>
            {line.filter(Boolean).map((words, at) => (
              <Fragment key={at}>
                {at > 0 && " · "}
                <bdi>{words}</bdi>
              </Fragment>
            ))}
          </small>
        </span>
      </button>
    </li>
  );
}

/** Newest first. */
function byWeek(leaves: readonly Leaf[]): [Day, Leaf[]][] {
  const weeks = new Map<Day, Leaf[]>();
  for (const leaf of leaves.toReversed()) {
    const monday = weekOf(leaf.day);
    const week = weeks.get(monday);
    if (week) week.push(leaf);
    else weeks.set(monday, [leaf]);
  }
  return [...weeks];
}
