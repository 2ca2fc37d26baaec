/** One area's name and its two questions. An empty field keeps what the app says. */
import { useState } from "preact/hooks";
import type { Area } from "../areas/model.ts";
import CONTENT from "../content/areas.json";
import { Field } from "../ui/field.tsx";
import { KeepOrClose, Sheet } from "../ui/sheet.tsx";
import { asTheAppSays, t } from "../ui/text.ts";
import { type AreaWords, MOST_LINE, MOST_QUESTION, PARTS } from "./model.ts";

interface AreaSheetProps {
  readonly area: Area;
  readonly said: AreaWords;
  readonly onKeep: (said: AreaWords) => void;
  readonly onClose: () => void;
}

export function AreaSheet({ area, said, onKeep, onClose }: AreaSheetProps) {
  const [now, setNow] = useState(said);
  const keep = () => {
    onKeep({ name: now.name.trim(), helps: now.helps.trim(), hinders: now.hinders.trim() });
    onClose();
  };
  return (
    <Sheet title={asTheAppSays(CONTENT.areas[area].name)} onClose={onClose}>
      {PARTS.map((part) => (
        <Field
          key={part}
          label={t(`words-part-${part}`)}
          hint={t("words-app-says", { words: asTheAppSays(CONTENT.areas[area][part]) })}
          most={part === "name" ? MOST_LINE : MOST_QUESTION}
          value={now[part]}
          onInput={(typed) => setNow({ ...now, [part]: typed })}
        />
      ))}
      <KeepOrClose onKeep={keep} onClose={onClose} />
    </Sheet>
  );
}
