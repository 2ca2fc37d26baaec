/** Back in with the twelve words. A wrong word is named; one can try as often as one likes. */
import { useState } from "preact/hooks";
import type { RecoverFailure } from "../diary/model.ts";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { go } from "../ui/route.ts";
import { say } from "../ui/say.tsx";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";

export const HOW_MANY = 12;

/** Words pasted or typed in one go, split into twelve places; anything that is no letter parts them. */
export function splitWords(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? [];
}

export function HaveWords() {
  const diary = useDiary();
  const [words, setWords] = useState<string[]>(() => Array.from({ length: HOW_MANY }, () => ""));
  const [failure, setFailure] = useState<RecoverFailure | { why: "empty"; index: number } | null>(null);
  const [looking, setLooking] = useState(false);

  const put = (at: number, text: string) => {
    const parts = splitWords(text);
    setWords((before) =>
      before.map((word, i) => (parts.length > 1 ? (parts[i - at] ?? word) : i === at ? text : word)),
    );
  };
  const bringBack = async () => {
    if (looking) return;
    const tidy = words.map((word) => splitWords(word)[0] ?? "");
    const empty = tidy.indexOf("");
    if (empty >= 0) return show({ why: "empty", index: empty });
    setLooking(true);
    setFailure(null);
    say(t("words-looking"));
    const wrong = await diary.recover(tidy);
    setLooking(false);
    if (wrong) show(wrong);
    else go("today");
  };
  const show = (wrong: RecoverFailure | { why: "empty"; index: number }) => {
    setFailure(wrong);
    if ("index" in wrong) document.getElementById(`word-${wrong.index}`)?.focus();
  };
  const wrongAt = failure !== null && "index" in failure ? failure.index : -1;

  return (
    <>
      <TopBar title={t("your-12-words")} backTo="today" />
      <main class="page">
        <p class="lead">{t("words-type")}</p>
        <p class="quiet">{t("words-paste")}</p>
        <ol class="word-grid">
          {words.map((word, i) => (
            <li key={i}>
              <label for={`word-${i}`}>{t("word-number", { number: i + 1 })}</label>
              <input
                id={`word-${i}`}
                value={word}
                autocomplete="off"
                autocapitalize="none"
                spellcheck={false}
                enterkeyhint={i === HOW_MANY - 1 ? "done" : "next"}
                aria-invalid={i === wrongAt}
                aria-describedby={i === wrongAt ? "wrong-word" : undefined}
                onInput={(event) => put(i, event.currentTarget.value)}
              />
            </li>
          ))}
        </ol>
        {failure && (
          <p id="wrong-word" class="notice" role="alert">
            {t(`recover-${failure.why}`, { number: "index" in failure ? failure.index + 1 : 0 })}
          </p>
        )}
        {looking && <p class="quiet">{t("words-looking")}</p>}
        <Button kind="go" onPress={bringBack}>
          {t("bring-back")}
        </Button>
      </main>
    </>
  );
}
