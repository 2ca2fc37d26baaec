/** The phone that already has the tree: takes the new phone's code, compares digits, and only then lets it in. */

import { useEffect, useRef, useState } from "preact/hooks";
import { Digits, Fetching } from "../start/join.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { go } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { hasCamera } from "./camera.ts";
import { Scan } from "./scan.tsx";

type Link = ReturnType<ReturnType<typeof useDiary>["acceptLink"]>;

export function AddPhone() {
  const diary = useDiary();
  const [link, setLink] = useState<Link | null>(null);
  useEffect(() => () => link?.cancel(), [link]);
  return (
    <>
      <TopBar title={t("add-phone")} backTo="more" />
      <main class="page">
        {link === null ? (
          <AskCode onCode={(code) => setLink(diary.acceptLink(code))} />
        ) : (
          <Progress link={link} onAgain={() => setLink(null)} />
        )}
      </main>
    </>
  );
}

function AskCode({ onCode }: { onCode: (code: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [empty, setEmpty] = useState(false);
  const [scanning, setScanning] = useState(false);
  const submit = () => {
    const code = (field.current?.value ?? "").replace(/[^0-9a-z]/gi, "").toUpperCase();
    if (code === "") setEmpty(true);
    else onCode(code);
  };
  return (
    <>
      <ol class="steps">
        <li>{t("add-step-1")}</li>
        <li>{t("add-step-2")}</li>
        <li>{t("add-step-3")}</li>
      </ol>
      {scanning ? (
        <Scan onCode={onCode} onStop={() => setScanning(false)} />
      ) : (
        hasCamera() && (
          <Button icon="camera" onPress={() => setScanning(true)}>
            {t("scan")}
          </Button>
        )
      )}
      <label class="field">
        <span>{t("code-label")}</span>
        <input
          ref={field}
          dir="ltr"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          aria-describedby="code-hint"
          onKeyDown={(event) => event.key === "Enter" && submit()}
        />
        <span id="code-hint" class="quiet">
          {t("code-hint")}
        </span>
      </label>
      {empty && <p role="alert">{t("code-empty")}</p>}
      <Button kind="go" onPress={submit}>
        {t("continue")}
      </Button>
    </>
  );
}

function Progress({ link, onAgain }: { link: Link; onAgain: () => void }) {
  const step = link.step.value;
  if (step?.at === "confirm") {
    return (
      <>
        <Digits digits={step.digits} />
        <p class="lead">{t("add-same-digits")}</p>
        <h2>{t("add-in-hand")}</h2>
        <p class="quiet">{t("add-what-it-sees")}</p>
        <Pair>
          <Button
            onPress={() => {
              link.cancel();
              onAgain();
            }}
          >
            {t("no")}
          </Button>
          <Button onPress={() => void link.confirm()}>{t("yes")}</Button>
        </Pair>
      </>
    );
  }
  if (step?.at === "fetching") return <Fetching done={step.done} of={step.of} />;
  if (step?.at === "done") {
    return (
      <>
        <p class="lead" role="status">
          {t("add-done")}
        </p>
        <Button onPress={() => go("today")}>{t("to-today")}</Button>
      </>
    );
  }
  if (step?.at === "failed") {
    return (
      <>
        <p class="notice" role="alert">
          {t(`link-${step.why}`)}
        </p>
        <Button onPress={onAgain}>{t("try-again")}</Button>
      </>
    );
  }
  return (
    <p class="lead" role="status">
      {t("add-looking")}
    </p>
  );
}
