/** A question over the screen. The native dialog keeps the focus inside, closes on Escape and gives the focus back. */
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { Button, Pair } from "./button.tsx";
import { t } from "./text.ts";

interface SheetProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

export function Sheet({ title, onClose, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  // Before the next frame, not after it: what is typed at once is typed into the sheet.
  useLayoutEffect(() => {
    const shown = dialog.current;
    if (shown && !shown.open) shown.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      class="sheet"
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={heading}>{title}</h2>
      {children}
    </dialog>
  );
}

/** How a sheet ends in which something was written. */
export function KeepOrClose({ onKeep, onClose }: { onKeep: () => void; onClose: () => void }) {
  return (
    <Pair>
      <Button onPress={onClose}>{t("close")}</Button>
      <Button kind="go" onPress={onKeep}>
        {t("keep-it")}
      </Button>
    </Pair>
  );
}
