/** The app while it is locked: nothing of the person's own is here, or in this page at all. Help stays one tap away. */
import type { TargetedEvent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { hideNow } from "../help/leave.ts";
import { LanguageChoice } from "../start/start.tsx";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import { replace } from "../ui/route.ts";
import { say } from "../ui/say.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { refusal, Secret } from "./secret.tsx";

export function Locked() {
  const diary = useDiary();
  const kind = diary.lock.value?.kind ?? "number";
  const [secret, setSecret] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const [pause, setPause] = useState(0);
  const [busy, setBusy] = useState(false);
  const [leaving, setLeaving] = useState(false);
  useEffect(() => {
    if (pause === 0) return;
    const timer = setTimeout(() => {
      setPause(0);
      setWrong(t("lock-again-now"));
    }, pause);
    return () => clearTimeout(timer);
  }, [pause]);
  const open = async (event: TargetedEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy || secret === "") return;
    setBusy(true);
    say(t("lock-opening"));
    try {
      const tried = await diary.unlock(secret);
      if (tried.is === "open") return;
      setWrong(refusal(tried));
      setPause(tried.ms);
      setSecret("");
    } catch {
      setWrong(t("lock-failed"));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <TopBar>
        <LanguageChoice pill />
      </TopBar>
      <main class="page locked">
        <span class="badge">
          <Icon name="lock" size={32} />
        </span>
        <h1 tabIndex={-1} class="hello">
          {t("locked-now")}
        </h1>
        <p class="lead">{t("locked-safe")}</p>
        <form class="stack" onSubmit={open}>
          <Secret
            kind={kind}
            label={t(kind === "number" ? "lock-your-number" : "lock-your-words")}
            value={secret}
            wrong={wrong}
            onInput={setSecret}
          />
          <button type="submit" class="button go" aria-busy={busy}>
            <span>{t(busy ? "lock-opening" : "lock-open-it")}</span>
          </button>
        </form>
        <button type="button" class="link text-link" onClick={() => setLeaving(true)}>
          {t("lock-forgot")}
        </button>
        <button type="button" class="button night" onClick={hideNow}>
          <Icon name="eye-off" />
          <span>{t("help-hide")}</span>
        </button>
      </main>
      {leaving && <StartAgain onClose={() => setLeaving(false)} />}
    </>
  );
}

/** What is lost and what is not, before anything is. */
function StartAgain({ onClose }: { onClose: () => void }) {
  const diary = useDiary();
  const clear = async () => {
    await diary.deleteHere();
    replace("words");
  };
  return (
    <Sheet title={t("lock-forgot")} onClose={onClose}>
      <p>{t("lock-nobody")}</p>
      <ul class="facts">
        <li>{t("lock-start-again-words")}</li>
        <li>{t("lock-start-again-waiting")}</li>
        <li>{t("lock-start-again-none")}</li>
      </ul>
      <div class="stack">
        <Button onPress={onClose}>{t("lock-keep-trying")}</Button>
        <Button onPress={clear}>{t("lock-start-again")}</Button>
      </div>
    </Sheet>
  );
}
