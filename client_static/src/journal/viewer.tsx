/** A photo as large as the screen. The native dialog keeps the focus inside and gives it back where it was. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Photo, Photos } from "../diary/model.ts";
import { Icon } from "../ui/icon.tsx";
import { t } from "../ui/text.ts";
import { HelpPill } from "../ui/top_bar.tsx";
import { ShownPhoto } from "./shown_photo.tsx";

const SWIPE = 50; // px across, more than up or down

interface ViewerProps {
  readonly photos: Photos;
  readonly page: string;
  readonly shown: readonly Photo[];
  readonly first: string;
  readonly onClose: () => void;
}

export function Viewer({ photos, page, shown, first, onClose }: ViewerProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const touched = useRef<{ x: number; y: number } | null>(null);
  const [id, setId] = useState(first);
  useEffect(() => {
    const open = dialog.current;
    const from = document.activeElement;
    if (open && !open.open) open.showModal();
    return () => {
      open?.close();
      if (from instanceof HTMLElement) from.focus(); // a hand on the photo made the browser forget it
    };
  }, []);
  const at = Math.max(
    0,
    shown.findIndex((photo) => photo.id === id),
  );
  const photo = shown[at];
  const step = (by: number) => setId(shown[(at + by + shown.length) % shown.length]?.id ?? id);
  const reading = () => (document.documentElement.dir === "rtl" ? -1 : 1);
  const more = shown.length > 1;
  useEffect(() => {
    if (photo === undefined) onClose(); // it was taken out on another phone
  }, [photo, onClose]);
  return (
    <dialog
      ref={dialog}
      class="viewer"
      aria-label={t("photos")}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={({ key }) => {
        if (more && key === "ArrowRight") step(reading());
        if (more && key === "ArrowLeft") step(-reading());
      }}
      onPointerDown={({ clientX, clientY }) => {
        touched.current = { x: clientX, y: clientY };
      }}
      onPointerUp={({ clientX, clientY }) => {
        const [x, y] = [clientX - (touched.current?.x ?? clientX), clientY - (touched.current?.y ?? clientY)];
        if (more && Math.abs(x) > SWIPE && Math.abs(x) > Math.abs(y)) step(x < 0 ? reading() : -reading());
      }}
    >
      <div class="top-bar">
        <HelpPill />
      </div>
      <div class="viewer-photo" aria-live="polite">
        {photo && <ShownPhoto key={photo.id} photos={photos} page={page} photo={photo} />}
      </div>
      <div class="viewer-bar">
        {more && (
          <button type="button" aria-label={t("photo-before")} onClick={() => step(-1)}>
            <Icon name="chevron-left" />
          </button>
        )}
        <button type="button" onClick={onClose}>
          <Icon name="x" />
          <span>{t("close")}</span>
        </button>
        {more && (
          <button type="button" aria-label={t("photo-after")} onClick={() => step(1)}>
            <Icon name="chevron-right" />
          </button>
        )}
      </div>
    </dialog>
  );
}
