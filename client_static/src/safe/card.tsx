/** The recovery card: twelve words on paper. Asks two of them back, kindly, and never locks anyone out. */
import { useEffect, useState } from "preact/hooks";
import { longDay } from "../tree/day_words.ts";
import { today } from "../tree/days.ts";
import { LeafGlyph } from "../tree/leaf_glyph.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import { back, go, screen } from "../ui/route.ts";
import { canRead, readAloud, say } from "../ui/say.tsx";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { TryWords } from "./try_words.tsx";

export function Card() {
  const kept = useDiary().cardKept.value;
  const [making, setMaking] = useState(!kept);
  // Once the card opens the tree, the words are on paper and nowhere else.
  return making ? <MakeCard /> : <OnPaper onAnew={() => setMaking(true)} />;
}

function OnPaper({ onAnew }: { onAnew: () => void }) {
  const [trying, setTrying] = useState(false);
  return (
    <>
      <TopBar title={t("your-12-words")} backTo="more" />
      <main class="page card-page">
        {trying ? <TryWords onDone={() => setTrying(false)} /> : <Kept onAnew={onAnew} onTry={() => setTrying(true)} />}
      </main>
    </>
  );
}

function Kept({ onAnew, onTry }: { onAnew: () => void; onTry: () => void }) {
  return (
    <>
      <p class="lead">
        <strong>{t("card-kept")}</strong> {t("card-kept-why")}
      </p>
      <CardTried />
      <Button icon="check" onPress={onTry}>
        {t("try-my-words")}
      </Button>
      <p class="reminder">
        <Icon name="shield-lock" size={28} />
        <span>{t("card-new-why")}</span>
      </p>
      <Button onPress={onAnew}>{t("card-make-new")}</Button>
    </>
  );
}

/** Nothing where they were not tried: it is nobody's duty. */
export function CardTried() {
  const day = useDiary().cardTried.value;
  return day === null ? null : <p class="quiet">{t("try-tried", { day: longDay(day, today()) })}</p>;
}

function MakeCard() {
  const diary = useDiary();
  const [words, setWords] = useState<readonly string[]>([]);
  const [checking, setChecking] = useState(false);
  useEffect(() => {
    void diary.cardWords().then(setWords);
  }, [diary]);
  const later = async () => {
    await diary.postponeCard();
    go("today");
  };
  return (
    <>
      <TopBar title={t("your-12-words")} backTo="more" />
      <main class="page card-page">
        {checking ? (
          <Check words={words} onLook={() => setChecking(false)} />
        ) : (
          <>
            <p class="lead">
              {t("card-why")} <strong>{t("card-paper")}</strong>
            </p>
            <div class="seed-card">
              <div class="seed-head">
                <LeafGlyph area="do" size={34} />
                <p>
                  <span class="strong">{t("card-name")}</span>
                  <span>{t("card-anyone")}</span>
                </p>
              </div>
              <ol class="seed-words" dir="ltr" lang="en">
                {words.map((word, i) => (
                  <li key={i} data-testid="card-word">
                    {word}
                  </li>
                ))}
              </ol>
            </div>
            <Pair>
              <Button icon="printer" onPress={() => print()}>
                {t("print")}
              </Button>
              {canRead.value && (
                <Button icon="volume" onPress={() => readAloud(words.map((word, i) => `${i + 1}. ${word}.`).join(" "))}>
                  {t("read-to-me")}
                </Button>
              )}
            </Pair>
            <p class="reminder">
              <Icon name="shield-lock" size={28} />
              <span>
                {t("card-unseen")} {t("card-unsent")}
              </span>
            </p>
            <div class="at-end">
              <Pair>
                <Button onPress={later}>{t("later")}</Button>
                <Button kind="go" onPress={() => words.length > 0 && setChecking(true)}>
                  {t("written-down")}
                </Button>
              </Pair>
            </div>
          </>
        )}
      </main>
    </>
  );
}

/** Two places in the card, not neighbours, other ones each time. */
export function twoPlaces(random: () => number = Math.random): [number, number] {
  const first = Math.floor(random() * 6);
  return [first, 6 + Math.floor(random() * 6)];
}

function Check({ words, onLook }: { words: readonly string[]; onLook: () => void }) {
  const diary = useDiary();
  const [places] = useState(twoPlaces);
  const [typed, setTyped] = useState<Record<number, string>>({});
  const [wrong, setWrong] = useState<readonly number[]>([]);
  const check = async () => {
    const not = places.filter((place) => (typed[place] ?? "").trim().toLowerCase() !== words[place]);
    setWrong(not);
    if (not.length > 0) {
      document.getElementById(`check-${not[0]}`)?.focus();
      return;
    }
    await diary.confirmCard();
    say(t("card-made"));
    if (screen.value === "card") back("today"); // the server may answer late: who went on is not pulled back
  };
  return (
    <>
      <p class="lead">{t("check-two")}</p>
      {places.map((place) => (
        <label key={place} class="field">
          <span>{t("word-number", { number: place + 1 })}</span>
          <input
            id={`check-${place}`}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            aria-invalid={wrong.includes(place)}
            aria-describedby={wrong.includes(place) ? `wrong-${place}` : undefined}
            onInput={(event) => setTyped({ ...typed, [place]: event.currentTarget.value })}
          />
          {wrong.includes(place) && (
            <span id={`wrong-${place}`} role="alert">
              {t("check-other", { number: place + 1 })}
            </span>
          )}
        </label>
      ))}
      <Pair>
        <Button onPress={onLook}>{t("look-again")}</Button>
        <Button kind="go" onPress={check}>
          {t("check")}
        </Button>
      </Pair>
    </>
  );
}
