/** Where the number or the words of the lock are typed. Pasting is welcome, and what is typed can be shown. */
import { useId, useState } from "preact/hooks";
import type { LockChoice, Unlocked } from "../diary/model.ts";
import { Icon } from "../ui/icon.tsx";
import { t } from "../ui/text.ts";

type Refused = Extract<Unlocked, { readonly ms: number }>;

interface SecretProps {
  readonly label: string;
  readonly kind: LockChoice["kind"];
  readonly value: string;
  readonly onInput: (typed: string) => void;
  readonly wrong?: string | null;
}

export function Secret({ label, kind, value, onInput, wrong = null }: SecretProps) {
  const [shown, setShown] = useState(false);
  const id = useId();
  const hidden = { type: shown ? "text" : "password" } as { type: "text" }; // of either, and the keyboard learns nothing
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <span class="secret">
        <input
          id={id}
          dir="auto"
          {...hidden}
          inputmode={kind === "number" ? "numeric" : "text"}
          autocomplete="off" // the browser's own keeper may be somebody else's account
          autocapitalize="none"
          spellcheck={false}
          value={value}
          aria-invalid={wrong !== null}
          aria-describedby={wrong === null ? undefined : `${id}-wrong`}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
        <button type="button" class="button" aria-pressed={shown} onClick={() => setShown(!shown)}>
          <Icon name={shown ? "eye-off" : "eye"} />
          <span>{t("lock-show")}</span>
        </button>
      </span>
      {wrong !== null && (
        <span id={`${id}-wrong`} role="alert">
          {wrong}
        </span>
      )}
    </div>
  );
}

/** Why it did not open, in words; a pause is no wrong try. */
export function refusal({ is, ms }: Refused): string {
  const again = t("lock-again", { seconds: Math.ceil(ms / 1000) });
  return is === "wrong" ? `${t("lock-wrong")} ${again}` : again;
}
