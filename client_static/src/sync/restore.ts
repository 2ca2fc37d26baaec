/**
 * A log of another generation: the server was brought back from an older copy (PROTOCOL.md section 6.1).
 *
 * Rule 1: a phone reads the new log from its beginning beside what it holds, and adopts it whole or not at all.
 * Rule 2: what it holds and the new log lacks it writes again, with the stamps of old, so that nothing changes its age.
 * Rule 3: its chain may break once a generation, at an entry in which the phone itself signs that it starts again.
 */
import { encode } from "@msgpack/msgpack";
import { type Bytes, unhex } from "../crypto/encoding.ts";
import { unpack } from "../crypto/msgpack.ts";
import { DocumentState, READER, SCHEMA } from "./document.ts";
import type { Entry } from "./frames.ts";
import type { Change, RecordState, Value } from "./record.ts";
import { EMPTY, Replica } from "./replica.ts";

const RESTART = "restart";
const STAMP_DIGITS = 16;
export const ENTRY_CHANGES = 64;

/** The content of a kind 4 envelope: this phone goes on in the log `logId`. */
export function encodeRestart(logId: Uint8Array): Bytes {
  return encode([SCHEMA, READER, [RESTART, logId]]).slice() as Bytes;
}

/** The log that a control entry goes on in; null for any other control, which says nothing to this version. */
export function readRestart(content: Uint8Array): Bytes | null {
  try {
    const value = unpack(content);
    const control: unknown = Array.isArray(value) ? value[2] : null;
    if (!Array.isArray(control) || control[0] !== RESTART || !(control[1] instanceof Uint8Array)) return null;
    return control[1].slice() as Bytes;
  } catch {
    return null;
  }
}

/** The log of a new generation as it is read, beside what this phone holds. */
export class Restoring {
  readonly replica: Replica;
  readonly documents = new Map<string, DocumentState>();
  readonly parked: Entry[] = [];

  constructor(logId: Bytes) {
    this.replica = new Replica({ ...EMPTY, logId });
  }

  document(name: string): DocumentState {
    const known = this.documents.get(name) ?? new DocumentState(name);
    this.documents.set(name, known);
    return known;
  }

  /** What this phone holds, shown or pending, and the new log lacks; at most ENTRY_CHANGES an entry. */
  lost(kept: ReadonlyMap<string, DocumentState>): { name: string; changes: readonly Change[] }[] {
    const found: { name: string; changes: readonly Change[] }[] = [];
    for (const [name, document] of kept) {
      const changes = missing(document.records(), this.document(name).records());
      for (let at = 0; at < changes.length; at += ENTRY_CHANGES)
        found.push({ name, changes: changes.slice(at, at + ENTRY_CHANGES) });
    }
    return found;
  }
}

/**
 * What `kept` holds and `found` lacks or has older, as changes with their old stamps.
 * Only stamps are compared: another phone may have written the same thing again already.
 */
export function missing(kept: ReadonlyMap<string, RecordState>, found: ReadonlyMap<string, RecordState>): Change[] {
  const changes: Change[] = [];
  for (const key of [...kept.keys()].sort()) {
    const record = kept.get(key)!;
    const there = found.get(key);
    const byStamp = new Map<string, [string, Value][]>();
    for (const [name, field] of Object.entries(record.fields)) {
      const stamp = field.at.slice(0, STAMP_DIGITS);
      const known = there !== undefined && Object.hasOwn(there.fields, name) ? there.fields[name] : undefined;
      if (known !== undefined && known.at.slice(0, STAMP_DIGITS) >= stamp) continue;
      const fields = byStamp.get(stamp) ?? [];
      byStamp.set(stamp, fields);
      fields.push([name, field.value]);
    }
    for (const stamp of [...byStamp.keys()].sort()) {
      const fields = Object.fromEntries(byStamp.get(stamp)!);
      changes.push({ type: record.type, id: unhex(record.id), stamp: unhex(stamp), fields });
    }
  }
  return changes;
}
