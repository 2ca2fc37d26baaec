/** Before this device forgets the tree: what would be lost, if anything, and the two ways on. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { go, replace } from "../ui/route.ts";
import { Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";

interface ForgettingProps {
  readonly title: string;
  readonly stay: string;
  readonly forget: string;
  readonly onClose: () => void;
  readonly children?: ComponentChildren;
}

export function Forgetting({ title, stay, forget, onClose, children }: ForgettingProps) {
  const diary = useDiary();
  const [busy, setBusy] = useState(false);
  const sent = diary.keeping.value === "everywhere";
  const elsewhere = diary.opensElsewhere.value;
  const end = async () => {
    if (busy) return;
    setBusy(true);
    await diary.forget();
    replace("today");
  };
  const toCard = () => {
    onClose();
    go("card");
  };
  return (
    <Sheet title={title} onClose={onClose}>
      {children}
      {!sent && <p class="strong">{t("forget-not-sent")}</p>}
      {sent && !elsewhere && <p class="strong">{t("forget-no-words")}</p>}
      {sent && elsewhere && <p>{t("forget-safe")}</p>}
      <div class="stack">
        <Button onPress={onClose}>{stay}</Button>
        {!elsewhere && <Button onPress={toCard}>{t("your-12-words")}</Button>}
        <Button onPress={end}>{forget}</Button>
      </div>
    </Sheet>
  );
}
