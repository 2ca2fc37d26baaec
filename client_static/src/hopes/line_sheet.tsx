/** One line of the person's own words: a hope, a step, a strength. */
import { useRef, useState } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { useDraft } from "../ui/draft.ts";
import { Icon } from "../ui/icon.tsx";
import { KeepOrClose, Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import { TRACKS, type Track } from "./model.ts";

interface LineSheetProps {
  readonly title: string;
  readonly label: string;
  readonly draft: string | null; // its name, for something new
  readonly text?: string;
  readonly withTrack?: boolean;
  readonly note?: string; // a quiet line under the words
  /** False where it could not be kept: the sheet stays open with the words in it. */
  readonly onKeep: (text: string, track: Track) => Promise<boolean>;
  readonly onClose: () => void;
  readonly onTakeOut?: () => void;
}

export function LineSheet({
  title,
  label,
  draft: name,
  text = "",
  withTrack,
  note,
  onKeep,
  onClose,
  onTakeOut,
}: LineSheetProps) {
  const draft = useDraft(name, { text, track: "now" as Track });
  const field = useRef<HTMLTextAreaElement>(null);
  const [unkept, setUnkept] = useState<"words-empty" | "keeping-phone-full" | null>(null);
  const keep = async () => {
    const words = draft.value.text.trim();
    if (words === "") {
      setUnkept("words-empty");
      field.current?.focus();
    } else if (await onKeep(words, draft.value.track)) {
      draft.done();
      onClose();
    } else setUnkept("keeping-phone-full");
  };
  return (
    <Sheet title={title} onClose={onClose}>
      <p class="lock-strip">
        <Icon name="lock" size={20} />
        <span>{t("only-you")}</span>
      </p>
      <label class="field">
        <span>{label}</span>
        <textarea
          autocomplete="off" // else the browser keeps what is typed in its own files, to restore the tab
          ref={field}
          rows={2}
          maxLength={500}
          value={draft.value.text}
          aria-describedby={unkept ? "line-unkept" : undefined}
          onInput={(event) => draft.set({ text: event.currentTarget.value })}
        />
      </label>
      {unkept && (
        <p id="line-unkept" role="alert">
          {t(unkept)}
        </p>
      )}
      {note && <p class="quiet">{note}</p>}
      {withTrack && (
        <fieldset class="chips alike">
          <legend class="unseen">{t("hope-track")}</legend>
          {TRACKS.map((track) => (
            <label key={track} class="chip">
              <input
                type="radio"
                name="track"
                checked={draft.value.track === track}
                onChange={() => draft.set({ track })}
              />
              <span>{t(`track-${track}`)}</span>
            </label>
          ))}
        </fieldset>
      )}
      {onTakeOut && (
        <Button icon="trash" onPress={onTakeOut}>
          {t("week-take-out")}
        </Button>
      )}
      <KeepOrClose onKeep={keep} onClose={onClose} />
    </Sheet>
  );
}
