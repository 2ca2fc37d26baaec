/** The photos of a page: added from the camera or the phone's pictures, shown large, taken out with an undo. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { type OpenPage, PhoneFull, type Photo, type Photos } from "../diary/model.ts";
import { dayOf } from "../today/day.ts";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import { say } from "../ui/say.tsx";
import { t } from "../ui/text.ts";
import { shrink } from "./picture.ts";
import { ShownPhoto } from "./shown_photo.tsx";
import { Viewer } from "./viewer.tsx";

type State = "coming" | "no-picture" | "no-room" | null;

export interface OpenPhotos {
  readonly photos: Photos | null;
  readonly shown: readonly Photo[];
  /** Taken out here, and not for good yet. */
  readonly out: readonly Photo[];
  readonly state: State;
  add(files: readonly File[]): Promise<void>;
  takeOut(photo: Photo): Promise<void>;
  bringBack(photo: Photo): Promise<void>;
}

export function usePhotos(page: OpenPage): OpenPhotos {
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
export function AddPhoto({ of: { add } }: { of: OpenPhotos }) {
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
  of: OpenPhotos;
}) {
  const [large, setLarge] = useState<string | null>(null);
  const close = useCallback(() => setLarge(null), []);
  return (
    <>
      {state !== null && <p role={state === "coming" ? "status" : "alert"}>{t(`photo-${state}`)}</p>}
      {out.map((photo) => (
        <TakenOut key={photo.id} words={t("photo-out")} onUndo={() => bringBack(photo)} />
      ))}
      {photos !== null && shown.length > 0 && (
        <ul class="photos" aria-label={t("photos")}>
          {shown.map((photo) => (
            <li key={photo.id}>
              <button type="button" class="photo-open" title={t("photo-large")} onClick={() => setLarge(photo.id)}>
                <ShownPhoto photos={photos} page={page.id} photo={photo} />
              </button>
              <button type="button" class="link text-link" onClick={() => takeOut(photo)}>
                {t("photo-take-out")}
              </button>
            </li>
          ))}
        </ul>
      )}
      {photos !== null && large !== null && (
        <Viewer photos={photos} page={page.id} shown={shown} first={large} onClose={close} />
      )}
    </>
  );
}

/** In the place of the button that was pressed, so the focus goes on from here. */
export function TakenOut({ words, onUndo }: { words: string; onUndo: () => void }) {
  const undo = useRef<HTMLButtonElement>(null);
  useEffect(() => undo.current?.focus(), []);
  return (
    <p class="taken-out" role="status">
      <span>{words}</span>
      <button ref={undo} type="button" class="link text-link" onClick={onUndo}>
        {t("undo")}
      </button>
    </p>
  );
}
