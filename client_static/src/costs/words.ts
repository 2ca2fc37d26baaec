/** Sums and numbers as the person's language writes them. */
import { language } from "../ui/text.ts";
import { COSTS, type Figure, PRICED, type UnitCost } from "./content.ts";

const MONEY = { style: "currency", currency: COSTS.currency } as const;
/** As it is written where the money is used: elsewhere it has a country before it, which only makes it longer. */
export const MONEY_SIGN = signOf(new Intl.NumberFormat("en-GB", MONEY).formatToParts(0));

function signOf(parts: readonly Intl.NumberFormatPart[]): string {
  return parts.find(({ type }) => type === "currency")?.value ?? COSTS.currency;
}

function numbers(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return new Intl.NumberFormat(language.value === "en" ? "en-GB" : language.value, options);
}

/** Pence only where there are any. */
export function money(value: number): string {
  const places = Number.isInteger(value) ? 0 : 2;
  const form = numbers({ ...MONEY, minimumFractionDigits: places, maximumFractionDigits: places });
  const parts = form.formatToParts(value).map((part) => (part.type === "currency" ? MONEY_SIGN : part.value));
  return parts.join("");
}

export function number(value: number): string {
  return numbers({ maximumFractionDigits: 2 }).format(value);
}

export function figure({ unit }: UnitCost, { value }: Figure): string {
  return PRICED.has(unit) ? money(value) : number(value);
}
