/** Writing to somebody: a few words in one tap, or one's own. What is typed stays until it is sent. */
import { useRef, useState } from "preact/hooks";
import type { Picture, Talk } from "../diary/model.ts";
import { shrink } from "../journal/picture.ts";
import { act } from "../ui/answer.tsx";
import { useDraft } from "../ui/draft.ts";
import { Icon } from "../ui/icon.tsx";
import { t } from "../ui/text.ts";
import { CouldDo } from "./could_do.tsx";
import { MOST_LETTERS } from "./model.ts";
import { PhotoSheet } from "./photo_sheet.tsx";

const QUICK = ["talk-quick-thinking", "talk-quick-here", "talk-quick-talk", "talk-quick-thanks"];

interface ComposerProps {
  readonly talk: Talk;
  readonly onQuick: (words: string) => void;
}

export function Composer({ talk, onQuick }: ComposerProps) {
  const file = useRef<HTMLInputElement>(null);
  const [picture, setPicture] = useState<Picture | null>(null);
  const [unshown, setUnshown] = useState(false);
  const [asking, setAsking] = useState(false);
  const choose = async () => {
    const [chosen] = file.current?.files ?? [];
    if (chosen === undefined) return;
    const made = await shrink(chosen);
    if (file.current) file.current.value = "";
    setUnshown(made === null);
    setPicture(made);
  };
  const draft = useDraft(`talk ${talk.id}`, { text: "" });
  const send = async () => {
    const text = draft.value.text.trim();
    if (text !== "" && (await act(() => talk.say(text), null))) draft.done();
  };
  return (
    <>
      <ul class="quick" aria-label={t("talk-quick")}>
        {QUICK.map((key) => (
          <li key={key}>
            <button type="button" class="pill" onClick={() => onQuick(t(key))}>
              {t(key)}
            </button>
          </li>
        ))}
        <li>
          <button type="button" class="pill" aria-haspopup="dialog" onClick={() => setAsking(true)}>
            {t("could-do")}
          </button>
        </li>
      </ul>
      {unshown && <p role="alert">{t("photo-no-picture")}</p>}
      <form
        class="write-line"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <input ref={file} hidden type="file" accept="image/*" onChange={() => void choose()} />
        <button type="button" class="square" aria-label={t("talk-photo-add")} onClick={() => file.current?.click()}>
          <Icon name="photo" size={26} />
        </button>
        <textarea
          aria-label={t("talk-write")}
          placeholder={t("talk-write")}
          autocomplete="off"
          rows={1}
          maxLength={MOST_LETTERS}
          value={draft.value.text}
          onInput={(event) => draft.set({ text: event.currentTarget.value })}
        />
        <button type="submit" class="square go" aria-label={t("talk-send")}>
          <Icon name="send-2" size={26} />
        </button>
      </form>
      {asking && <CouldDo talk={talk} onClose={() => setAsking(false)} />}
      {picture && <PhotoSheet talk={talk} picture={picture} onClose={() => setPicture(null)} />}
    </>
  );
}
