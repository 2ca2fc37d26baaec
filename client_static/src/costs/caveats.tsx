/** What is to be read with every figure. It cannot be closed, and goes into every copy. */
import { t } from "../ui/text.ts";

export const CAVEATS = ["chosen", "nobody", "worst", "other", "old", "filled", "largest", "study"] as const;
export const NOT_COUNTED = ["costs-not-counted", "costs-nobodys"] as const;

export function Caveats() {
  return (
    <div class="caveats stack">
      <h2>{t("costs-read")}</h2>
      <ul>
        {CAVEATS.map((caveat) => (
          <li key={caveat}>{t(`costs-caveat-${caveat}`)}</li>
        ))}
      </ul>
      {NOT_COUNTED.map((words) => (
        <p key={words} class="strong">
          {t(words)}
        </p>
      ))}
      <p class="quiet">{t("costs-stays")}</p>
    </div>
  );
}
