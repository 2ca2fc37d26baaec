/** The lock of this phone, in Safe and private: off unless chosen, set, changed and taken off here. */
import { useState } from "preact/hooks";
import type { LockChoice } from "../diary/model.ts";
import { Button, Pair } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { focusHeading, go } from "../ui/route.ts";
import { say } from "../ui/say.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { NewSecret } from "./new_secret.tsx";
import { refusal, Secret } from "./secret.tsx";

type Kind = LockChoice["kind"];

const WAYS: readonly { kind: Kind | null; icon: IconName; key: string }[] = [
  { kind: null, icon: "lock-open", key: "lock-none" },
  { kind: "number", icon: "password", key: "lock-number" },
  { kind: "words", icon: "quote", key: "lock-words" },
];
const DELAYS = [0, 1, 5, 15];
const FACTS = ["lock-fact-found", "lock-fact-forensic", "lock-fact-plan", "lock-fact-sending"];

export function LockScreen() {
  const lock = useDiary().lock.value;
  return (
    <>
      <TopBar title={t("the-lock")} backTo="safe" />
      <main class="page">
        {lock === null ? <NotYet /> : <On lock={lock} />}
        <h2>{t("lock-facts")}</h2>
        <ul class="facts">
          {FACTS.map((key) => (
            <li key={key}>{t(key)}</li>
          ))}
        </ul>
      </main>
    </>
  );
}

function NotYet() {
  const diary = useDiary();
  const [kind, setKind] = useState<Kind | null>(null);
  const [delay, setDelay] = useState(1);
  if (diary.borrowed.value) return <p class="lead">{t("lock-borrowed")}</p>;
  const set = async (secret: string, chosen: Kind) => {
    await diary.setLock({ kind: chosen, delay, secret });
    focusHeading();
    say(t("lock-is-on"));
    return true;
  };
  return (
    <>
      <p class="lead">{t("lock-what")}</p>
      <fieldset class="ways">
        <legend>{t("lock-how")}</legend>
        {WAYS.map((way) => (
          <label key={way.key} class="choice-row">
            <span class="badge">
              <Icon name={way.icon} size={26} />
            </span>
            <span class="strong">{t(way.key)}</span>
            <input type="radio" name="way" checked={kind === way.kind} onChange={() => setKind(way.kind)} />
          </label>
        ))}
      </fieldset>
      {kind !== null && (
        <>
          <WayBack />
          <Delay value={delay} onChange={setDelay} />
          <NewSecret key={kind} kind={kind} act={t("lock-set")} onDone={(secret) => set(secret, kind)} />
        </>
      )}
    </>
  );
}

/** Only the 12 words, or another phone, help somebody who forgot. */
function WayBack() {
  const diary = useDiary();
  if (diary.opensElsewhere.value) return <p>{t("lock-back")}</p>;
  return (
    <section class="notice" aria-label={t("lock-back-none")}>
      <Icon name="id" />
      <p>{t("lock-back-none")}</p>
      <Button kind="plain" onPress={() => go("card")}>
        {t("your-12-words")}
      </Button>
    </section>
  );
}

function Delay({ value, onChange }: { value: number; onChange: (minutes: number) => void }) {
  return (
    <label class="field">
      <span>{t("lock-delay")}</span>
      <select value={value} onChange={(event) => onChange(Number(event.currentTarget.value))}>
        {DELAYS.map((minutes) => (
          <option key={minutes} value={minutes}>
            {t(minutes === 0 ? "lock-at-once" : "lock-minutes", { minutes })}
          </option>
        ))}
      </select>
      <span class="quiet">{t("lock-delay-what")}</span>
    </label>
  );
}

function On({ lock }: { lock: LockChoice }) {
  const diary = useDiary();
  const [asked, setAsked] = useState<"change" | "off" | null>(null);
  const changeDelay = async (minutes: number) => {
    await diary.changeLockDelay(minutes);
    say(t("saved-here"));
  };
  return (
    <>
      <p class="lead">{t(lock.kind === "number" ? "lock-on-number" : "lock-on-words")}</p>
      <Delay value={lock.delay} onChange={changeDelay} />
      <WayBack />
      <div class="stack">
        <Button icon="lock" onPress={() => diary.lockNow()}>
          {t("lock-now")}
        </Button>
        <Button onPress={() => setAsked("change")}>{t("lock-change")}</Button>
        <Button onPress={() => setAsked("off")}>{t("lock-off")}</Button>
      </div>
      {asked === "change" && <Change lock={lock} onClose={() => setAsked(null)} />}
      {asked === "off" && <Off lock={lock} onClose={() => setAsked(null)} />}
    </>
  );
}

interface OpenSheet {
  readonly lock: LockChoice;
  readonly onClose: () => void;
}

function labelOf({ kind }: LockChoice): string {
  return t(kind === "number" ? "lock-number-now" : "lock-words-now");
}

function Change({ lock, onClose }: OpenSheet) {
  const diary = useDiary();
  const [secret, setSecret] = useState("");
  const [kind, setKind] = useState<Kind>(lock.kind);
  const [wrong, setWrong] = useState<string | null>(null);
  const change = async (next: string) => {
    const tried = await diary.changeLock(secret, { kind, delay: lock.delay, secret: next });
    setWrong(tried.is === "open" ? null : refusal(tried));
    if (tried.is !== "open") return false;
    onClose();
    say(t("lock-changed"));
    return true;
  };
  return (
    <Sheet title={t("lock-change")} onClose={onClose}>
      <Secret kind={lock.kind} label={labelOf(lock)} value={secret} wrong={wrong} onInput={setSecret} />
      <fieldset class="chips alike">
        <legend>{t("lock-how")}</legend>
        {WAYS.map(
          (way) =>
            way.kind !== null && (
              <label key={way.key} class="chip">
                <input type="radio" name="way" checked={kind === way.kind} onChange={() => setKind(way.kind ?? kind)} />
                {t(way.key)}
              </label>
            ),
        )}
      </fieldset>
      <NewSecret key={kind} kind={kind} act={t("lock-change")} onDone={change} onClose={onClose} />
    </Sheet>
  );
}

function Off({ lock, onClose }: OpenSheet) {
  const diary = useDiary();
  const [secret, setSecret] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const off = async () => {
    if (busy) return;
    setBusy(true);
    try {
      const tried = await diary.takeLockOff(secret);
      setWrong(tried.is === "open" ? null : refusal(tried));
      if (tried.is === "open") say(t("lock-is-off"));
    } catch {
      setWrong(t("lock-failed"));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Sheet title={t("lock-off")} onClose={onClose}>
      <p>{t("lock-off-what")}</p>
      <Secret kind={lock.kind} label={labelOf(lock)} value={secret} wrong={wrong} onInput={setSecret} />
      {busy && <p class="quiet">{t("lock-a-moment")}</p>}
      <Pair>
        <Button onPress={onClose}>{t("leave-it")}</Button>
        <Button onPress={off}>{t("lock-off")}</Button>
      </Pair>
    </Sheet>
  );
}
