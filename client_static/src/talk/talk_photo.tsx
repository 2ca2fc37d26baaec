/** A photo in a talk, as it is looked at. */
import { useEffect, useState } from "preact/hooks";
import type { Photos, Talk } from "../diary/model.ts";
import { ShownPhoto } from "../journal/shown_photo.tsx";
import { t } from "../ui/text.ts";
import type { Message } from "./model.ts";

interface TalkPhotoProps {
  readonly talk: Talk;
  readonly name: string;
  readonly message: Message;
}

export function useTalkPhotos(talk: Talk): Photos | null {
  const [photos, setPhotos] = useState<Photos | null>(null);
  useEffect(() => {
    let here = true;
    void talk.photos().then((found) => here && setPhotos(found));
    return () => {
      here = false;
    };
  }, [talk]);
  return photos;
}

/** Its place is kept free, so that nothing moves when it comes. */
export function TalkPhoto({ talk, name, message: { photo, mine } }: TalkPhotoProps) {
  const photos = useTalkPhotos(talk);
  if (photo === null || photo.out) return null;
  const alt = mine ? t("talk-photo-mine") : t("talk-photo-theirs", { name });
  return (
    <span class="talk-photo" style={{ aspectRatio: `${photo.width} / ${photo.height}` }}>
      {photos && <ShownPhoto photos={photos} page={photo.page} photo={photo} alt={alt} away={t("talk-photo-away")} />}
    </span>
  );
}
