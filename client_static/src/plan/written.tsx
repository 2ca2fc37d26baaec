/** Words in their place, kept as they are typed. */
import { useKept } from "../ui/kept.ts";
import { t } from "../ui/text.ts";

const WIDE = 30; // letters on a line of a small phone

interface WrittenProps {
  readonly label: string;
  readonly text: string;
  readonly onKeep: (text: string) => Promise<unknown>;
}

export function Written({ label, text, onKeep }: WrittenProps) {
  const { shown, full, type, leave } = useKept(text, onKeep);
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
        onInput={(event) => type(event.currentTarget.value)}
        onBlur={leave}
      />
      <p class="on-paper" aria-hidden="true">
        {shown}
      </p>
      {full && <p role="alert">{t("keeping-phone-full")}</p>}
    </>
  );
}
