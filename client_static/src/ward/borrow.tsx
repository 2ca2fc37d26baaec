/** Before Start on a tablet that others use, on a ward for one (mission D12). */
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { go, type Screen } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";

const FACTS = ["borrow-memory", "borrow-close", "borrow-quiet"];

export function Borrow() {
  const diary = useDiary();
  const enter = async (to: Screen) => {
    await diary.borrow();
    if (to === "today") await diary.start();
    go(to);
  };
  return (
    <>
      <TopBar title={t("borrow")} backTo="today" />
      <main class="page">
        <p class="lead">{t("borrow-nothing")}</p>
        <ul class="facts">
          {FACTS.map((key) => (
            <li key={key}>{t(key)}</li>
          ))}
        </ul>
        <div class="stack">
          <Button kind="go" onPress={() => enter("today")}>
            {t("borrow-start")}
          </Button>
          <Button onPress={() => enter("words")}>{t("start-have-words")}</Button>
          <Button onPress={() => enter("join")}>{t("start-join")}</Button>
        </div>
      </main>
    </>
  );
}
