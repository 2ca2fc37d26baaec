/** Then and now: two of the person's own, side by side, chosen by the person. The app says nothing about them. */
import { useEffect, useMemo, useState } from "preact/hooks";
import { write } from "../journal/journal.tsx";
import { TakenOut } from "../journal/photos.tsx";
import { PagePhotos } from "../journal/shown_photo.tsx";
import { longDay } from "../tree/day_words.ts";
import { today } from "../tree/days.ts";
import { Button, Pair } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { say } from "../ui/say.tsx";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { comesBack, putBeside, together } from "./chosen.ts";
import { entryTitle, Glyph, useEntries, useWords } from "./entry.tsx";
import { type Entry, type KeptPair, PAIR, pairFields, pairOf, readPairs } from "./model.ts";

export function Beside() {
  const diary = useDiary();
  const entries = useEntries();
  const list = useMemo(() => diary.collection(PAIR), [diary]);
  const [out, setOut] = useState<string | null>(null);
  const known = useMemo(() => new Map(entries?.map((entry) => [entry.id, entry])), [entries]);
  const items = list.items.value;
  const pairs = useMemo(() => readPairs(items ?? [], known), [items, known]);
  const [one, other] = together.value ?? [];
  const two = one && other ? pairOf(known, one.id, other.id) : null;
  const kept = pairs.find((pair) => pair.two[0].id === two?.[0].id && pair.two[1].id === two?.[1].id);
  const keep = async ([first, second]: [Entry, Entry]) => {
    await list.add(pairFields(first, second), 0);
    say(t("saved-here"));
  };
  const takeOut = async (id: string) => {
    await list.takeOut(id);
    setOut(id);
  };
  const bringBack = async (id: string) => {
    await list.bringBack(id);
    setOut(null);
    say(t("beside-back"));
  };
  useEffect(
    () => () => {
      if (!comesBack()) together.value = null;
    },
    [],
  );
  const ready = entries !== null && items !== null;
  return (
    <>
      <TopBar title={t("beside")} backTo="days" />
      <main class="page" aria-busy={!ready}>
        {two && (
          <>
            <div class="two">
              {two.map((entry) => (
                <Side key={entry.id} entry={entry} />
              ))}
            </div>
            <Pair>
              <Button onPress={() => close()}>{t("close")}</Button>
              {kept ? (
                <Button onPress={() => takeOut(kept.id)}>{t("beside-take-out")}</Button>
              ) : (
                <Button onPress={() => keep(two)}>{t("beside-keep")}</Button>
              )}
            </Pair>
          </>
        )}
        {out !== null && <TakenOut words={t("beside-out")} onUndo={() => bringBack(out)} />}
        {!two && ready && (
          <>
            <p class="lead">{t("beside-what")}</p>
            <ul class="pairs" aria-label={t("beside-kept")}>
              {pairs.map((pair) => (
                <Kept key={pair.id} pair={pair} onTakeOut={() => takeOut(pair.id)} />
              ))}
            </ul>
            <Button icon="columns-2" onPress={() => putBeside()}>
              {t("beside-choose")}
            </Button>
          </>
        )}
      </main>
    </>
  );
}

/** Back to the list: what was closed has no place to give the focus to. */
function close(): void {
  together.value = null;
  document.querySelector<HTMLElement>("h1")?.focus();
}

function Side({ entry }: { entry: Entry }) {
  const words = useWords(entry);
  return (
    <article class="side" aria-busy={words === null}>
      <p class="quiet">{longDay(entry.day, today())}</p>
      <h2>
        <Glyph entry={entry} size={32} />
        <span>{entryTitle(entry)}</span>
      </h2>
      {words && <p class="own-words">{words}</p>}
      {entry.kind === "page" && (
        <>
          <PagePhotos page={entry.id} />
          <button type="button" class="link text-link" onClick={() => write(entry.id)}>
            {t("page-read")}
          </button>
        </>
      )}
    </article>
  );
}

function Kept({ pair: { two }, onTakeOut }: { pair: KeptPair; onTakeOut: () => void }) {
  return (
    <li>
      <button type="button" class="kept-pair" onClick={() => show(two)}>
        {two.map((entry) => (
          <span key={entry.id}>
            <Glyph entry={entry} size={28} />
            <span>
              <b>{entryTitle(entry)}</b>
              <small>{longDay(entry.day, today())}</small>
            </span>
          </span>
        ))}
      </button>
      <button type="button" class="link text-link" onClick={onTakeOut}>
        {t("beside-take-out")}
      </button>
    </li>
  );
}

function show(two: readonly [Entry, Entry]): void {
  together.value = two;
  document.querySelector<HTMLElement>("h1")?.focus();
  document.querySelector("main")?.scrollTo(0, 0);
}
