/** Words in their place, kept as they are typed. */
import { useEffect, useRef, useState } from "preact/hooks";
import { PhoneFull } from "../diary/model.ts";
import { t } from "../ui/text.ts";

const SOON_MS = 300;
const WIDE = 30; // letters on a line of a small phone

interface WrittenProps {
  readonly label: string;
  readonly text: string;
  readonly onKeep: (text: string) => Promise<unknown>;
}

export function Written({ label, text, onKeep }: WrittenProps) {
  const [typed, setTyped] = useState<string | null>(null); // null: nothing that is not kept
  const [full, setFull] = useState(false);
  const latest = useRef({ typed, onKeep });
  latest.current.onKeep = onKeep;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const keep = async () => {
    clearTimeout(timer.current);
    const words = latest.current.typed;
    if (words === null) return;
    latest.current.typed = null;
    try {
      await latest.current.onKeep(words);
      setFull(false);
      if (latest.current.typed === null) setTyped(null);
    } catch (problem) {
      if (!(problem instanceof PhoneFull)) throw problem;
      latest.current.typed ??= words; // they stay on the screen
      setFull(true);
    }
  };
  useEffect(() => {
    const now = () => void keep();
    document.addEventListener("visibilitychange", now);
    return () => {
      document.removeEventListener("visibilitychange", now);
      now();
    };
  }, []);
  const shown = typed ?? text;
  const rows = shown.split("\n").reduce((sum, line) => sum + 1 + Math.floor(line.length / WIDE), 0);
  return (
    <>
      <textarea
        autocomplete="off" // else the browser keeps what is typed in its own files, to restore the tab
        aria-label={label}
        placeholder={t("plan-here")}
        rows={rows}
        maxLength={2000}
        value={shown}
        onInput={(event) => {
          latest.current.typed = event.currentTarget.value;
          setTyped(event.currentTarget.value);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => void keep(), SOON_MS);
        }}
        onBlur={() => void keep()}
      />
      <p class="on-paper" aria-hidden="true">
        {shown}
      </p>
      {full && <p role="alert">{t("keeping-phone-full")}</p>}
    </>
  );
}
