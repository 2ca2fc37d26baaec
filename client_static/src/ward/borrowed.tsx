/** Over every screen of a borrowed tablet: what it is, and the way out. It ends by itself when nobody is there. */
import { useEffect, useState } from "preact/hooks";
import { Forgetting } from "../safe/forgetting.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import { replace } from "../ui/route.ts";
import { t } from "../ui/text.ts";

const QUIET_MS = 10 * 60_000;
const ANSWER_MS = 60_000;
const SIGNS_OF_LIFE = ["pointerdown", "keydown", "scroll"] as const;

type Asked = "close" | "quiet" | null;

export function Borrowed() {
  const diary = useDiary();
  const [asked, setAsked] = useState<Asked>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const leave = async () => {
      // Words that are nowhere else are not wiped unasked: they stay covered until somebody answers.
      if (diary.keeping.value !== "everywhere" || !diary.opensElsewhere.value) return;
      await diary.forget();
      replace("today");
    };
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        setAsked("quiet");
        timer = setTimeout(() => void leave(), ANSWER_MS);
      }, QUIET_MS);
    };
    wait();
    for (const sign of SIGNS_OF_LIFE) addEventListener(sign, wait, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const sign of SIGNS_OF_LIFE) removeEventListener(sign, wait);
    };
  }, [diary]);
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
        <Forgetting
          title={t(asked === "quiet" ? "borrowed-still" : "borrowed-ask")}
          stay={t("borrowed-go-on")}
          forget={t("borrowed-wipe")}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}
