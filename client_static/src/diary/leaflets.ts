/**
 * What projects give out, as this phone keeps it: read without a signal, and checked before it is believed.
 *
 * Rule: a leaflet that does not check, or that is older than the one here, changes nothing.
 */
import { type Bytes, equal, hex } from "../crypto/encoding.ts";
import { LeafletBroken, NewleafError } from "../crypto/errors.ts";
import { verifyLog } from "../crypto/identity.ts";
import * as leaflets from "../crypto/leaflet.ts";
import type { Rows } from "../storage/store.ts";
import { asBytes, asList, asNumber, call } from "../transport/http.ts";
import { firstRoot } from "./invited.ts";
import type { LeafletKind } from "./model.ts";
import type { Checked } from "./place.ts";

/** As leaflet.ts counts them, from 1. */
export const LEAFLETS: readonly LeafletKind[] = ["ideas", "words", "help", "board"];
const ROW = "leaflet/";
const WISHES = "wishes/";

/** log: of its author's account. */
interface Stored {
  readonly data: Bytes;
  readonly log: readonly Bytes[];
}
/** How many would like a suggestion, too, by its id. */
type Wishes = readonly (readonly [string, number])[];

export class PhoneLeaflets {
  readonly #rows: Rows;
  readonly #held = new Map<string, leaflets.Leaflet>(); // by `<code>/<kind>`
  readonly #wishes = new Map<string, ReadonlyMap<string, number>>(); // by code

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  of(code: string, kind: LeafletKind): leaflets.Leaflet | null {
    return this.#held.get(`${code}/${kind}`) ?? null;
  }

  wishes(code: string): ReadonlyMap<string, number> {
    return this.#wishes.get(code) ?? new Map();
  }

  /** Takes what this phone keeps of a project; another tab may have written. */
  async load(place: Checked): Promise<void> {
    const { code } = place.stored;
    for (const [name, stored] of await this.#rows.readAll<Stored>(`${ROW}${code}/`)) {
      const known = this.#held.get(name.slice(ROW.length));
      if (known !== undefined && known.version >= leaflets.decode(stored.data).version) continue;
      this.#held.set(name.slice(ROW.length), await check(place, stored, known ?? null));
    }
    this.#wishes.set(code, new Map((await this.#rows.read<Wishes>(WISHES + code)) ?? []));
  }

  /** Asks the server what is newer. Throws NoNetwork; a broken one is passed over. */
  async refresh(place: Checked): Promise<void> {
    const { code } = place.stored;
    const [heads, wishes] = await call("GET", `/api/leaflets/${code}`);
    for (const head of heads as unknown[][]) {
      const [number, version] = head;
      const kind = LEAFLETS[asNumber(number) - 1];
      const known = kind && this.of(code, kind);
      if (kind === undefined || (known && known.version >= asNumber(version))) continue;
      await this.#fetch(place, kind).catch((problem: unknown) => {
        if (!(problem instanceof NewleafError)) throw problem;
      });
    }
    const counted = (wishes as unknown[][]).map(([id, count]) => [hex(asBytes(id)), asNumber(count)] as const);
    if (counted.length > 0 || this.wishes(code).size > 0) await this.#rows.write([[WISHES + code, counted]]);
    this.#wishes.set(code, new Map(counted));
  }

  async #fetch(place: Checked, kind: LeafletKind): Promise<void> {
    const name = `${place.stored.code}/${kind}`;
    const [data, log] = await call("GET", `/api/leaflets/${place.stored.code}/${LEAFLETS.indexOf(kind) + 1}`);
    const stored = { data: asBytes(data), log: asList(log) };
    const leaflet = await check(place, stored, this.of(place.stored.code, kind));
    if (LEAFLETS[leaflet.kind - 1] !== kind) throw new LeafletBroken("another kind");
    await this.#rows.write([[ROW + name, stored]]);
    this.#held.set(name, leaflet);
  }
}

/** Its author is the account that the coordinators named in the project's log, whatever log the server shows of it. */
async function check(place: Checked, { data, log }: Stored, before: leaflets.Leaflet | null) {
  const { author, seq } = leaflets.decode(data);
  const project = place.past[seq];
  const worker = project?.workers.find(({ accountId }) => equal(accountId, author));
  if (project === undefined || worker === undefined) throw new LeafletBroken("right");
  if (!equal(await firstRoot(author, log), worker.root)) throw new LeafletBroken("not whom the coordinators named");
  const { devices } = await verifyLog(author, log);
  return leaflets.read(data, project, before, (_, device) => devices.get(hex(device)));
}
