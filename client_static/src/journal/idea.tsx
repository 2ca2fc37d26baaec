/** One quiet line on an empty page. Which line it is has nothing to do with what anybody wrote. */
import { useState } from "preact/hooks";
import CONTENT from "../content/prompts.json";
import { Button } from "../ui/button.tsx";
import { say } from "../ui/say.tsx";
import { t } from "../ui/text.ts";
import { inUse } from "../words/chosen.ts";
import type { Asking } from "./asking.ts";

export function Idea({ asking }: { asking: Asking }) {
  const own = inUse.value?.prompts ?? [];
  const prompts = own.length > 0 ? own : CONTENT.prompts.map((key) => t(key));
  const [at, setAt] = useState(() => Math.floor(Math.random() * 1000));
  const prompt = prompts[at % prompts.length];
  const no = async (forGood: boolean) => {
    document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true }); // these buttons are gone in a moment
    if (!forGood) return asking.notToday();
    await asking.turn(true);
    say(t("idea-off"));
  };
  return (
    <section class="idea" aria-label={t("idea")}>
      <p aria-live="polite" dir="auto">
        {prompt}
      </p>
      <div class="three">
        <Button onPress={() => setAt(at + 1)}>{t("idea-another")}</Button>
        <Button onPress={() => void no(false)}>{t("idea-no")}</Button>
        <Button onPress={() => void no(true)}>{t("idea-never")}</Button>
      </div>
    </section>
  );
}
