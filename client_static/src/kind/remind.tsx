/** Remind me (mission B5): things the person did, things people said. From this phone alone; nobody is told. */
import { useMemo, useState } from "preact/hooks";
import { LeafGlyph } from "../tree/leaf_glyph.tsx";
import { titleOf, wordsOf } from "../tree/leaf_sheet.tsx";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import { go } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { KIND_WORD, keptOf, REASON, someOf } from "./model.ts";

const FEW = 5;

export function Remind() {
  const diary = useDiary();
  const [before, setBefore] = useState<ReadonlySet<string>>(new Set());
  const leaves = diary.leaves.value;
  const some = useMemo(() => someOf(leaves, FEW, before), [leaves, before]);
  const said = keptOf(diary.collection(KIND_WORD).items.value ?? []);
  const reasons = keptOf(diary.collection(REASON).items.value ?? []);
  const there = leaves.filter(({ removed }) => !removed);
  return (
    <>
      <TopBar title={t("remind")} backTo="help" />
      <main class="page remind">
        {some.length > 0 && (
          <section class="stack" aria-labelledby="remind-done">
            <h2 id="remind-done">{t("remind-done")}</h2>
            <ul class="kept-words">
              {some.map((leaf) => (
                <li key={leaf.id} class="reminded" data-area={leaf.area}>
                  <LeafGlyph area={leaf.area} size={30} />
                  <span class="row-words">
                    <span class="strong">{titleOf(leaf)}</span>
                    {wordsOf(leaf) !== "" && <span dir="auto">{wordsOf(leaf)}</span>}
                  </span>
                </li>
              ))}
            </ul>
            {there.length > FEW && (
              <Button icon="refresh" onPress={() => setBefore(new Set(some.map(({ id }) => id)))}>
                {t("remind-others")}
              </Button>
            )}
          </section>
        )}
        {said.length > 0 && <Shown name="remind-said" words={said} />}
        {reasons.length > 0 && <Shown name="reason-title" words={reasons} />}
        {some.length + said.length + reasons.length === 0 && <p class="kind">{t("remind-empty")}</p>}
        <Button kind="plain" icon="plus" onPress={() => go("kind-words")}>
          {t("remind-add")}
        </Button>
        <p class="reminder">
          <Icon name="lock" size={28} />
          <span>{t("remind-nobody")}</span>
        </p>
      </main>
    </>
  );
}

function Shown({ name, words }: { name: string; words: ReturnType<typeof keptOf> }) {
  return (
    <section class="stack" aria-labelledby={name}>
      <h2 id={name}>{t(name)}</h2>
      <ul class="kept-words">
        {words.map(({ id, text, from }) => (
          <li key={id} class="said">
            <span dir="auto">{text}</span>
            {from && <span class="quiet">{from}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
