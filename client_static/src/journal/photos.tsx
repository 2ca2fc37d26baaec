/** The photos of a page: added from the camera or the phone's pictures, shown large, taken out with an undo. */
import { useEffect, useRef, useState } from "preact/hooks";
import { type OpenPage, PhoneFull, type Photo, type Photos } from "../diary/model.ts";
import { dayOf } from "../today/day.ts";
import { longDay } from "../tree/day_words.ts";
import { today } from "../tree/days.ts";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import { say } from "../ui/say.tsx";
import { t } from "../ui/text.ts";
import { shrink } from "./picture.ts";

const FIRST_LOOK_MS = 1500;
const SLOWEST_LOOK_MS = 30_000;

type State = "coming" | "no-picture" | "no-room" | null;

export interface PagePhotos {
  readonly photos: Photos | null;
  readonly shown: readonly Photo[];
  /** Taken out here, and not for good yet. */
  readonly out: readonly Photo[];
  readonly state: State;
  add(files: readonly File[]): Promise<void>;
  takeOut(photo: Photo): Promise<void>;
  bringBack(photo: Photo): Promise<void>;
}

export function usePhotos(page: OpenPage): PagePhotos {
  const diary = useDiary();
  const [photos, setPhotos] = useState<Photos | null>(null);
  const [shown, setShown] = useState<readonly Photo[]>([]);
  const [out, setOut] = useState<readonly Photo[]>([]);
  const [state, setState] = useState<State>(null);
  const changed = diary.changed.value;
  const leaving = useRef<readonly Photo[]>([]);
  leaving.current = out;
  useEffect(() => void diary.photos().then(setPhotos), [diary]);
  useEffect(() => {
    let stale = false;
    void photos?.of(page.id).then((found) => stale || setShown(found));
    return () => {
      stale = true;
    };
  }, [photos, page, changed]);
  useEffect(
    () => () =>
      void photos?.settle(
        page.id,
        leaving.current.map(({ id }) => id),
      ),
    [photos, page],
  );
  const add = async (files: readonly File[]) => {
    for (const file of files) {
      setState("coming");
      const picture = await shrink(file);
      if (picture === null) return setState("no-picture");
      try {
        await (await diary.photos()).add(page.id, dayOf(new Date()), picture);
      } catch (problem) {
        if (!(problem instanceof PhoneFull)) throw problem;
        return setState("no-room");
      }
    }
    setState(null);
    say(t("saved-here"));
  };
  const takeOut = async (photo: Photo) => {
    await photos?.takeOut(page.id, photo.id);
    setOut((known) => [...known, photo]);
  };
  const bringBack = async (photo: Photo) => {
    await photos?.bringBack(page.id, photo.id);
    setOut((known) => known.filter(({ id }) => id !== photo.id));
    say(t("photo-back"));
  };
  return { photos, shown, out, state, add, takeOut, bringBack };
}

/** The phone itself offers its camera beside its pictures. */
export function AddPhoto({ of: { add } }: { of: PagePhotos }) {
  const input = useRef<HTMLInputElement>(null);
  const chosen = async () => {
    const files = [...(input.current?.files ?? [])];
    await add(files);
    if (input.current) input.current.value = "";
  };
  return (
    <>
      <input ref={input} hidden multiple type="file" accept="image/*" onChange={chosen} />
      <button type="button" class="paper-tool" aria-label={t("photo-add")} onClick={() => input.current?.click()}>
        <Icon name="photo" size={26} />
      </button>
    </>
  );
}

export function PhotoList({
  page,
  of: { photos, shown, out, state, takeOut, bringBack },
}: {
  page: OpenPage;
  of: PagePhotos;
}) {
  return (
    <>
      {state !== null && <p role={state === "coming" ? "status" : "alert"}>{t(`photo-${state}`)}</p>}
      {out.map((photo) => (
        <Out key={photo.id} onUndo={() => bringBack(photo)} />
      ))}
      {photos !== null && shown.length > 0 && (
        <ul class="photos" aria-label={t("photos")}>
          {shown.map((photo) => (
            <li key={photo.id}>
              <Shown photos={photos} page={page.id} photo={photo} />
              <button type="button" class="link text-link" onClick={() => takeOut(photo)}>
                {t("photo-take-out")}
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** In the place of the button that was pressed, so the focus goes on from here. */
function Out({ onUndo }: { onUndo: () => void }) {
  const undo = useRef<HTMLButtonElement>(null);
  useEffect(() => undo.current?.focus(), []);
  return (
    <p class="taken-out" role="status">
      <span>{t("photo-out")}</span>
      <button ref={undo} type="button" class="link text-link" onClick={onUndo}>
        {t("undo")}
      </button>
    </p>
  );
}

function Shown({ photos, page, photo }: { photos: Photos; page: string; photo: Photo }) {
  const address = usePicture(photos, page, photo.id);
  if (address === null) return <p class="photo-away quiet">{t("photo-away")}</p>;
  const day = longDay(dayOf(new Date(photo.added)), today());
  return <img src={address} width={photo.width} height={photo.height} alt={t("photo-alt", { day })} />;
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
