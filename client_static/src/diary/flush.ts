/**
 * What waits on this phone is sent by the service worker, where no page is open to do it (PROTOCOL.md section 6.2).
 *
 * Rule 1: it sends what is sealed already and changes nothing here: the next page finds its entries in the log.
 * Rule 2: it sends into the log that this phone knows, and never into one that is shorter than it was or about which
 *         there is an alarm: what to do then is for a page, which reads the log, and for the person.
 * Rule 3: a refusal ends it; the next page hears the same and deals with it. Without a network it fails, so that the
 *         browser asks again later.
 */
import { equal } from "../crypto/encoding.ts";
import * as suite from "../crypto/suite.ts";
import { Store } from "../storage/store.ts";
import { type ClientFrame, readFrame, type ServerFrame, toArray } from "../sync/frames.ts";
import { Outbox, type Pending } from "../sync/outbox.ts";
import type { ReplicaState } from "../sync/replica.ts";
import { call, Declined } from "../transport/http.ts";
import type { Account } from "./account.ts";
import { LEADER } from "./background.ts";
import { signIn } from "./sign_in.ts";

/** An open page sends by itself. It may fail to, so this fails as well, and the browser asks again later. */
export function flushUnlessOpen(pages: () => Promise<readonly unknown[]>): Promise<void> {
  return navigator.locks.request(LEADER, { ifAvailable: true }, async (lock) => {
    const store = await Store.openKnown();
    if (store === null || (await store.names("outbox/")).length === 0) return;
    if (lock === null || (await pages()).length > 0) throw new Error("a page is open");
    await flush(store);
  });
}

export async function flush(store: Store): Promise<void> {
  const [account, replica, alarms, rows] = await Promise.all([
    store.read<Account>("account"),
    store.read<Pick<ReplicaState, "cursor" | "logId">>("replica"),
    store.read<string[]>("alarms"),
    store.readAll<Pending>("outbox/"),
  ]);
  if (!account?.registered || !replica?.logId || (alarms ?? []).length > 0) return;
  const { accountId, deviceId, spaceId: space } = account;
  const hello: ClientFrame = { tag: "hello", account: accountId, device: deviceId };
  const ask = async (frame: ClientFrame) =>
    (await call("POST", "/sync", [hello, frame].map(toArray))).map(readFrame).filter((said) => said !== null);
  try {
    await signIn(account, await suite.signer(account.signingSeed));
    const [welcome, log] = await ask({ tag: "pull", id: 1, space, after: replica.cursor, maxBytes: 0 });
    if (welcome?.tag !== "welcome" || !equal(welcome.logId, replica.logId)) return;
    if (log?.tag !== "entries" || log.head < replica.cursor) return;
    const outbox = new Outbox(rows.values());
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
