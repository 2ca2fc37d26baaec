/** My days: what happened, newest first. A week, season or year without anything is not there, and nothing is counted. */
import { signal } from "@preact/signals";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Day } from "../diary/model.ts";
import { write } from "../journal/journal.tsx";
import { dayWords, weekWords } from "../tree/day_words.ts";
import { today, weekOf } from "../tree/days.ts";
import { LeafSheet } from "../tree/leaf_sheet.tsx";
import { ListRow } from "../tree/list.tsx";
import { seasonWords } from "../tree/scrubber.tsx";
import { seasonOf } from "../tree/seasons.ts";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import { go, screen } from "../ui/route.ts";
import { say } from "../ui/say.tsx";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { choosing, comesBack, together } from "./chosen.ts";
import { entryTitle, entryWords, Glyph, useEntries } from "./entry.tsx";
import { type Entry, grouped, inPieces, type Piece, SPANS, type Span } from "./model.ts";

const PIECE = 30; // rows
const SHOWN = 2; // pieces at first
const FEW = 3; // groups that are found without a choice

const by = signal<Span>("season");
/** Where the list stood when it was left for a moment. */
let left: { readonly from: number; readonly shown: number; readonly top: number } | null = null;

function groupWords(day: Day, span: Span): string {
  if (span === "week") return weekWords(weekOf(day), today());
  return span === "season" ? seasonWords(seasonOf(day)) : day.slice(0, 4);
}

export function Days() {
  const entries = useEntries();
  useEffect(
    () => () => {
      if (screen.value !== "help") choosing.value = null; // it was left without an answer
    },
    [],
  );
  return (
    <>
      <TopBar title={t("days")} backTo="more" />
      <main class="page days tree-list" aria-busy={entries === null}>
        {choosing.value !== null && <Choosing />}
        {entries?.length === 0 && <p class="quiet kind">{t("days-empty")}</p>}
        {entries !== null && entries.length > 0 && <List entries={entries} />}
      </main>
    </>
  );
}

/** In place of the way to Then and now, while two are being chosen. */
function Choosing() {
  const words = t(choosing.value?.length === 1 ? "beside-other" : "beside-first");
  useEffect(() => say(words), [words]);
  return (
    <p class="taken-out choosing">
      <span>{words}</span>
      <button
        type="button"
        class="link text-link"
        onClick={() => {
          choosing.value = null;
        }}
      >
        {t("cancel")}
      </button>
    </p>
  );
}

function List({ entries }: { entries: readonly Entry[] }) {
  const diary = useDiary();
  const span = by.value;
  const [from, setFrom] = useState(left?.from ?? 0);
  const [shown, setShown] = useState(left?.shown ?? SHOWN);
  const [open, setOpen] = useState<string | null>(null);
  const top = useRef<HTMLDivElement>(null);
  const chosen = choosing.value;
  const groups = useMemo(() => grouped(entries, span), [entries, span]);
  const start = Math.min(from, groups.length - 1);
  const main = () => top.current?.closest("main");
  const place = useRef({ from, shown });
  place.current = { from, shown };
  useLayoutEffect(() => {
    const list = main();
    list?.scrollTo(0, left?.top ?? 0);
    left = null;
    return () => {
      if (comesBack()) left = { ...place.current, top: list?.scrollTop ?? 0 };
    };
  }, []);

  const choose = useCallback((entry: Entry) => {
    const [first] = choosing.value ?? [];
    if (choosing.value === null) return entry.kind === "leaf" ? setOpen(entry.id) : write(entry.id);
    if (first === undefined) choosing.value = [entry];
    else if (first.id !== entry.id) {
      together.value = [first, entry];
      go("beside");
    }
  }, []);
  // A piece that was drawn is the same again, and costs nothing.
  const pieces = useMemo(
    () => inPieces(groups.slice(start), PIECE).map((piece, at) => <Part key={at} piece={piece} onEntry={choose} />),
    [groups, start, choose],
  );
  const lookAt = (group: number) => {
    setFrom(group);
    setShown(SHOWN);
    main()?.scrollTo(0, 0);
  };
  const at = entries.findIndex(({ id }) => id === open);
  const sheet = diary.leaves.value.find(({ id }) => id === open);
  return (
    <>
      <div ref={top} class="days-tools">
        <fieldset class="segments">
          <legend class="unseen">{t("days-by")}</legend>
          {SPANS.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={span === one}
              onClick={() => {
                by.value = one;
                lookAt(0);
              }}
            >
              {t(`days-${one}`)}
            </button>
          ))}
        </fieldset>
        {groups.length > FEW && (
          <label class="days-from">
            <span>{t("days-from")}</span>
            <select value={start} onChange={(event) => lookAt(Number(event.currentTarget.value))}>
              {groups.map(({ day }, group) => (
                <option key={day} value={group}>
                  {groupWords(day, span)}
                </option>
              ))}
            </select>
          </label>
        )}
        {chosen === null && (
          <button
            type="button"
            class="link text-link"
            onClick={() => {
              together.value = null;
              go("beside");
            }}
          >
            <Icon name="columns-2" />
            {t("beside")}
          </button>
        )}
      </div>
      {start > 0 && <Button onPress={() => lookAt(start - 1)}>{t("days-later")}</Button>}
      <div class="days-list">{pieces.slice(0, shown)}</div>
      {shown < pieces.length && <Earlier onMore={() => setShown((known) => known + SHOWN)} />}
      {sheet && (
        <LeafSheet
          key={sheet.id}
          diary={diary}
          leaf={sheet}
          today={today()}
          earlier={nextLeaf(entries, at, 1)}
          later={nextLeaf(entries, at, -1)}
          onOpen={setOpen}
        />
      )}
    </>
  );
}

/** Entries are newest first. One that was just removed has no neighbours. */
function nextLeaf(entries: readonly Entry[], at: number, step: number) {
  return at < 0 ? undefined : (entries[at + step]?.leaf ?? undefined);
}

function Part({ piece, onEntry }: { piece: Piece; onEntry: (entry: Entry) => void }) {
  const now = today();
  return (
    <section style={{ "--rows": piece.entries.length }}>
      {piece.begins && <h2>{groupWords(piece.day, by.value)}</h2>}
      <ul>
        {piece.entries.map((entry) => (
          <ListRow
            key={entry.id}
            glyph={<Glyph entry={entry} />}
            title={entryTitle(entry)}
            line={[dayWords(entry.day, now), entryWords(entry)]}
            onPress={() => onEntry(entry)}
          />
        ))}
      </ul>
    </section>
  );
}

/** Comes by itself when it is nearly in sight; a button for those who do not scroll. */
function Earlier({ onMore }: { onMore: () => void }) {
  const place = useRef<HTMLDivElement>(null);
  const more = useRef(onMore);
  more.current = onMore;
  useEffect(() => {
    const shown = place.current;
    if (shown === null) return;
    const watch = new IntersectionObserver(
      (seen) => {
        if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
        more.current();
        watch.unobserve(shown); // looks again: it may still be in sight
        watch.observe(shown);
      },
      { root: shown.closest("main"), rootMargin: "900px" },
    );
    watch.observe(shown);
    return () => watch.disconnect();
  }, []);
  return (
    <div ref={place}>
      <Button onPress={onMore}>{t("days-earlier")}</Button>
    </div>
  );
}
