/** What the person types: a year's work and what it costs, for all together. It is kept in their own diary. */
import type { Collection, Item } from "../diary/model.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { useKept } from "../ui/kept.ts";
import { t } from "../ui/text.ts";
import { COSTS, unitCost } from "./content.ts";
import { isWrong, type Name, SUMS, type Typed } from "./model.ts";
import { MONEY_SIGN, money, number } from "./words.ts";

const MOST_TYPED = 16; // letters

let writing: Promise<unknown> = Promise.resolve(); // one after the other, so that no row is made twice

export function useTypedRow(rows: Collection, code: string) {
  const find = (): Item | undefined => rows.items.value?.find(({ fields }) => fields.code === code);
  const keep = (fields: Partial<Typed>) => {
    const written = writing.then(async () => {
      const row = find();
      if (row) await rows.change(row.id, fields);
      else await rows.add({ code, ...fields });
    });
    writing = written.catch(() => undefined);
    return written;
  };
  return { row: find(), keep };
}

interface TypedFieldsProps {
  readonly typed: Typed;
  readonly onKeep: (fields: Partial<Typed>) => Promise<unknown>;
}

export function TypedFields({ typed, onKeep }: TypedFieldsProps) {
  const example = () =>
    onKeep({
      hours: String(unitCost("full-time", "central")),
      pay: unitCost("pay", "central").toFixed(2),
      added: String(unitCost("on-cost", "high")),
    });
  const field = (name: Name) => <TypedField key={name} name={name} typed={typed} onKeep={onKeep} />;
  return (
    <section class="stack costs-typed">
      <h2>{t("costs-spent")}</h2>
      <p class="lock-strip">
        <Icon name="lock" size={22} />
        <span>{t("costs-own")}</span>
      </p>
      {field("hours")}
      {field("pay")}
      {field("added")}
      {typed.hours === "" && typed.pay === "" && (
        <>
          <Button onPress={() => void example()}>{t("costs-example")}</Button>
          <p class="quiet">{t("costs-example-what", { year: yearOf("pay") })}</p>
        </>
      )}
      <fieldset class="two-fields">
        <legend>{t("costs-sums", { sign: MONEY_SIGN })}</legend>
        {SUMS.map(field)}
      </fieldset>
      {field("price")}
      {field("year")}
    </section>
  );
}

function yearOf(key: string): string {
  return COSTS.items.find((item) => item.key === key)?.central?.year ?? "";
}

/** Beside those that need one: what is not obvious about it. */
function hintOf(name: Name): string | null {
  switch (name) {
    case "hours":
      return t("costs-hours-what");
    case "added":
      return t("costs-added-what", {
        low: number(unitCost("on-cost", "low")),
        high: number(unitCost("on-cost", "high")),
      });
    case "price":
      return t("costs-price-what", { night: money(unitCost("bed-day", "central")) });
    case "leaving":
      return t("costs-leaving-what");
    default:
      return null;
  }
}

export function TypedField({ name, typed, onKeep }: TypedFieldsProps & { readonly name: Name }) {
  const { shown, full, type, leave } = useKept(typed[name], (text) => onKeep({ [name]: text }));
  const hint = hintOf(name);
  const wrong = isWrong(name, shown) ? t(name === "leaving" ? "costs-wrong-whole" : "costs-wrong") : null;
  return (
    <Field
      label={t(`costs-in-${name}`, { sign: MONEY_SIGN })}
      {...(hint === null ? {} : { hint })}
      most={MOST_TYPED}
      digits={name !== "year"}
      value={shown}
      problem={full ? t("keeping-phone-full") : wrong}
      onInput={type}
      onLeave={leave}
    />
  );
}
