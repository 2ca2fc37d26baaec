/** The ways in which a diary that exists comes to a phone: linked by another one, or with the words of the card. */
import type { Signal } from "@preact/signals";
import { cardOf } from "../crypto/card.ts";
import { equal } from "../crypto/encoding.ts";
import { CardError, NewleafError, WrongChecksum, WrongWord } from "../crypto/errors.ts";
import { verifyLog } from "../crypto/identity.ts";
import * as linking from "../crypto/linking.ts";
import { NO_DEVICE, proofInput } from "../crypto/proof.ts";
import * as suite from "../crypto/suite.ts";
import { entropyOf } from "../crypto/words.ts";
import { xwingPublic } from "../crypto/xwing.ts";
import { asBytes, asNumber, call, Declined, NoNetwork, readConfig } from "../transport/http.ts";
import { type Account, addDevice, newDevice, openLinked, openWithCard, readKept } from "./account.ts";
import type { LinkFailure, LinkStep, RecoverFailure } from "./model.ts";
import type { Person } from "./person.ts";

type Come = (account: Account, progress?: (done: number, of: number) => void) => Promise<void>;

/** A new phone shows a code, and waits until another one answers it. */
export async function offerLink(step: Signal<LinkStep | null>, abort: AbortSignal, come: Come): Promise<void> {
  try {
    await offer(step, abort, come);
  } catch (problem) {
    if (!abort.aborted) step.value = { at: "failed", why: linkFailure(problem) };
  }
}

async function offer(step: Signal<LinkStep | null>, abort: AbortSignal, come: Come): Promise<void> {
  const code = linking.newCode();
  const link = await linking.linkOf(code);
  const device = await newDevice();
  const offered = { deviceId: device.deviceId, dsk: device.devicePublic, xwing: xwingPublic(device.sealingSeed) };
  const data = await linking.makeOffer(link, offered);
  await call("POST", "/api/links", [link.linkId, data], abort);
  step.value = { at: "waiting", code, digits: await linking.digitsOf(link, data) };
  let sealed: unknown;
  while (sealed === undefined) {
    abort.throwIfAborted();
    [sealed] = await call("POST", "/api/links/collect", [link.linkId, 10], abort);
  }
  step.value = { at: "fetching", done: 0, of: 1 };
  const answer = await linking.readAnswer(link, data, device.sealingSeed, asBytes(sealed));
  const account = await openLinked(answer, device);
  await come(account, (done, of) => {
    step.value = { at: "fetching", done, of };
  });
  step.value = { at: "done" };
}

/** The other phone reads the code, shows the same digits, and lets the new one in when the person says so. */
export async function acceptLink(
  step: Signal<LinkStep | null>,
  person: Person,
  code: string,
): Promise<{ confirm: () => Promise<void> }> {
  const failed = (problem: unknown) => {
    step.value = { at: "failed", why: linkFailure(problem) };
  };
  let confirm = async () => {};
  try {
    const link = await linking.linkOf(code);
    await person.reachServer();
    await person.signIn();
    const [data] = await call("POST", "/api/links/open", [link.linkId]);
    const offered = asBytes(data);
    const { deviceId, dsk, xwing } = await linking.readOffer(link, offered);
    confirm = async () => {
      step.value = { at: "fetching", done: 0, of: 1 };
      await person.refreshLog();
      const account = await addDevice(person.account, deviceId, dsk, xwing);
      await person.follow(account);
      const { aik } = await verifyLog(account.accountId, account.log);
      const answer = await linking.makeAnswer(link, offered, { accountId: account.accountId, aik });
      await call("POST", "/api/links/answer", [link.linkId, answer]);
      await person.refreshLog();
      await person.newcomersRead(); // let in by this very phone: no news
      step.value = { at: "done" };
    };
    step.value = { at: "confirm", digits: await linking.digitsOf(link, offered) };
  } catch (problem) {
    failed(problem);
  }
  return { confirm: () => confirm().catch(failed) };
}

/** Whether the words are those of the card that the log names. The log is looked at anew where the server is reached. */
export async function tryCard(words: readonly string[], person: Person, day: string): Promise<RecoverFailure | null> {
  try {
    const { instanceId } = await readConfig(); // the card is of this installation
    await person.reachServer(); // one that waits is put on the account first
    await person.refreshLog();
    const { lookup } = await cardOf(entropyOf(words), instanceId);
    if (person.card === null || !equal(person.card.lookup, lookup)) return { why: "no-match" };
    await person.save({ ...person.account, cardTried: { day, lookup } });
    return null;
  } catch (problem) {
    return recoverFailure(problem);
  }
}

/** Back with the 12 words, as a new phone; null where all went well. */
export async function recover(words: readonly string[], come: Come): Promise<RecoverFailure | null> {
  try {
    const { instanceId } = await readConfig();
    const card = await cardOf(entropyOf(words), instanceId);
    const [nonce, expires] = await call("POST", "/api/recovery/challenge", [card.lookup]);
    const { key } = await suite.signingKey(card.authSeed);
    const input = proofInput({
      origin: location.origin,
      purpose: "recover",
      accountId: card.lookup,
      deviceId: NO_DEVICE,
      nonce: asBytes(nonce),
      expires: asNumber(expires),
    });
    const proof = [card.lookup, nonce, await suite.sign(key, input)];
    const kept = readKept(await call("POST", "/api/recovery", proof));
    await come(await openWithCard(card, kept, await newDevice()));
    return null;
  } catch (problem) {
    return recoverFailure(problem);
  }
}

function recoverFailure(problem: unknown): RecoverFailure {
  if (problem instanceof WrongWord) return { why: "word", index: problem.index };
  if (problem instanceof WrongChecksum || problem instanceof CardError) return { why: "checksum" };
  if (problem instanceof Declined) return { why: problem.status === 403 ? "no-match" : "no-network" };
  if (problem instanceof NoNetwork) return { why: "no-network" };
  if (problem instanceof NewleafError) return { why: "not-genuine" };
  throw problem;
}

function linkFailure(problem: unknown): LinkFailure {
  if (problem instanceof Declined) return problem.status === 404 ? "expired" : "no-network";
  if (problem instanceof NoNetwork) return "no-network";
  if (problem instanceof NewleafError) return problem.message === "link code" ? "wrong-code" : "not-genuine";
  return "no-network";
}
