/** One talk as screens use it: the newest months first, own words changed and taken back, nothing of who read what. */
import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { type Bytes, hex, unhex } from "../crypto/encoding.ts";
import { KIND_CHANGE, KIND_MESSAGE } from "../crypto/envelope.ts";
import { randomBytes } from "../crypto/suite.ts";
import { clamp } from "../sync/clock.ts";
import { decodeContent } from "../sync/document.ts";
import { MEET, type Meet, newestOf, readLines, readMeet } from "../talk/meet.ts";
import {
  ABOUT,
  type About,
  ARRIVED,
  cameAt,
  inOrder,
  MESSAGE,
  type Message,
  readAbout,
  readArrived,
  readMessage,
} from "../talk/model.ts";
import { readWalks, WALK, type Walk, type WalkPlan, walkFields, walksOf } from "../talk/walk.ts";
import { dayOf } from "../today/day.ts";
import type { Book } from "./book.ts";
import { changed, PhoneCircle } from "./circle.ts";
import { isSnapshot } from "./content.ts";
import { fold } from "./fold.ts";
import type { Arrived } from "./line.ts";
import type { Fields, Keeping, Picture, Talk } from "./model.ts";
import { type Album, type NewPhoto, PHOTO, photoFields, readPhotos, UPLOAD } from "./photo.ts";
import type { PhonePhotos } from "./photos.ts";
import { aboutOf, arrivedAt, meetOf, saidIn, type TalkSpace } from "./talk_space.ts";

const SAID = "said/";
const ENOUGH = 40; // messages, before older months are asked for
const GATHER_MS = 400; // what comes in one go is acknowledged in one go
/** A photo has the id of the message that it belongs to, and stands in the same document. */
const BESIDE_WORDS: Album = {
  prefix: SAID,
  takeOut: (_, id, deleted, stamp) =>
    [MESSAGE, PHOTO].map((type) => ({ type, id: unhex(id), stamp, fields: { deleted } })),
};
const ONLY = new Uint8Array(16); // the id of a record of which a document has one

export class PhoneTalk implements Talk {
  readonly id: string;
  readonly book: Book;
  readonly space: TalkSpace;
  readonly circle: PhoneCircle | null;
  readonly stop: () => void;
  readonly #nudge: () => void;
  readonly #from = signal<string | null>(null); // the earliest month that is shown
  readonly #months = signal<readonly string[]>([]);
  readonly #seen = signal("");
  readonly #newest = signal("");
  #gathering: ReturnType<typeof setTimeout> | undefined;
  readonly #arrived = new Map<string, string>();
  #photos: Promise<PhonePhotos> | null = null;

