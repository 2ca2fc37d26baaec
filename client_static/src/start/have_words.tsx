/** Back in with the twelve words. A wrong word is named; one can try as often as one likes. */
import { useState } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { go } from "../ui/route.ts";
import { say } from "../ui/say.tsx";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { focusWrong, NO_WORDS, tidy, WordGrid, type Wrong, WrongWords } from "./word_grid.tsx";

export function HaveWords() {
  const diary = useDiary();
  const [words, setWords] = useState(NO_WORDS);
  const [failure, setFailure] = useState<Wrong | null>(null);
  const [looking, setLooking] = useState(false);
  const show = (wrong: Wrong) => {
    setFailure(wrong);
    focusWrong(wrong);
  };
  const bringBack = async () => {
    if (looking) return;
    const typed = tidy(words);
    const empty = typed.indexOf("");
    if (empty >= 0) return show({ why: "empty", index: empty });
    setLooking(true);
    setFailure(null);
    say(t("words-looking"));
    const wrong = await diary.recover(typed);
    setLooking(false);
    if (wrong) show(wrong);
    else go("today");
  };
  return (
    <>
      <TopBar title={t("your-12-words")} backTo="today" />
      <main class="page">
        <p class="lead">{t("words-type")}</p>
        <p class="quiet">{t("words-paste")}</p>
        <WordGrid words={words} wrong={failure} onChange={setWords} />
        {failure && <WrongWords wrong={failure} />}
        {looking && <p class="quiet">{t("words-looking")}</p>}
        <Button kind="go" onPress={bringBack}>
          {t("bring-back")}
        </Button>
      </main>
    </>
  );
}
