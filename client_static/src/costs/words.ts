/** Sums and numbers as the person's language writes them. */
import { language } from "../ui/text.ts";
import { COSTS, type Figure, PRICED, type UnitCost } from "./content.ts";

function numbers(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return new Intl.NumberFormat(language.value === "en" ? "en-GB" : language.value, options);
}

/** Pence only where there are any. */
export function money(value: number): string {
  const places = Number.isInteger(value) ? 0 : 2;
  const form = { minimumFractionDigits: places, maximumFractionDigits: places };
  return numbers({ style: "currency", currency: COSTS.currency, ...form }).format(value);
}

/** What a sum of money is written with. */
export function moneySign(): string {
  const parts = numbers({ style: "currency", currency: COSTS.currency }).formatToParts(0);
  return parts.find(({ type }) => type === "currency")?.value ?? COSTS.currency;
}

export function number(value: number): string {
  return numbers({ maximumFractionDigits: 2 }).format(value);
}

export function figure({ unit }: UnitCost, { value }: Figure): string {
  return PRICED.has(unit) ? money(value) : number(value);
}
