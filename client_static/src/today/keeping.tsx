/** Where the words are, said plainly. Never a spinner, never "synced". */
import type { Keeping } from "../diary/model.ts";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { t } from "../ui/text.ts";

const ICON: Readonly<Record<Keeping, IconName>> = {
  phone: "device-mobile-check",
  sending: "clock",
  everywhere: "lock",
  "server-full": "device-mobile-check",
  "phone-full": "alert-circle",
  alarm: "alert-circle",
};

export function KeepingLine() {
  const diary = useDiary();
  const keeping = diary.keeping.value;
  const coming = diary.coming.value;
  if (coming !== null)
    return (
      <p class="keeping">
        <label class="coming">
          {t("keeping-coming")}
          <progress max={1} value={coming} />
        </label>
      </p>
    );
  return (
    <p class="keeping">
      <Icon name={ICON[keeping]} size={20} />
      <KeepingWords />
    </p>
  );
}

export function KeepingWords() {
  const keeping = useDiary().keeping.value;
  const waiting = keeping === "sending" && !navigator.onLine;
  return <span>{waiting ? t("keeping-waiting") : t(`keeping-${keeping}`)}</span>;
}
