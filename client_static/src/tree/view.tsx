/** My tree: the tree to move about in, its seasons and its six branches; or the same as a list. */
import { useMemo, useState } from "preact/hooks";
import type { Area } from "../areas/model.ts";
import type { Diary, Leaf } from "../diary/model.ts";
import { Icon } from "../ui/icon.tsx";
import { t } from "../ui/text.ts";
import { today } from "./days.ts";
import { TreeExplorer } from "./explorer.tsx";
import { LeafGlyph } from "./leaf_glyph.tsx";
import { LeafSheet } from "./leaf_sheet.tsx";
import { LeafList } from "./list.tsx";
import { useTree } from "./picture.tsx";
import { useDark } from "./prefers.ts";
import { Scrubber } from "./scrubber.tsx";
import { seasonsWithLeaves } from "./seasons.ts";
import { DARK, LIGHT } from "./tints.ts";

/** As the legend is read, two to a row. */
const LEGEND: readonly Area[] = ["dwell", "do", "love", "enough", "belong", "heard"];

interface TreeScreenProps {
  readonly diary: Pick<Diary, "leaves" | "treeSeed" | "changeLeaf" | "removeLeaf" | "bringBackLeaf">;
}

export function TreeScreen({ diary }: TreeScreenProps) {
  const all = diary.leaves.value;
  const kept = useMemo(() => all.filter(({ removed }) => !removed).toSorted(byDay), [all]);
  const seasons = useMemo(() => seasonsWithLeaves(kept.map(({ day }) => day)), [kept]);
  const [asList, setAsList] = useState(false);
  const [only, setOnly] = useState<Area | null>(null);
  const [earlierStop, setStop] = useState<number | null>(null); // null: now
  const [open, setOpen] = useState<string | null>(null);

  const last = seasons.length - 1;
  const stop = Math.min(earlierStop ?? last, last);
  const until = stop < last ? (seasons[stop]?.last ?? null) : null;
  const seed = diary.treeSeed.value;
  const tree = useTree(all, seed, until);
  const dark = useDark();
  const look = useMemo(() => ({ tints: dark ? DARK : LIGHT, seed, scene: true, only }), [dark, seed, only]);
  const opened = all.find(({ id }) => id === open);
  const { earlier, later } = around(kept, opened);
  return (
    <div class="tree-screen">
      <button type="button" class="tree-switch" onClick={() => setAsList(!asList)}>
        <Icon name={asList ? "tree" : "list"} />
        <span>{t(asList ? "tree-show-tree" : "tree-show-list")}</span>
      </button>
      {asList ? (
        <LeafList leaves={kept} today={today()} only={only} areas={LEGEND} onOnly={setOnly} onLeaf={setOpen} />
      ) : (
        <>
          <TreeExplorer tree={tree} look={look} open={open} onLeaf={setOpen} />
          <div class="tree-ground">
            {kept.length === 0 && <p class="tree-kind">{t("tree-empty")}</p>}
            {seasons.length > 1 && (
              <Scrubber seasons={seasons} stop={stop} onStop={(next) => setStop(next >= last ? null : next)} />
            )}
            <fieldset class="tree-legend">
              <legend class="unseen">{t("tree-legend")}</legend>
              {LEGEND.map((area) => (
                <button
                  key={area}
                  type="button"
                  aria-pressed={only === area}
                  onClick={() => setOnly(only === area ? null : area)}
                >
                  <LeafGlyph area={area} />
                  <span>{t(`area-${area}`)}</span>
                </button>
              ))}
            </fieldset>
          </div>
        </>
      )}
      {opened && (
        <LeafSheet
          key={opened.id}
          diary={diary}
          leaf={opened}
          today={today()}
          earlier={earlier}
          later={later}
          onOpen={setOpen}
        />
      )}
    </div>
  );
}

function byDay(a: Leaf, b: Leaf): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1;
  return a.stamp < b.stamp ? -1 : 1;
}

/** The leaf before and the leaf after, in the order of days. */
function around(kept: readonly Leaf[], leaf: Leaf | undefined): { earlier: Leaf | undefined; later: Leaf | undefined } {
  const at = kept.findIndex((one) => one.id === leaf?.id);
  return at < 0 ? { earlier: undefined, later: undefined } : { earlier: kept[at - 1], later: kept[at + 1] };
}
