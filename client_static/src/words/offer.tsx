/** "Use the words of ...?": offered once, a no as large as a yes, and nobody is told (mission A5). */
import { followed } from "../projects/follow.ts";
import { act } from "../ui/answer.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { language, t } from "../ui/text.ts";
import { choosingOf } from "./chosen.ts";
import { readWords } from "./model.ts";

export function WordsOffer() {
  const choosing = choosingOf(useDiary());
  const projects = followed.value;
  const offered = projects?.list.value.find(({ code }) => {
    const given = choosing.asks(code) ? projects.leaflets.of(code, "words") : null;
    return given !== null && readWords(given.json)?.language === language.value;
  });
  if (offered === undefined) return null;
  const choose = (use: boolean) => {
    document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true }); // these buttons are gone in a moment
    void act(() => choosing.choose(offered.code, use), null);
  };
  return (
    <section class="idea" aria-labelledby="words-offer">
      <p id="words-offer" class="strong">
        {t("words-ask", { name: offered.name })}
      </p>
      <p class="quiet">{t("words-ask-what")}</p>
      <Pair>
        <Button onPress={() => choose(false)}>{t("no-thanks")}</Button>
        <Button onPress={() => choose(true)}>{t("words-yes")}</Button>
      </Pair>
    </section>
  );
}
