/**
 * What somebody said in a talk, as their phone signed it: for a report, and for nothing else (PROTOCOL.md section 3.9).
 *
 * This phone keeps what was said and not who signed it, so the sealed entries are asked for once more.
 */
import { type Bytes, hex } from "../crypto/encoding.ts";
import { decodeHeader, readUnsealed, saysChanges, unseal } from "../crypto/envelope.ts";
import { Malformed } from "../crypto/errors.ts";
import { type Identity, verifyLog } from "../crypto/identity.ts";
import { MOST_SHOWN, type Proofs, type Proven } from "../projects/model.ts";
import { decodeContent } from "../sync/document.ts";
import { readFrame, toArray } from "../sync/frames.ts";
import { call } from "../transport/http.ts";
import type { Person } from "./person.ts";
import type { PhoneTalk } from "./talk.ts";
import { saidIn } from "./talk_space.ts";

/** messages: ids in hex, of one other person. Throws Malformed where the server no longer has one of them. */
export async function proofsOf(talk: PhoneTalk, person: Person, messages: readonly string[]): Promise<Proofs> {
  const { space } = talk;
  const chosen = new Map((talk.messages.value ?? []).map((message) => [message.id, message]));
  const [other] = space.stored.identities;
  if (other === undefined) throw new Malformed("nobody");
  const [account, log] = other;
  const months = new Set(messages.map((id) => chosen.get(id)?.day.slice(0, 7) ?? ""));
  const unsealed: Bytes[] = [];
  const found = new Set<string>();
  for (const month of months)
    for (const envelope of await entriesOf(
      person,
      space.id,
      await space.keys.documentId(saidIn(hex(account), month)),
    )) {
      const header = decodeHeader(envelope);
      const key = space.keys.envelope(header.epoch);
      if (key === undefined || !saysChanges(header.kind)) continue;
      const whole = await unseal(envelope, key);
      const read = await readUnsealed(whole, header, (id) => space.deviceKey(id));
      const ids = decodeContent(read.content).map(({ id }) => hex(id));
      if (!ids.every((id) => messages.includes(id))) continue; // only what was chosen goes
      for (const id of ids) found.add(id);
      unsealed.push(whole);
    }
  if (found.size < messages.length) throw new Malformed("it is no longer there");
  return { account, log, unsealed: unsealed.slice(-MOST_SHOWN) };
}

async function entriesOf({ account }: Person, space: Bytes, document: Bytes): Promise<readonly Bytes[]> {
  const hello = { tag: "hello", account: account.accountId, device: account.deviceId } as const;
  const read = { tag: "read", id: 1, space, document } as const;
  const said = (await call("POST", "/sync", [hello, read].map(toArray))).map(readFrame);
  const found: Bytes[] = [];
  for (const frame of said) {
    if (frame?.tag === "refused") throw new Malformed(frame.code);
    if (frame?.tag === "document") found.push(...frame.items.map(({ envelope }) => envelope as Bytes));
  }
  return found;
}

/** Throws where anything of it was changed. */
export async function readProofs({ account, log, unsealed }: Proofs): Promise<readonly Proven[]> {
  const identity: Identity = await verifyLog(account as Bytes, log);
  const found: Proven[] = [];
  for (const whole of unsealed) {
    const bytes = whole.slice() as Bytes;
    const { content } = await readUnsealed(bytes, decodeHeader(bytes), (id) => identity.devices.get(hex(id)));
    for (const { fields } of decodeContent(content))
      if (typeof fields.text === "string") found.push({ text: fields.text, day: String(fields.day ?? "") });
  }
  if (found.length === 0) throw new Malformed("nothing was said");
  return found;
}
