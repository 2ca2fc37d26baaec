/**
 * What waits on this phone is sent by the service worker, where no page is open to do it (PROTOCOL.md section 6.2).
 *
 * Rule 1: it sends what is sealed already and changes nothing here: the next page finds its entries in the log.
 * Rule 2: it sends into the log that this phone knows, and never into one that is shorter than it was or about which
 *         there is an alarm: what to do then is for a page, which reads the log, and for the person.
 * Rule 3: a refusal ends it; the next page hears the same and deals with it. Without a network it fails, so that the
 *         browser asks again later.
 */
import { type Bytes, equal, unhex } from "../crypto/encoding.ts";
import * as suite from "../crypto/suite.ts";
import { RowsOf } from "../storage/rows_of.ts";
import { type Rows, Store } from "../storage/store.ts";
import { type ClientFrame, readFrame, type ServerFrame, toArray } from "../sync/frames.ts";
import { Outbox, type Pending } from "../sync/outbox.ts";
import type { ReplicaState } from "../sync/replica.ts";
import { call, Declined } from "../transport/http.ts";
import type { Account } from "./account.ts";
import { LEADER } from "./background.ts";
import { signIn } from "./sign_in.ts";

const OUTBOX = "outbox/";
const TALK = "talk/";

/** An open page sends by itself. It may fail to, so this fails as well, and the browser asks again later. */
export function flushUnlessOpen(pages: () => Promise<readonly unknown[]>): Promise<void> {
  return navigator.locks.request(LEADER, { ifAvailable: true }, async (lock) => {
    const store = await Store.openKnown();
    if (store === null || (await spacesWaiting(store)).length === 0) return;
    if (lock === null || (await pages()).length > 0) throw new Error("a page is open");
    await flush(store);
  });
}

/** The diary first, then each talk in which something waits. */
export async function flush(store: Store): Promise<void> {
  const account = await store.read<Account>("account");
  if (!account?.registered) return;
  const waiting = [];
  for (const talk of await spacesWaiting(store)) {
    const one = await readWaiting(talk === null ? store : new RowsOf(store, `${TALK}${talk}/`));
    if (one !== null) waiting.push({ ...one, space: talk === null ? account.spaceId : unhex(talk) });
  }
  if (waiting.length === 0) return;
  const hello: ClientFrame = { tag: "hello", account: account.accountId, device: account.deviceId };
  const ask = async (frame: ClientFrame) =>
    (await call("POST", "/sync", [hello, frame].map(toArray))).map(readFrame).filter((said) => said !== null);
  try {
    await signIn(account, await suite.signer(account.signingSeed));
  } catch (problem) {
    if (problem instanceof Declined) return;
    throw problem;
  }
  for (const one of waiting) await send(one, ask);
}

/** null: the diary; else a talk's id in hex. */
async function spacesWaiting(store: Store): Promise<(string | null)[]> {
  const talks = (await store.names(TALK))
    .filter((name) => name.includes(`/${OUTBOX}`))
    .map((name) => name.split("/")[1]!);
  const diary = (await store.names(OUTBOX)).length > 0 ? [null] : [];
  return [...diary, ...new Set(talks)];
}

interface Waiting {
  readonly logId: Bytes;
  readonly cursor: number;
  readonly rows: readonly Pending[];
}

/** null where nothing may be sent: see rule 2. */
async function readWaiting(rows: Rows): Promise<Waiting | null> {
  const [replica, alarms, pending] = await Promise.all([
    rows.read<Pick<ReplicaState, "cursor" | "logId">>("replica"),
    rows.read<string[]>("alarms"),
    rows.readAll<Pending>(OUTBOX),
  ]);
  if (!replica?.logId || (alarms ?? []).length > 0) return null;
  return { logId: replica.logId, cursor: replica.cursor, rows: [...pending.values()] };
}

type Ask = (frame: ClientFrame) => Promise<readonly ServerFrame[]>;

async function send({ space, logId, cursor, rows }: Waiting & { readonly space: Bytes }, ask: Ask): Promise<void> {
  try {
    const [welcome, log] = await ask({ tag: "pull", id: 1, space, after: cursor, maxBytes: 0 });
    if (welcome?.tag !== "welcome" || !equal(welcome.logId, logId)) return;
    if (log?.tag !== "entries" || log.head < cursor) return;
    const outbox = new Outbox(rows);
    for (let chosen = outbox.nextPush(0); chosen.length > 0; chosen = outbox.nextPush(0)) {
      const envelopes = chosen.map((pending) => pending.envelope);
      const pushed = wholePush(await ask({ tag: "push", id: 1, space, envelopes }));
      if (pushed === null) return;
      const counters = chosen.map((pending) => pending.counter);
      outbox.acknowledged(counters, pushed.seqs, pushed.received);
    }
  } catch (problem) {
    if (!(problem instanceof Declined)) throw problem;
  }
}

/** The answer to a push of which nothing was refused. */
function wholePush(said: readonly ServerFrame[]): (ServerFrame & { tag: "pushed" }) | null {
  const pushed = said.find((frame) => frame.tag === "pushed");
  return pushed === undefined || pushed.seqs.includes(0) ? null : pushed;
}
