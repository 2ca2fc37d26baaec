/** The two ways to look at what it costs, one at a time, in one piece with what is to be read with them. */
import { useState } from "preact/hooks";
import { t } from "../ui/text.ts";
import { Caveats } from "./caveats.tsx";
import { breakEven, costOf, FEWEST, fromTrials, isWrong, numberFrom, pricesOf, type Typed } from "./model.ts";
import { RangePicture } from "./range.tsx";
import { TypedField } from "./typed.tsx";
import { money, number } from "./words.ts";

const LENSES = ["even", "trials"] as const;

interface FiguresProps {
  readonly typed: Typed;
  readonly onKeep: (fields: Partial<Typed>) => Promise<unknown>;
}

export function Figures({ typed, onKeep }: FiguresProps) {
  const [lens, setLens] = useState<(typeof LENSES)[number]>("even");
  const cost = costOf(typed);
  return (
    <section class="welded" aria-label={t("costs-figures")}>
      <div class="stack welded-figure">
        <fieldset class="segments">
          <legend class="unseen">{t("costs-lens")}</legend>
          {LENSES.map((one) => (
            <button key={one} type="button" aria-pressed={lens === one} onClick={() => setLens(one)}>
              {t(`costs-lens-${one}`)}
            </button>
          ))}
        </fieldset>
        {lens === "trials" && <TypedField name="leaving" typed={typed} onKeep={onKeep} />}
        <div class="stack" aria-live="polite">
          {cost === null ? (
            <p class="quiet kind">{t("costs-nothing-yet")}</p>
          ) : (
            <>
              {lens === "even" && <Even typed={typed} cost={cost} />}
              {lens === "trials" && <FromTrials typed={typed} cost={cost} />}
              <p class="strong">{t("costs-together", { spent: money(Math.round(cost)) })}</p>
            </>
          )}
        </div>
      </div>
      <Caveats />
    </section>
  );
}

interface LensProps {
  readonly typed: Typed;
  readonly cost: number;
}

function Even({ typed, cost }: LensProps) {
  const price = pricesOf(typed);
  const nights = breakEven(cost, price);
  return (
    <>
      <h2>{t("costs-even", { low: nights.low, high: nights.high })}</h2>
      <RangePicture low={nights.low} high={nights.high} leaf={nights.central} />
      <p>
        {t("costs-even-if")} <strong>{t("costs-not-said")}</strong>
      </p>
      <p class="quiet">{t("costs-prices", { low: money(price.low), high: money(price.high) })}</p>
      <p class="quiet">{t("costs-leaf", { nights: number(nights.central), night: money(price.central) })}</p>
    </>
  );
}

function FromTrials({ typed, cost }: LensProps) {
  const people = numberFrom(typed.leaving);
  if (people === null || isWrong("leaving", typed.leaving)) return null;
  const night = pricesOf(typed).central;
  const found = fromTrials(people, cost, night);
  if (found === null) return <p>{t("costs-few", { fewest: FEWEST })}</p>;
  const { nights, money: worth, after } = found;
  return (
    <>
      <h2>{t("costs-trials", { low: nights.low, high: nights.high })}</h2>
      <RangePicture low={nights.low} high={nights.high} />
      <p class="strong">{t("costs-not-said")}</p>
      <ul class="facts">
        <li>{t("costs-trials-from")}</li>
        <li>{t("costs-trials-to")}</li>
        <li>{t("costs-trials-priced", { low: money(worth.low), high: money(worth.high), night: money(night) })}</li>
        <li>
          {t("costs-trials-after", { low: money(after.low), high: money(after.high) })} {t("costs-trials-below")}
        </li>
      </ul>
    </>
  );
}
