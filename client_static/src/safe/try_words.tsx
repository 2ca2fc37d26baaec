/** Trying the words from the paper: looked at on this phone, so that nothing can come of it but an answer. */
import { useState } from "preact/hooks";
import { focusWrong, NO_WORDS, tidy, WordGrid, type Wrong, WrongWords } from "../start/word_grid.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { say } from "../ui/say.tsx";
import { t } from "../ui/text.ts";

export function TryWords({ onDone }: { onDone: () => void }) {
  const diary = useDiary();
  const [words, setWords] = useState(NO_WORDS);
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const [opens, setOpens] = useState(false);
  const show = (found: Wrong) => {
    setWrong(found);
    focusWrong(found);
  };
  const look = async () => {
    const typed = tidy(words);
    const empty = typed.indexOf("");
    if (empty >= 0) return show({ why: "empty", index: empty });
    setWrong(null);
    const found = await diary.tryCard(typed);
    if (found !== null) return show(found);
    setWords(NO_WORDS); // they stay on paper
    setOpens(true);
    say(t("try-opens"));
  };
  if (opens)
    return (
      <>
        <p class="lead">
          <strong>{t("try-opens")}</strong> {t("try-nothing")}
        </p>
        <Button onPress={onDone}>{t("close")}</Button>
      </>
    );
  return (
    <>
      <p class="lead">{t("try-what")}</p>
      <p class="quiet">{t("words-paste")}</p>
      <WordGrid words={words} wrong={wrong} onChange={setWords} />
      {wrong && <WrongWords wrong={wrong} />}
      <Pair>
        <Button onPress={onDone}>{t("share-not-now")}</Button>
        <Button kind="go" onPress={look}>
          {t("try-look")}
        </Button>
      </Pair>
    </>
  );
}