  constructor(book: Book, space: TalkSpace, nudge: () => void) {
    this.id = hex(space.id);
    this.book = book;
    this.space = space;
    this.#nudge = nudge;
    this.circle = space.circle ? new PhoneCircle(book, space, (...what) => this.#write(...what)) : null;
    book.onTaken = (arrived) => this.#taken(arrived);
    const reading = effect(() => {
      if (book.changed.value >= 0) void this.#readRows();
    });
    const sending = effect(() => {
      const restored = book.restored.value;
      if (book.keeping.value === "everywhere") void this.#sendPhotos(restored).catch(() => undefined);
    });
    this.stop = () => {
      reading();
      sending();
      void this.#photos?.then((photos) => photos.stop());
    };
  }

  readonly about: ReadonlySignal<About> = computed(() => this.#aboutOf(this.#other));
  readonly mine: ReadonlySignal<About> = computed(() => this.#aboutOf(this.space.me));
  readonly meet: ReadonlySignal<Meet | null> = computed(() =>
    newestOf(this.#meetOf(this.#other), this.#meetOf(this.space.me)),
  );
  readonly lines = computed(() => ({
    mine: readLines(this.#recordsOf(meetOf(this.space.me))),
    theirs: readLines(this.#recordsOf(meetOf(this.#other))),
  }));
  readonly walks: ReadonlySignal<readonly Walk[]> = computed(() =>
    walksOf([this.space.me, this.#other].flatMap((account) => this.#walksOf(account))),
  );
  readonly since = computed(() => cameAt(this.#recordsOf(aboutOf(this.space.me))));
  readonly name = computed(() => {
    const said = this.circle === null ? this.about.value.name : this.circle.name.value;
    return said || (this.#changed() ? this.space.stored.name : "");
  });
  readonly left = computed(() => (this.#changed() ? this.space.left : null));
  readonly alarms = computed(() => this.book.alarms.value);
  readonly fresh = computed(() => this.#newest.value > this.#seen.value);
  readonly earlier = computed(() => {
    const from = this.#from.value;
    return from !== null && this.#months.value.some((month) => month < from);
  });
  readonly messages: ReadonlySignal<readonly Message[] | null> = computed(() => {
    const from = this.#from.value;
    if (from === null || !this.#changed()) return null;
    return this.#said((month) => month >= from);
  });

  /** Of a talk of two. */
  get #other(): string {
    return (this.space.circle ? undefined : this.space.others[0]) ?? "";
  }

  #changed(): boolean {
    return this.book.changed.value >= 0;
  }

  #aboutOf(account: string): About {
    return readAbout(this.#recordsOf(aboutOf(account)));
  }

  #meetOf(account: string): Meet | null {
    return readMeet(this.#recordsOf(meetOf(account)), account === this.space.me);
  }

  /** Beside the day to meet, which programs of before walks read as well. */
  #walksOf(account: string) {
    const { me } = this.space;
    return readWalks(this.#recordsOf(meetOf(account)), account === me, me);
  }

  #recordsOf(document: string) {
    const known = this.#changed() && this.book.documents.here.get(document);
    return known ? known.records().values() : [];
  }

  #said(wanted: (month: string) => boolean): Message[] {
    const theirs = this.book.documents.here.get(arrivedAt(this.#other));
    const arrived = readArrived(theirs?.records().values() ?? []);
    const waiting = new Set<string>();
    for (const { document, content } of this.book.outbox.entries())
      if (document.startsWith(SAID)) for (const { id } of decodeContent(content)) waiting.add(hex(id));
    const found: Message[] = [];
    for (const [name, document] of this.book.documents.here) {
      if (!name.startsWith(SAID) || !wanted(monthOf(name))) continue;
      const by = name.split("/")[1] ?? "";
      const page = name.slice(SAID.length);
      const photos = new Map(readPhotos(document.records().values()).map((photo) => [photo.id, { ...photo, page }]));
      for (const record of document.records().values()) {
        const message = readMessage(record, by, by === this.space.me, waiting, arrived);
        if (message !== null) found.push({ ...message, photo: photos.get(message.id) ?? null });
      }
    }
    return found.sort(inOrder);
  }

  async #readRows(): Promise<void> {
    const small = [this.#other, this.space.me].flatMap((account) => [aboutOf(account), meetOf(account)]);
    if (this.circle !== null) await this.circle.load();
    else await Promise.all(small.map((name) => this.book.documents.get(name)));
    this.#newest.value = (await this.book.readOwn<string>("newest")) ?? "";
    this.#seen.value = (await this.book.readOwn<string>("seen")) ?? "";
    this.#months.value = await this.#namedMonths();
  }

  async #namedMonths(): Promise<string[]> {
    return [...new Set((await this.book.documents.namesOf(SAID)).map(monthOf))].sort();
  }

  // Reading

  async open(): Promise<void> {
    await this.book.documents.get(arrivedAt(this.#other));
    this.#months.value = await this.#namedMonths();
    if (this.#from.value === null) await this.#readFrom(this.#months.value.at(-1) ?? dayOf(new Date()).slice(0, 7));
    while ((this.messages.value?.length ?? 0) < ENOUGH && this.earlier.value) await this.older();
    await this.seen();
  }

  async older(): Promise<void> {
    const from = this.#from.value ?? "";
    const before = this.#months.value.filter((month) => month < from).at(-1);
    if (before !== undefined) await this.#readFrom(before);
  }

  async #readFrom(month: string): Promise<void> {
    for (const name of await this.book.documents.namesOf(SAID))
      if (monthOf(name) === month) await this.book.documents.get(name);
    this.#from.value = month;
  }

  /** By words, newest first; of all months. */
  async find(words: string): Promise<readonly Message[]> {
    for (const name of await this.book.documents.namesOf(SAID)) await this.book.documents.get(name);
    const wanted = fold(words.trim());
    const found = this.#said(() => true).filter(({ text, removed }) => !removed && fold(text).includes(wanted));
    return found.reverse();
  }

  /** What is there now was in front of the person's eyes; nobody else is told. */
  async seen(): Promise<void> {
    const said = this.messages.value?.findLast(({ mine }) => !mine)?.at ?? "";
    const meet = this.#meetOf(this.#other)?.at ?? "";
    const walks = this.#walksOf(this.#other).map(({ at }) => at);
    const newest = [said, meet, this.lines.value.theirs.at, ...walks].sort().at(-1) ?? "";
    if (newest <= this.#seen.value) return;
    this.#seen.value = newest;
    await this.book.writeOwn("seen", newest);
  }

  // Writing

  async say(text: string, area = "", shared = false): Promise<string> {
    const id = randomBytes(16);
    const day = dayOf(new Date());
    const fields = { day, text, ...(area === "" ? {} : { area }), ...(shared ? { shared } : {}) };
    await this.#write(saidIn(this.space.me, day.slice(0, 7)), MESSAGE, id, fields, KIND_MESSAGE);
    return hex(id);
  }

  photos(): Promise<PhonePhotos> {
    this.#photos ??= import("./photos.ts").then(
      ({ PhonePhotos }) => new PhonePhotos(this.book, this.#nudge, signal<Keeping>("phone"), BESIDE_WORDS),
    );
    return this.#photos;
  }

  /** Photos follow the words: sent when those are, and again where the server lost some. */
  async #sendPhotos(restored: boolean): Promise<void> {
    if (restored) await (await this.photos()).sendAgain();
    else if ((await this.book.ownNames(UPLOAD)).length > 0) (await this.photos()).send();
  }

  async sendPhoto(picture: Picture, text: string): Promise<string> {
    const id = hex(randomBytes(16));
    const day = dayOf(new Date());
    const page = saidIn(this.space.me, day.slice(0, 7)).slice(SAID.length);
    const says = (photo: NewPhoto, tick: () => Bytes) => {
      const [stamp, record] = [tick(), { id: unhex(id) }];
      return [
        { ...record, type: MESSAGE, stamp, fields: { day, text } },
        { ...record, type: PHOTO, stamp, fields: photoFields(photo) },
      ];
    };
    await (await this.photos()).put(page, { id, ...picture }, says, KIND_MESSAGE);
    return id;
  }

  /** What was taken back here is not brought back any more: its photos are deleted, here and at the server. */
  async settle(): Promise<void> {
    const out = (this.messages.value ?? []).filter(({ mine, removed, photo }) => mine && removed && photo !== null);
    for (const { photo, id } of out) await (await this.photos()).settle(photo!.page, [id]);
  }

  #photoOf(id: string): Message["photo"] {
    return this.messages.value?.find((message) => message.id === id)?.photo ?? null;
  }

  change(id: string, text: string): Promise<void> {
    return this.#edit(id, { text });
  }

  async takeBack(id: string): Promise<void> {
    const photo = this.#photoOf(id);
    if (photo === null) return this.#edit(id, { deleted: true });
    return (await this.photos()).takeOut(photo.page, id);
  }

  async bringBack(id: string): Promise<void> {
    const photo = this.#photoOf(id);
    if (photo === null) return this.#edit(id, { deleted: false });
    return (await this.photos()).bringBack(photo.page, id);
  }

  async sayAbout(fields: Fields): Promise<void> {
    await this.#write(aboutOf(this.space.me), ABOUT, ONLY, fields);
  }

  async sayMeet(fields: Fields): Promise<void> {
    await this.#write(meetOf(this.space.me), MEET, ONLY, fields);
  }

  async sayWalk(id: string | null, plan: WalkPlan): Promise<string> {
    const record = id === null ? randomBytes(16) : unhex(id);
    await this.#write(meetOf(this.space.me), WALK, record, walkFields(plan, this.space.me, this.#other));
    return hex(record);
  }

  async #edit(id: string, fields: Fields): Promise<void> {
    const own = `${SAID}${this.space.me}/`;
    for (const [name, document] of this.book.documents.here)
      if (name.startsWith(own) && document.records().has(`${MESSAGE} ${id}`))
        return this.#write(name, MESSAGE, unhex(id), fields);
  }

  async #write(document: string, type: string, id: Bytes, fields: Fields, kind = KIND_CHANGE): Promise<void> {
    await this.book.documents.get(document);
    await this.book.write(document, (tick) => [{ type, id, stamp: tick(), fields }], kind);
    this.#nudge();
  }

  // What comes

  /** Says to the other one that their words are on this phone: once for all that came together. */
  #taken(arrived: readonly Arrived[]): void {
    let newest = "";
    for (const { item, opened, content } of arrived) {
      if (opened === null || content === null || isSnapshot(content)) continue;
      if (this.space.accountOf(opened.deviceId) === this.space.me) continue;
      for (const { type, stamp, fields } of content) {
        if (type === PHOTO && fields.deleted === true) setTimeout(() => void this.#forgetPhotos(), GATHER_MS);
        const message = type === MESSAGE && fields.day !== undefined;
        if (!message && type !== MEET && type !== WALK) continue;
        const device = hex(opened.deviceId);
        const when = hex(clamp(stamp, item.received));
        if (message && when > (this.#arrived.get(device) ?? "")) this.#arrived.set(device, when);
        if (when + device > newest) newest = when + device;
      }
    }
    if (newest === "") return;
    void this.#came(newest);
    clearTimeout(this.#gathering);
    this.#gathering = setTimeout(() => void this.#acknowledge(), GATHER_MS);
  }

  /** Somebody took a photo back: nothing of it stays here. */
  async #forgetPhotos(): Promise<void> {
    const pages = new Set((this.messages.value ?? []).flatMap(({ photo }) => (photo?.out ? [photo.page] : [])));
    for (const page of pages) await (await this.photos()).of(page);
  }

  async #came(newest: string): Promise<void> {
    if (newest <= ((await this.book.readOwn<string>("newest")) ?? "")) return;
    await this.book.writeOwn("newest", newest);
    this.#newest.value = newest;
  }

  async #acknowledge(): Promise<void> {
    if (this.space.left !== null || this.space.circle) return; // in a circle nobody is told on whose phones words are
    const document = await this.book.documents.get(arrivedAt(this.space.me));
    const known = readArrived(document.records().values());
    const news = [...this.#arrived].filter(([device, when]) => when > (known.get(device) ?? ""));
    if (news.length > 0) await this.#write(arrivedAt(this.space.me), ARRIVED, ONLY, Object.fromEntries(news));
  }

  // Trust, and the end

  safetyNumber(account = this.#other): Promise<string | null> {
    return this.space.safetyNumber(account);
  }

  leave(heir = ""): Promise<boolean> {
    return changed(this.book, () => this.space.leave(heir));
  }
}

function monthOf(name: string): string {
  return name.split("/")[2] ?? "";
}
