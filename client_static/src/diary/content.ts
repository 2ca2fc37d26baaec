/** What an opened entry says, of whichever kind, and what it tells of the name of its document. */

import { type Bytes, hex, unhex } from "../crypto/encoding.ts";
import * as envelopes from "../crypto/envelope.ts";
import { Parked } from "../crypto/errors.ts";
import { clamp } from "../sync/clock.ts";
import { type DocumentState, decodeContent, monthName } from "../sync/document.ts";
import type { Change } from "../sync/record.ts";
import { adoptSnapshot, decodeSnapshot, type Snapshot } from "../sync/snapshot.ts";
import { collectionName } from "./item.ts";
import { PAGE, pageDocument } from "./page.ts";

export type Content = readonly Change[] | Snapshot;

export function isSnapshot(content: Content): content is Snapshot {
  return "covers" in content;
}

/** null: of a newer program. Nothing where it cannot be read at all (its author signed nonsense). */
export function readContent({ header, content }: envelopes.Opened): Content | null {
  if (header.kind === envelopes.KIND_CONTROL) return [];
  try {
    if (envelopes.saysChanges(header.kind)) return decodeContent(content);
    return header.kind === envelopes.KIND_SNAPSHOT ? decodeSnapshot(content) : null;
  } catch (problem) {
    return problem instanceof Parked ? null : [];
  }
}

/** Takes an entry of the log into its document; taking it again changes nothing. */
export function layContent(
  document: DocumentState,
  device: Uint8Array,
  { seq, received }: { readonly seq: number; readonly received: number },
  content: Content,
): void {
  if (isSnapshot(content)) {
    adoptSnapshot(document, seq, received, content);
    return;
  }
  document.confirm(device, received, content);
  document.place(seq, received);
}

/** The stamps that a clock must know, as they count. */
export function stampsOf(content: Content, received: number): Bytes[] {
  if (!isSnapshot(content)) return content.map(({ stamp }) => clamp(stamp, received));
  const ats = new Set(content.records.flatMap(({ fields }) => Object.values(fields).map(({ at }) => at)));
  return [...ats].map((at) => unhex(at.slice(0, 16)));
}

/** Names that the document of this content may have. */
export function namesIn(content: Content): string[] {
  const rows = isSnapshot(content)
    ? content.records.map(({ type, id, fields }) => ({ type, id, day: fields.day?.value }))
    : content.map(({ type, id, fields }) => ({ type, id: hex(id), day: fields.day }));
  return [
    ...rows.filter(({ type }) => type === PAGE).map(({ id }) => pageDocument(id)),
    ...new Set(rows.map(({ type }) => collectionName(type))),
    ...rows.flatMap(({ day }) => (typeof day === "string" ? [monthName(day)] : [])),
  ];
}
