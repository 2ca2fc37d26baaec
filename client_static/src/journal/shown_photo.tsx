/** A photo as it is looked at: from this phone, or from the server once it is there. */
import { useEffect, useState } from "preact/hooks";
import type { Photo, Photos } from "../diary/model.ts";
import { dayOf } from "../today/day.ts";
import { longDay } from "../tree/day_words.ts";
import { today } from "../tree/days.ts";
import { useDiary } from "../ui/diary.tsx";
import { t } from "../ui/text.ts";

const FIRST_LOOK_MS = 1500;
const SLOWEST_LOOK_MS = 30_000;

/** The photos of a page that is only looked at. null: of no page. */
export function usePagePhotos(page: string | null): { photos: Photos | null; shown: readonly Photo[] } {
  const diary = useDiary();
  const [found, setFound] = useState<{ photos: Photos | null; shown: readonly Photo[] }>({ photos: null, shown: [] });
  const changed = diary.changed.value;
  useEffect(() => {
    let stale = false;
    const look = async () => {
      if (page === null) return;
      const photos = await diary.photos();
      const shown = await photos.of(page);
      if (!stale) setFound({ photos, shown });
    };
    void look();
    return () => {
      stale = true;
    };
  }, [diary, page, changed]);
  return found;
}

export function PagePhotos({ page }: { page: string }) {
  const { photos, shown } = usePagePhotos(page);
  if (photos === null || shown.length === 0) return null;
  return (
    <ul class="photos" aria-label={t("photos")}>
      {shown.map((photo) => (
        <li key={photo.id}>
          <ShownPhoto photos={photos} page={page} photo={photo} />
        </li>
      ))}
    </ul>
  );
}

interface ShownPhotoProps {
  readonly photos: Photos;
  readonly page: string;
  readonly photo: Photo;
  readonly alt?: string;
  readonly away?: string; // said while it is not here
}

export function ShownPhoto({ photos, page, photo, alt, away = t("photo-away") }: ShownPhotoProps) {
  const address = usePicture(photos, page, photo.id);
  if (address === null) return <span class="photo-away quiet">{away}</span>;
  const day = longDay(dayOf(new Date(photo.added)), today());
  const words = alt ?? t("photo-alt", { day });
  return <img draggable={false} src={address} width={photo.width} height={photo.height} alt={words} />;
}

/** Looks again while it is not here: the other phone may still be sending it. */
function usePicture(photos: Photos, page: string, id: string): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let left = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let delay = FIRST_LOOK_MS;
    const look = async () => {
      clearTimeout(timer);
      const jpeg = await photos.picture(page, id);
      if (left || made !== null) return;
      if (jpeg === null) {
        timer = setTimeout(look, delay);
        delay = Math.min(2 * delay, SLOWEST_LOOK_MS);
        return;
      }
      made = URL.createObjectURL(new Blob([jpeg], { type: "image/jpeg" }));
      setAddress(made);
    };
    const wake = () => void (made === null && look());
    addEventListener("online", wake);
    void look();
    return () => {
      left = true;
      clearTimeout(timer);
      removeEventListener("online", wake);
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [photos, page, id]);
  return address;
}
