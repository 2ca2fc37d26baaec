/** A photo before it goes: as large as it can be seen, made anew without the camera's notes. */
import { useEffect, useState } from "preact/hooks";
import type { Picture, Talk } from "../diary/model.ts";
import { act } from "../ui/answer.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import { MOST_WORDS } from "./model.ts";

interface PhotoSheetProps {
  readonly talk: Talk;
  readonly picture: Picture;
  readonly onClose: () => void;
}

export function PhotoSheet({ talk, picture, onClose }: PhotoSheetProps) {
  const [words, setWords] = useState("");
  const [address, setAddress] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([picture.jpeg], { type: "image/jpeg" }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [picture]);
  const send = async () => {
    if (busy) return;
    setBusy(true);
    try {
      if (await act(() => talk.sendPhoto(picture, words.trim()), null)) onClose();
    } finally {
      setBusy(false);
    }
  };
  return (
    <Sheet title={t("share-preview")} onClose={onClose}>
      <div class="parcel">
        {address && <img src={address} width={picture.width} height={picture.height} alt={t("talk-photo-mine")} />}
      </div>
      <Field
        label={t("talk-photo-words")}
        hint={t("if-you-like")}
        rows={2}
        most={MOST_WORDS}
        value={words}
        onInput={setWords}
      />
      <Pair>
        <Button onPress={onClose}>{t("share-not-now")}</Button>
        <Button kind="go" icon="send-2" onPress={send}>
          {t("share-send")}
        </Button>
      </Pair>
    </Sheet>
  );
}
