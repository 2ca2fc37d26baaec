/** A few words, only if wanted: for a leaf that is there, or for something the tiles do not name. */
import { useRef, useState } from "preact/hooks";
import { AREAS, type Area } from "../areas/model.ts";
import { LeafGlyph } from "../tree/leaf_glyph.tsx";
import { Icon } from "../ui/icon.tsx";
import { KeepOrClose, Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";

interface WordsSheetProps {
  readonly title: string;
  readonly text: string;
  readonly area?: Area; // given only when the person may choose one
  readonly phoneFull?: boolean;
  readonly onKeep: (text: string, area: Area) => void;
  readonly onClose: () => void;
}

export function WordsSheet({ title, text, area, phoneFull, onKeep, onClose }: WordsSheetProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [chosen, setChosen] = useState<Area>(area ?? "do");
  const [empty, setEmpty] = useState(false);
  const keep = () => {
    const words = field.current?.value.trim() ?? "";
    if (words === "" && area !== undefined) {
      setEmpty(true);
      field.current?.focus();
    } else onKeep(words, chosen);
  };
  return (
    <Sheet title={title} onClose={onClose}>
      <p class="lock-strip">
        <Icon name="lock" size={20} />
        <span>{t("only-you")}</span>
      </p>
      <label class="field">
        <span>{t("your-words")}</span>
        <textarea
          autocomplete="off" // else the browser keeps what is typed in its own files, to restore the tab
          ref={field}
          rows={3}
          maxLength={2000}
          defaultValue={text}
          aria-describedby={empty ? "words-empty" : undefined}
        />
      </label>
      {empty && (
        <p id="words-empty" role="alert">
          {t("words-empty")}
        </p>
      )}
      {phoneFull && <p role="alert">{t("keeping-phone-full")}</p>}
      {area !== undefined && (
        <fieldset class="chips">
          <legend>{t("which-branch")}</legend>
          {AREAS.map((one) => (
            <label key={one} class="chip">
              <input type="radio" name="area" value={one} checked={chosen === one} onChange={() => setChosen(one)} />
              <LeafGlyph area={one} size={22} />
              <span>{t(`area-${one}`)}</span>
            </label>
          ))}
        </fieldset>
      )}
      <KeepOrClose onKeep={keep} onClose={onClose} />
    </Sheet>
  );
}
