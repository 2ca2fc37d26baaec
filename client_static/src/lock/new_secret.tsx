/** A new number or new words, typed twice, so that a slip of the thumb locks nobody out. */
import { useState } from "preact/hooks";
import type { LockChoice } from "../diary/model.ts";
import { Button, Pair } from "../ui/button.tsx";
import { t } from "../ui/text.ts";
import { isLong, plain } from "./plain.ts";
import { Secret } from "./secret.tsx";

interface NewSecretProps {
  readonly kind: LockChoice["kind"];
  readonly act: string;
  /** False where it came to nothing, and somebody else says why. */
  readonly onDone: (secret: string) => Promise<boolean>;
  readonly onClose?: () => void;
}

export function NewSecret({ kind, act, onDone, onClose }: NewSecretProps) {
  const [first, setFirst] = useState("");
  const [again, setAgain] = useState("");
  const [wrong, setWrong] = useState<"short" | "differ" | "failed" | null>(null);
  const [busy, setBusy] = useState(false);
  const done = async () => {
    if (busy) return;
    if (!isLong(kind, first)) return setWrong("short");
    if (plain(kind, first) !== plain(kind, again)) return setWrong("differ");
    setWrong(null);
    setBusy(true);
    try {
      await onDone(first);
    } catch {
      setWrong("failed");
    } finally {
      setBusy(false);
    }
  };
  const key = kind === "number" ? "lock-number" : "lock-words";
  return (
    <>
      <Secret
        kind={kind}
        label={t(`${key}-new`)}
        value={first}
        wrong={wrong === "short" ? t(`${key}-short`) : null}
        onInput={setFirst}
      />
      <Secret
        kind={kind}
        label={t("lock-once-more")}
        value={again}
        wrong={wrong === "differ" ? t("lock-differ") : null}
        onInput={setAgain}
      />
      {wrong === "failed" && <p role="alert">{t("lock-failed")}</p>}
      <p class="quiet">{t(busy ? "lock-a-moment" : `${key}-what`)}</p>
      {onClose ? (
        <Pair>
          <Button onPress={onClose}>{t("leave-it")}</Button>
          <Button onPress={done}>{act}</Button>
        </Pair>
      ) : (
        <Button kind="go" onPress={done}>
          {act}
        </Button>
      )}
    </>
  );
}
