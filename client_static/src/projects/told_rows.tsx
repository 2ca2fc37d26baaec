/** What was told to those who lead, and how far it has come. */
import type { Letter } from "../diary/model.ts";
import { Icon } from "../ui/icon.tsx";
import { go } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { openLetter } from "./chosen.ts";
import { sentOn } from "./sent_on.ts";
import { letterIs, stepOf } from "./waiting.ts";

interface ToldRowsProps {
  readonly letters: readonly Letter[];
  readonly all: readonly Letter[];
}

export function ToldRows({ letters, all }: ToldRowsProps) {
  const told = letters.filter((one) => letterIs(one, "concern", "report"));
  if (told.length === 0) return null;
  return (
    <section class="stack">
      <h2>{t("care-told")}</h2>
      <ul class="talks">
        {told.map((letter) => (
          <li key={letter.id}>
            <button
              type="button"
              onClick={() => {
                openLetter.value = letter.id;
                go("care");
              }}
            >
              <Icon name="shield-lock" />
              <span class="strong">
                {t(letterIs(letter, "concern") ? "care-concern" : "care-report")}
                <span class="quiet"> {sentOn(letter)}</span>
              </span>
              <span class="tag">{t(`care-${stepOf(letter, all) ?? "waits"}`)}</span>
              <Icon name="chevron-right" size={20} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
