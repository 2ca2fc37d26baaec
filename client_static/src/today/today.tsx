/** The home screen is the question (mission B1). One tap saves; the answer appears in a slot of its own. */
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Leaf } from "../diary/model.ts";
import { TreePicture } from "../tree/picture.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { go } from "../ui/route.ts";
import { say } from "../ui/say.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import { Mark, TopBar } from "../ui/top_bar.tsx";
import { ANSWER, shownTiles } from "./answers.ts";
import { dayBefore, dayOf, leavesOn, newestOf } from "./day.ts";
import { DayList } from "./day_list.tsx";
import { leafFor, SOMETHING_ELSE, type Tile as TileModel } from "./model.ts";
import { Replies, wordsOf } from "./reply.ts";
import { Slot } from "./slot.tsx";
import { Tile } from "./tile.tsx";
import { WordsSheet } from "./words_sheet.tsx";

export function Today() {
  const diary = useDiary();
  const replies = useMemo(() => new Replies(diary), [diary]);
  useEffect(() => () => replies.clear(), [replies]);
  const now = useNow();
  const [yesterday, setYesterday] = useState(false);
  const [again, setAgain] = useState<TileModel | null>(null);
  const [other, setOther] = useState(false);
  const [words, setWords] = useState<Leaf | null>(null);

  const days = { today: dayOf(now), yesterday: dayBefore(now) };
  const day = yesterday ? days.yesterday : days.today;
  const leaves = diary.leaves.value;
  const happened = leavesOn(leaves, day);
  const tiles = shownTiles(diary.collection(ANSWER).items.value ?? []);

  const add = async (what: ReturnType<typeof leafFor>) => {
    const leaf = await replies.add({ ...what, day });
    if (leaf) say(`${t(replies.shown.value?.line ?? "kind-1")} ${t("saved-here")}`);
    return leaf;
  };
  const press = (tile: TileModel) => {
    if (diary.cardDue.value) go("card");
    else if (newestOf(happened, leafFor(tile), day)) setAgain(tile);
    else void add(leafFor(tile));
  };

  return (
    <>
      <TopBar>
        <Mark />
      </TopBar>
      <main class="today">
        <div class="hero">
          <h1 tabIndex={-1} class="question">
            {yesterday ? t("question-yesterday") : t("question")}
          </h1>
          <TreePicture
            leaves={leaves}
            seed={diary.treeSeed.value}
            height={120}
            width={136}
            fresh={replies.shown.value?.leaf.id ?? null}
          />
          <Hill />
        </div>
        <div class="ground">
          <div class="tiles">
            {tiles.map((tile) => (
              <Tile
                key={tile.name}
                tile={tile}
                pressed={newestOf(happened, leafFor(tile), day) !== undefined}
                onPress={() => press(tile)}
              />
            ))}
          </div>
          <Slot
            replies={replies}
            onOther={() => (diary.cardDue.value ? go("card") : setOther(true))}
            onWords={setWords}
          />
          <section class="the-day" aria-label={t("day-label")}>
            <fieldset class="segments" aria-label={t("which-day")}>
              <button type="button" aria-pressed={!yesterday} onClick={() => choose(false)}>
                {t("today")}
              </button>
              <button type="button" aria-pressed={yesterday} onClick={() => choose(true)}>
                {t("yesterday")}
              </button>
            </fieldset>
            <DayList leaves={happened} days={days} />
            <button type="button" class="text-link" onClick={() => go("answers")}>
              {t("answers-change")}
            </button>
          </section>
        </div>
      </main>
      {again && (
        <Sheet title={t("again-title", { what: wordsOf(leafFor(again)) })} onClose={() => setAgain(null)}>
          <Pair>
            <Button
              onPress={() => {
                void add(leafFor(again));
                setAgain(null);
              }}
            >
              {t("again")}
            </Button>
            <Button
              onPress={async () => {
                const leaf = newestOf(leaves, leafFor(again), day);
                setAgain(null);
                replies.clear();
                if (leaf) await diary.removeLeaf(leaf.id);
                say(t("taken-back"));
              }}
            >
              {t("take-back")}
            </Button>
          </Pair>
          <Button kind="plain" onPress={() => setAgain(null)}>
            {t("leave-it")}
          </Button>
        </Sheet>
      )}
      {other && (
        <WordsSheet
          title={t("something-else")}
          text={replies.unkept.value?.text ?? ""}
          area={replies.unkept.value?.area ?? "do"}
          phoneFull={replies.unkept.value !== null}
          onClose={() => setOther(false)}
          onKeep={async (text, area) => {
            // A full phone leaves the sheet open with the words in it.
            if (await add({ tile: SOMETHING_ELSE, area, text })) setOther(false);
          }}
        />
      )}
      {words && (
        <WordsSheet
          title={wordsOf(words)}
          text={words.text}
          onClose={() => setWords(null)}
          onKeep={async (text) => {
            await diary.changeLeaf(words.id, { text });
            setWords(null);
            say(t("saved-here"));
          }}
        />
      )}
    </>
  );

  function choose(before: boolean): void {
    replies.clear();
    setYesterday(before);
    say(before ? t("question-yesterday") : t("question"));
  }
}

/** The hill the tree stands on. It never changes, so it is drawn, not loaded. */
export function Hill() {
  return (
    <svg class="hill" viewBox="0 0 360 24" preserveAspectRatio="none" aria-hidden="true">
      <path d="M0 15C90 9 150 8 230 3C270 .5 320 1 360 6V24H0Z" />
    </svg>
  );
}

/** The clock, looked at again whenever the app comes back: an app left open overnight must not write on the wrong day. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const look = () => setNow(new Date());
    const timer = setInterval(look, 60_000);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);
  return now;
}
