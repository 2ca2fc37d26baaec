/**
 * A project as this phone knows it: its log and card, verified whole, and never an older one than was seen here.
 */
import { type Bytes, equal, hex } from "../crypto/encoding.ts";
import { LogBroken, Malformed, NewleafError, ProjectBroken } from "../crypto/errors.ts";
import { type Identity, verifyLog } from "../crypto/identity.ts";
import { readCode } from "../crypto/linking.ts";
import * as projects from "../crypto/project.ts";
import { asBytes, asList, call, Declined, NoNetwork } from "../transport/http.ts";
import { firstRoot } from "./invited.ts";
import type { Place, ProjectFailure, Role } from "./model.ts";

/** As the log counts them, from 1. */
export const ROLES: readonly Role[] = ["coordinator", "supporter", "lead"];

/** What the store keeps of it. identities: of those who made its entries. */
export interface StoredPlace {
  readonly code: string;
  readonly log: readonly Bytes[];
  readonly card: Bytes;
  readonly identities: readonly (readonly [accountId: Bytes, log: readonly Bytes[]])[];
}

/** past: what its log said at each of its entries. */
export interface Checked {
  readonly stored: StoredPlace;
  readonly past: readonly projects.Project[];
  readonly project: projects.Project;
  readonly card: projects.ProjectCard;
}

/** Asks the server. known: what this phone saw of it before, which must go on. Throws ProjectBroken where it does not. */
export async function fetchPlace(code: string, known: StoredPlace | undefined): Promise<Checked> {
  const [log, card, identities] = await call("GET", `/api/projects/${code}`);
  if (!Array.isArray(identities)) throw new Malformed("project");
  const found: StoredPlace = {
    code,
    log: asList(log),
    card: asBytes(card),
    identities: identities.map((row) => {
      const [accountId, entries] = row as unknown[];
      return [asBytes(accountId), asList(entries)] as const;
    }),
  };
  const goesOn = known === undefined || known.log.every((entry, at) => equal(entry, found.log[at] ?? new Uint8Array()));
  if (!goesOn) throw new ProjectBroken(found.log.length, "an older one than was here");
  return verifyPlace(found);
}

export async function verifyPlace(stored: StoredPlace): Promise<Checked> {
  const identities = new Map<string, Identity>();
  const roots = new Map<string, Bytes>();
  for (const [accountId, log] of stored.identities) {
    identities.set(hex(accountId), await verifyLog(accountId, log));
    roots.set(hex(accountId), await firstRoot(accountId, log));
  }
  const past: projects.Project[] = [];
  let project: projects.Project | null = null;
  for (const entry of stored.log) {
    project = await projects.extend(project, entry, (account, device) =>
      identities.get(hex(account))?.devices.get(hex(device)),
    );
    past.push(project);
    for (const { accountId, root } of project.workers) {
      const known = roots.get(hex(accountId));
      if (known !== undefined && !equal(known, root)) throw new LogBroken(0, "not whom the coordinators named");
    }
  }
  if (project === null || projects.codeOf(project.projectId) !== stored.code) throw new ProjectBroken(0, "code");
  return { stored, past, project, card: await projects.readCard(project, stored.card) };
}

/** As screens show it. me: null for one who has no diary yet. */
export function placeOf({ stored, project, card }: Checked, me: Bytes | null): Place {
  const role = (account: Bytes) => ROLES[projects.roleOf(project, account) - 1] ?? null;
  return {
    code: stored.code,
    name: card.name,
    words: card.words,
    role: me && role(me),
    leads: project.workers.filter((one) => one.role === projects.LEAD).length,
    linked: card.linked,
    workers: card.workers
      .map(({ accountId, name, words }) => ({
        account: hex(accountId),
        name,
        words,
        role: role(accountId) ?? "supporter",
        mine: me !== null && equal(accountId, me),
      }))
      .sort((one, next) => one.name.localeCompare(next.name)),
  };
}

/** Before there is a diary: what the code on a poster leads to. */
export async function lookAtPlace(typed: string): Promise<Place | ProjectFailure> {
  try {
    return placeOf(await fetchPlace(readCode(typed), undefined), null);
  } catch (problem) {
    return failureOf(problem);
  }
}

export function failureOf(problem: unknown): ProjectFailure {
  if (problem instanceof NoNetwork) return "no-network";
  if (problem instanceof Declined) {
    if (problem.code === "rate") return "too-fast";
    if (problem.code === "exists") return "said";
    if (problem.code === "no-leads") return "no-leads";
    if (problem.code === "too-large") return "too-many";
    if (problem.code === "no-link") return "used";
    return problem.code.startsWith("no-") || problem.code === "not-a-member" ? "gone" : "no-network";
  }
  if (problem instanceof NewleafError) return "not-genuine";
  throw problem;
}
