/** What can be done with one thing that was said: own words changed or taken back, kind ones kept. */
import { useState } from "preact/hooks";
import type { Collection, Talk } from "../diary/model.ts";
import { Viewer } from "../journal/viewer.tsx";
import { act } from "../ui/answer.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import { type Message, MOST_LETTERS } from "./model.ts";
import { TalkPhoto, useTalkPhotos } from "./talk_photo.tsx";

interface MessageSheetProps {
  readonly talk: Talk;
  readonly name: string;
  readonly message: Message;
  readonly kindWords: Collection;
  readonly onClose: () => void;
}

export function MessageSheet({ talk, name, message, kindWords, onClose }: MessageSheetProps) {
  const photos = useTalkPhotos(talk);
  const [large, setLarge] = useState(false);
  const [text, setText] = useState<string | null>(null);
  const { id, mine } = message;
  const writable = mine && talk.left.value === null;
  const change = async () => {
    const words = text?.trim() ?? "";
    if (words === "" || words === message.text) return onClose();
    if (await act(() => talk.change(id, words), null)) onClose();
  };
  const takeBack = () => {
    onClose();
    void act(() => talk.takeBack(id), { words: t("talk-taken-back-me"), undo: () => talk.bringBack(id) });
  };
  const keep = () => {
    onClose();
    let kept = "";
    void act(
      async () => {
        kept = await kindWords.add({ text: message.text, from: name });
      },
      { words: t("talk-kept-kind"), undo: () => kindWords.takeOut(kept) },
    );
  };
  return (
    <Sheet title={mine ? t("talk-your-words") : t("talk-their-words", { name })} onClose={onClose}>
      <TalkPhoto talk={talk} name={name} message={message} />
      {message.photo && photos && (
        <Button icon="photo" onPress={() => setLarge(true)}>
          {t("photo-large")}
        </Button>
      )}
      {large && message.photo && photos && (
        <Viewer
          photos={photos}
          page={message.photo.page}
          shown={[message.photo]}
          first={id}
          onClose={() => setLarge(false)}
        />
      )}
      {text === null ? (
        <p class="own-words" dir="auto">
          {message.text}
        </p>
      ) : (
        <label class="field">
          <span>{t("talk-your-words")}</span>
          <textarea
            autocomplete="off"
            rows={4}
            maxLength={MOST_LETTERS}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </label>
      )}
      {text === null && writable && (
        <>
          <Button icon="pencil" onPress={() => setText(message.text)}>
            {t("talk-change")}
          </Button>
          <Button icon="trash" onPress={takeBack}>
            {t("talk-take-back")}
          </Button>
          <p class="quiet">{talk.circle === null ? t("talk-take-back-what", { name }) : t("circle-take-back-what")}</p>
        </>
      )}
      {!mine && message.text !== "" && (
        <Button icon="quote" onPress={keep}>
          {t("talk-keep-kind")}
        </Button>
      )}
      {text === null ? (
        <Button onPress={onClose}>{t("close")}</Button>
      ) : (
        <Pair>
          <Button onPress={() => setText(null)}>{t("cancel")}</Button>
          <Button kind="go" onPress={change}>
            {t("keep-it")}
          </Button>
        </Pair>
      )}
    </Sheet>
  );
}
