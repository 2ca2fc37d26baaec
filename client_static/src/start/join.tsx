/** The new phone: shows a code, waits for the other phone, then watches the tree come over. */

import { useEffect, useState } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { back, go } from "../ui/route.ts";
import { say } from "../ui/say.tsx";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { QrPicture } from "./qr.tsx";

/** Four and four: easier to read out, and the dashes are ignored when typed. */
export function inFours(code: string): string {
  return (code.match(/.{1,4}/g) ?? []).join("-");
}

export function inThrees(digits: string): string {
  return digits.replace(/^(...)(...)$/, "$1 $2");
}

export function Join() {
  const diary = useDiary();
  const [offer, setOffer] = useState(() => diary.offerLink());
  useEffect(() => () => offer.cancel(), [offer]);
  const step = offer.step.value;
  useEffect(() => {
    if (step?.at !== "done") return;
    say(t("join-done"));
    go("today");
  }, [step?.at]);

  return (
    <>
      <TopBar title={t("join-title")} backTo="today" />
      <main class="page">
        {step === null && <p class="quiet">{t("join-making")}</p>}
        {step?.at === "waiting" && (
          <>
            <ol class="steps">
              <li>{t("join-step-1")}</li>
              <li>{t("join-step-2")}</li>
              <li>{t("join-step-3")}</li>
            </ol>
            <QrPicture text={step.code} label={t("join-picture")} />
            <p class="quiet">{t("join-or-type")}</p>
            <p class="code" dir="ltr" data-testid="link-code">
              {inFours(step.code)}
            </p>
            <Digits digits={step.digits} />
            <p class="quiet">{t("join-secret")}</p>
          </>
        )}
        {step?.at === "fetching" && <Fetching done={step.done} of={step.of} />}
        {step?.at === "done" && <p class="lead">{t("join-done")}</p>}
        {step?.at === "failed" && (
          <>
            <p class="notice" role="alert">
              {t(`link-${step.why}`)}
            </p>
            <Button kind="go" icon="refresh" onPress={() => setOffer(diary.offerLink())}>
              {t("join-new-code")}
            </Button>
          </>
        )}
        {step?.at !== "done" && <Button onPress={() => back("today")}>{t("cancel")}</Button>}
      </main>
    </>
  );
}

export function Digits({ digits }: { digits: string }) {
  return (
    <p class="digits">
      <span>{t("link-digits")}</span>
      <strong dir="ltr" data-testid="link-digits">
        {inThrees(digits)}
      </strong>
    </p>
  );
}

export function Fetching({ done, of }: { done: number; of: number }) {
  return (
    <p class="lead">
      <label>
        {t("link-fetching")}
        <progress max={Math.max(of, 1)} value={done} />
      </label>
    </p>
  );
}
