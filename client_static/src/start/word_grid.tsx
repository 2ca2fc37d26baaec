/** Twelve places for the words of the card, typed or pasted; one that is wrong is named. */
import { t } from "../ui/text.ts";

export const HOW_MANY = 12;
export const NO_WORDS: readonly string[] = Array.from({ length: HOW_MANY }, () => "");

/** Words pasted or typed in one go, split into twelve places; anything that is no letter parts them. */
export function splitWords(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? [];
}

/** As they are looked for; what is no word is empty. */
export function tidy(words: readonly string[]): string[] {
  return words.map((word) => splitWords(word)[0] ?? "");
}

/** Why twelve words did not do, as the app and the card say it. */
export type Wrong = { readonly why: string; readonly index?: number };

export function WrongWords({ wrong }: { wrong: Wrong }) {
  return (
    <p id="wrong-word" class="notice" role="alert">
      {t(`recover-${wrong.why}`, { number: (wrong.index ?? -1) + 1 })}
    </p>
  );
}

export function focusWrong({ index }: Wrong): void {
  if (index !== undefined) document.getElementById(`word-${index}`)?.focus();
}

interface WordGridProps {
  readonly words: readonly string[];
  readonly wrong: Wrong | null;
  readonly onChange: (words: readonly string[]) => void;
}

export function WordGrid({ words, wrong, onChange }: WordGridProps) {
  const put = (at: number, text: string) => {
    const parts = splitWords(text);
    onChange(words.map((word, i) => (parts.length > 1 ? (parts[i - at] ?? word) : i === at ? text : word)));
  };
  return (
    <ol class="word-grid">
      {words.map((word, i) => (
        <li key={i}>
          <label for={`word-${i}`}>{t("word-number", { number: i + 1 })}</label>
          <input
            id={`word-${i}`}
            value={word}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            enterkeyhint={i === HOW_MANY - 1 ? "done" : "next"}
            aria-invalid={i === wrong?.index}
            aria-describedby={i === wrong?.index ? "wrong-word" : undefined}
            onInput={(event) => put(i, event.currentTarget.value)}
          />
        </li>
      ))}
    </ol>
  );
}
