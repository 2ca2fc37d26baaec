/** Over every screen of a borrowed tablet: what it is, and the way out. It ends by itself when nobody is there. */
import { useEffect, useState } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import { go } from "../ui/route.ts";
import { Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";

const QUIET_MS = 10 * 60_000;
const ANSWER_MS = 60_000;
const SIGNS_OF_LIFE = ["pointerdown", "keydown", "scroll"] as const;

type Asked = "close" | "quiet" | null;

export function Borrowed() {
  const diary = useDiary();
  const [asked, setAsked] = useState<Asked>(null);
  const [wiping, setWiping] = useState(false);
  const sent = diary.keeping.value === "everywhere";
  const opensElsewhere = diary.cardKept.value || diary.phones.value.length > 1;
  const wipe = async () => {
    if (wiping) return;
    setWiping(true);
    await diary.giveBack();
    go("today");
  };
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    // Words that are nowhere else are not wiped unasked; they stay covered until somebody answers.
    const leave = () => {
      if (diary.keeping.value === "everywhere" && (diary.cardKept.value || diary.phones.value.length > 1)) void wipe();
    };
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        setAsked("quiet");
        timer = setTimeout(leave, ANSWER_MS);
      }, QUIET_MS);
    };
    wait();
    for (const sign of SIGNS_OF_LIFE) addEventListener(sign, wait, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const sign of SIGNS_OF_LIFE) removeEventListener(sign, wait);
    };
  }, []);
  return (
    <>
      <section class="notice borrowed" aria-label={t("borrowed")}>
        <Icon name="device-mobile" />
        <p>{t("borrowed")}</p>
        <button type="button" class="button plain" onClick={() => setAsked("close")}>
          {t("borrowed-close")}
        </button>
      </section>
      {asked === "quiet" && <div class="cover" />}
      {asked !== null && (
        <Sheet title={asked === "quiet" ? t("borrowed-still") : t("borrowed-ask")} onClose={() => setAsked(null)}>
          {!sent && <p class="strong">{t("borrowed-not-sent")}</p>}
          {sent && !opensElsewhere && <p class="strong">{t("borrowed-no-words")}</p>}
          {sent && opensElsewhere && <p>{t("borrowed-safe")}</p>}
          <div class="stack">
            <Button onPress={() => setAsked(null)}>{t("borrowed-go-on")}</Button>
            {sent && !opensElsewhere && (
              <Button
                onPress={() => {
                  setAsked(null);
                  go("card");
                }}
              >
                {t("your-12-words")}
              </Button>
            )}
            <Button onPress={wipe}>{t("borrowed-wipe")}</Button>
          </div>
        </Sheet>
      )}
    </>
  );
}
