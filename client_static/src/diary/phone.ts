/** What a person calls their phones: records of the settings document, by device id. */
import { gone, type RecordState } from "../sync/record.ts";

export const PHONE = "phone";

export function phoneNames(records: Iterable<RecordState>): Map<string, string> {
  const names = new Map<string, string>();
  for (const record of records) {
    const name = record.fields.name?.value;
    if (record.type === PHONE && typeof name === "string" && !gone(record)) names.set(record.id, name);
  }
  return names;
}
