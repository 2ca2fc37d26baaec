/** Every figure, where it comes from and when somebody looked it up; and what trials found. */
import { dates } from "../ui/dates.ts";
import { t } from "../ui/text.ts";
import { COSTS, ENDS, TRIALS, type Trial, type UnitCost } from "./content.ts";
import { figure, money, number } from "./words.ts";

/** Always shown: whoever reads the figures reads that trials do not agree. */
export function TrialsFound() {
  return (
    <section class="stack costs-sources">
      <h2>{t("costs-trials-found")}</h2>
      <ul class="facts">
        {TRIALS.map((trial) => (
          <li key={trial.key}>
            {trialWords(trial)}
            <Source text={`${trial.source}, ${trial.year}.`} checked={trial.checked} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Prices() {
  return (
    <details class="costs-sources">
      <summary class="text-link">{t("costs-sources")}</summary>
      <ul class="facts">
        {COSTS.items.map((item) => (
          <li key={item.key} class="stack">
            <span class="strong">
              {t(`costs-item-${item.key}`)} <span class="tag quiet">{t(`costs-use-${item.use}`)}</span>
            </span>
            <Ends item={item} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Ends({ item }: { item: UnitCost }) {
  const known = ENDS.flatMap((end) => (item[end] === null ? [] : [{ end, ...item[end] }]));
  if (known.length === 0) return <p>{t("costs-no-figure")}</p>;
  return (
    <>
      {known.map((one) => (
        <p key={one.end}>
          {t(`costs-end-${one.end}`)}: <span class="strong">{figure(item, one)}</span> {t(`costs-unit-${item.unit}`)}{" "}
          <bdi>({one.year})</bdi>. {!one.sure && t("costs-unsure")}
          <Source text={`${one.source}.`} checked={one.checked} />
        </p>
      ))}
    </>
  );
}

function Source({ text, checked }: { text: string; checked: string }) {
  return (
    <span class="quiet source">
      <span lang="en" dir="ltr">
        {text}
      </span>{" "}
      {t("costs-looked-up", { day: dayWords(checked) })}
    </span>
  );
}

function dayWords(day: string): string {
  return dates({ day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(Date.parse(day));
}

/** What two groups cost is money; the others are counts. */
export function trialWords({ key, figures }: Trial): string {
  const write = key === "pilot" ? { with: money, without: money } : {};
  const args = Object.entries(figures).map(([name, value]) => [
    name,
    (write[name as keyof typeof write] ?? number)(value),
  ]);
  return t(`costs-trial-${key}`, Object.fromEntries(args));
}
