/** Names to call: on this phone alone. */
import { textOf } from "../diary/item.ts";
import type { Item } from "../diary/model.ts";

export const PERSON = "person";

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly number: string; // as it was typed
  readonly link: string;
}

/** For one tap; null where no phone could call it. */
export function telLink(number: string): string | null {
  // +44 (0)20: the 0 is for calls within the country alone.
  const dialled = number.replace(/^(\s*\+.*)\(0\)/, "$1").replace(/[\s().\-/]/g, "");
  return /^\+?\d{2,20}$/.test(dialled) ? `tel:${dialled}` : null;
}

export function peopleOf(items: readonly Item[]): Person[] {
  const people: Person[] = [];
  for (const item of items) {
    const [name, number] = [textOf(item, "name").trim(), textOf(item, "number")];
    const link = telLink(number);
    if (name !== "" && link !== null) people.push({ id: item.id, name, number, link });
  }
  return people;
}
