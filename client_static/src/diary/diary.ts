/** The diary that screens use: signals over the book on this phone, and the ways to come in (see model.ts). */
import { batch, computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { equal, hex, unhex } from "../crypto/encoding.ts";
import * as suite from "../crypto/suite.ts";
import { type Rows, Store } from "../storage/store.ts";
import { monthName, SETTINGS } from "../sync/document.ts";
import type { Value } from "../sync/record.ts";
import { dayOf } from "../today/day.ts";
import { Declined, NoNetwork } from "../transport/http.ts";
import { type Account, newAccount } from "./account.ts";
import { LEADER } from "./background.ts";
import { Book } from "./book.ts";
import { ownShelf, ShelfCollection, sealedShelf } from "./collection.ts";
import type { Copy } from "./copy.ts";
import { Growing, LEAF, nextFreeSlot } from "./leaf.ts";
import type {
  Collection,
  Day,
  Diary,
  Keeping,
  Leaf,
  LinkStep,
  LockChoice,
  Notes,
  OpenPage,
  Page,
  Phone,
  Photos,
  Projects,
  RecoverFailure,
  Talks,
  Unlocked,
} from "./model.ts";
import { Pages } from "./pages.ts";
import type { PhonePhotos } from "./photos.ts";
import type { PhoneProjects } from "./projects.ts";
import { PHONE, phoneNames, readSetting, TREE_SEED } from "./settings.ts";
import type { Sync } from "./sync.ts";
import type { PhoneTalks } from "./talks.ts";

const LOAD_AGAIN_MS = 5000;
const UPLOAD = "upload/"; // rows of photos that the server is still to be told of

export async function openDiary(): Promise<Diary> {
  const store = await Store.open();
  const diary = new PhoneDiary(store);
  await diary.enter(store);
  return diary;
}

function today(): Day {
  return dayOf(new Date());
}

class PhoneDiary implements Diary {
  #store: Rows;
  readonly #lock = signal<LockChoice | null>(null);
  readonly lock: ReadonlySignal<LockChoice | null> = this.#lock;
  readonly locked = signal(false);
  readonly #book = signal<Book | null>(null);
  readonly #tabs = new BroadcastChannel("newleaf");
  #sync: Sync | null = null;
  #leads = false; // this tab sends
  #release: () => void = () => undefined;
  #pages: Pages | null = null;
  #photos: Promise<PhonePhotos> | null = null;
  #talks: Promise<PhoneTalks> | null = null;
  #projects: Promise<PhoneProjects> | null = null;
  readonly #photosKeeping = signal<Keeping>("everywhere");
  #stopPhotos: () => void = () => undefined;
  readonly #collections = new Map<string, ShelfCollection>();
  readonly borrowed = signal(false);
  readonly started = computed(() => this.#book.value !== null);
  readonly #growing = new Growing();
  readonly leaves: ReadonlySignal<readonly Leaf[]> = computed(() => {
    const book = this.#book.value;
    return book !== null && book.changed.value >= 0 ? this.#growing.read(book.documents.days()) : [];
  });
  readonly treeSeed = computed(() => {
    const book = this.#book.value;
    if (book === null || book.changed.value < 0) return "0".repeat(32);
    const brought = readSetting(book.documents.settings(), TREE_SEED);
    return typeof brought === "string" && /^[0-9a-f]{32}$/.test(brought) ? brought : book.person.keys.treeSeed;
  });
  readonly keeping: ReadonlySignal<Keeping> = computed(() => {
    const words = this.#book.value?.keeping.value ?? "phone";
    return words === "everywhere" ? this.#photosKeeping.value : words;
  });
  readonly coming = computed(() => {
    const fetched = this.#book.value?.fetched.value ?? null;
    return fetched === null ? null : fetched.done / Math.max(fetched.of, 1);
  });
  readonly alarms = computed(() => this.#book.value?.alarms.value ?? []);
  readonly restored = computed(() => this.#book.value?.restored.value ?? false);
  readonly changed = computed(() => this.#book.value?.changed.value ?? 0);
  readonly cardMade = computed(() => (this.#book.value?.person.account$.value.card ?? "none") !== "none");
  readonly cardKept = computed(() => this.#book.value?.person.account$.value.card === "kept");
  readonly cardTried = computed(() => {
    const book = this.#book.value;
    if (book === null || book.changed.value < 0) return null;
    const { card, account$ } = book.person;
    const tried = account$.value.cardTried;
    return tried && card && equal(tried.lookup, card.lookup) ? tried.day : null;
  });
  readonly phones: ReadonlySignal<readonly Phone[]> = computed(() => {
    const book = this.#book.value;
    if (book === null || book.changed.value < 0) return [];
    const names = phoneNames(book.documents.settings());
    return book.person.phones().map((phone) => ({ ...phone, name: names.get(phone.id) ?? "" }));
  });
  readonly newPhones = computed(() => {
    const news = this.#book.value?.person.newcomers.value ?? [];
    return this.phones.value.filter(({ id }) => news.includes(id));
  });
  readonly opensElsewhere = computed(() => this.cardKept.value || this.phones.value.length > 1);
  readonly cardDue = computed(() => {
    const account = this.#book.value?.person.account$.value;
    const first = this.leaves.value[0];
    if (account === undefined || first === undefined || account.card !== "none") return false;
    const grown = Number(BigInt(`0x${first.stamp.slice(0, 16)}`) >> 16n);
    return dayOf(new Date(grown)) < today() && account.cardPostponed !== today();
  });

  constructor(store: Store) {
    this.#store = store;
    this.#tabs.onmessage = ({ data }) => {
      if (this.borrowed.value) return; // other tabs have another diary
      void (data === "stored" ? this.#readAgain() : data === "locked" ? this.#shut() : this.#reopen());
    };
  }

  /** Everything as this store has it. */
  async enter(store: Store): Promise<void> {
    const book = store.locked ? null : await Book.open(store);
    this.#halt();
    batch(() => {
      this.#store = store;
      this.#lock.value = store.lock;
      this.#book.value = null;
      if (book !== null) this.#use(book);
      this.locked.value = store.locked;
    });
  }

  async start(): Promise<void> {
    if (this.#book.value !== null) return;
    this.#use(await Book.create(this.#store, await newAccount()));
  }

  async borrow(): Promise<void> {
    if (this.started.value) return;
    const { MemoryStore } = await import("../storage/memory.ts");
    this.#store = new MemoryStore();
    this.borrowed.value = true;
  }

  async forget(): Promise<void> {
    const book = this.#mine();
    // Without the server, or with words that wait: it stays on the list of phones, and opens nothing any more.
    if (book.person.account.registered && book.outbox.size === 0) await book.leave().catch(() => undefined);
    await this.deleteHere();
  }

  async addLeaf(leaf: Parameters<Diary["addLeaf"]>[0]): Promise<Leaf> {
    const book = this.#mine();
    const id = leaf.id === undefined ? suite.randomBytes(16) : unhex(leaf.id);
    const first = this.leaves.value.length === 0;
    const slot = nextFreeSlot(this.leaves.value, leaf.area);
    const fields = { tile: leaf.tile, area: leaf.area, day: leaf.day, text: leaf.text ?? "", slot };
    await book.write(monthName(leaf.day), (tick) => [{ type: LEAF, id, stamp: tick(), fields }]);
    // Asked once there is something to keep. Firefox answers only when the person did: never awaited.
    if (first && !this.borrowed.value) void navigator.storage?.persist?.();
    this.#sync?.nudge();
    const digits = hex(id);
    return this.leaves.value.findLast((known) => known.id === digits)!;
  }

  changeLeaf(id: string, change: { day?: Day; text?: string }): Promise<void> {
    const fields: Record<string, Value> = {};
    if (change.day !== undefined) fields.day = change.day;
    if (change.text !== undefined) fields.text = change.text;
    return this.#edit(id, fields);
  }

  removeLeaf(id: string): Promise<void> {
    return this.#edit(id, { deleted: true });
  }

  bringBackLeaf(id: string): Promise<void> {
    return this.#edit(id, { deleted: false });
  }

  pages(words = ""): Promise<readonly Page[]> {
    const pages = this.#pagesOf(this.#mine());
    return words.trim() === "" ? pages.list() : pages.search(words);
  }

  openPage(id: string | null): Promise<OpenPage> {
    return this.#pagesOf(this.#mine()).open(id, today());
  }

  async removePage(id: string): Promise<void> {
    await this.#pagesOf(this.#mine()).remove(id, true);
    await this.removeLeaf(id);
  }

  async bringBackPage(id: string): Promise<void> {
    await this.#pagesOf(this.#mine()).remove(id, false);
    await this.bringBackLeaf(id);
  }

  talks(): Promise<Talks> {
    return this.#talksOf(this.#mine());
  }

  #talksOf(book: Book): Promise<PhoneTalks> {
    const host = {
      rows: this.#store,
      person: book.person,
      collection: (kind: string) => this.collection(kind),
      nudge: () => this.#sync?.nudge(),
      onStored: () => this.#post("stored"),
    };
    this.#talks ??= import("./talks.ts")
      .then(({ PhoneTalks }) => PhoneTalks.open(host))
      .catch((problem: unknown) => {
        this.#talks = null; // that part of the program could not be loaded: it is tried again
        throw problem;
      });
    return this.#talks;
  }

  projects(): Promise<Projects> {
    const { person } = this.#mine();
    this.#projects ??= Promise.all([import("./projects.ts"), this.talks() as Promise<PhoneTalks>])
      .then(async ([{ PhoneProjects }, talks]) => {
        const host = { rows: this.#store, person, talks, collection: (kind: string) => this.collection(kind) };
        const projects = await PhoneProjects.open(host);
        talks.onRung = () => void projects.refresh().catch(() => undefined);
        return projects;
      })
      .catch((problem: unknown) => {
        this.#projects = null; // as above
        throw problem;
      });
    return this.#projects;
  }

  async notes(): Promise<Notes> {
    const { PhoneNotes } = await import("./notes.ts");
    return new PhoneNotes(this.#store, this.#mine().person);
  }

  /** Only where the person asked for notes. */
  async #refreshNotes(book: Book): Promise<void> {
    const store = this.#store;
    if ((await store.names("notes")).length === 0) return;
    const { PhoneNotes } = await import("./notes.ts");
    await new PhoneNotes(store, book.person).refresh();
  }

  photos(): Promise<Photos> {
    return this.#photosOf(this.#mine());
  }

  collection(kind: string): Collection {
    return this.#listed(kind, (book) => sealedShelf(book, kind, () => this.#sync?.nudge()));
  }

  ownCollection(kind: string): Collection {
    return this.#listed(`own ${kind}`, (book) => ownShelf(book, kind));
  }

  #listed(name: string, shelf: (book: Book) => ConstructorParameters<typeof ShelfCollection>[1]): Collection {
    const book = this.#mine();
    const found = this.#collections.get(name) ?? new ShelfCollection(book, shelf(book));
    this.#collections.set(name, found);
    return found;
  }

  #photosOf(book: Book): Promise<PhonePhotos> {
    this.#photos ??= import("./photos.ts").then(
      ({ PhonePhotos }) => new PhonePhotos(book, () => this.#sync?.nudge(), this.#photosKeeping),
    );
    return this.#photos;
  }

  /** Photos follow the words: sent when those are, and again where the server lost some. */
  #lookAfterPhotos(book: Book): () => void {
    const look = async (restored: boolean) => {
      if (restored) await (await this.#photosOf(book)).sendAgain();
      else if ((await book.ownNames(UPLOAD)).length > 0) (await this.#photosOf(book)).send();
    };
    const stop = effect(() => {
      const restored = book.restored.value;
      if (book.keeping.value === "everywhere") void look(restored).catch(() => undefined);
    });
    return () => {
      stop();
      void this.#photos?.then((photos) => photos.stop());
      this.#photos = null;
      this.#photosKeeping.value = "everywhere";
    };
  }

  #pagesOf(book: Book): Pages {
    this.#pages ??= new Pages(book, () => this.#sync?.nudge());
    return this.#pages;
  }

  async cardWords(): Promise<readonly string[]> {
    const { wordsOf } = await import("../crypto/words.ts");
    return wordsOf(this.#mine().person.account.cardEntropy);
  }

  async confirmCard(): Promise<void> {
    const book = this.#mine();
    await book.person.save({ ...book.person.account, card: "confirmed" });
    // With a network the lock is put on at once; without, when the server is next reached.
    await book.person.reachServer().catch(() => undefined);
  }

  async tryCard(words: readonly string[]): Promise<RecoverFailure | null> {
    const { tryCard } = await import("./ways_in.ts");
    return tryCard(words, this.#mine().person, today());
  }

  async postponeCard(): Promise<void> {
    const book = this.#mine();
    await book.person.save({ ...book.person.account, cardPostponed: today() });
  }

  newPhonesRead(): Promise<void> {
    return this.#mine().person.newcomersRead();
  }

  async lookAtPhones(): Promise<void> {
    const book = this.#mine();
    // Without the server the list is the one of before.
    if (book.person.account.registered) await book.person.refreshLog().catch(() => undefined);
  }

  async namePhone(id: string, name: string): Promise<void> {
    const change = { type: PHONE, id: unhex(id), fields: { name } };
    await this.#mine().write(SETTINGS, (tick) => [{ ...change, stamp: tick() }]);
    this.#sync?.nudge();
  }

  async takeOffPhone(id: string): Promise<boolean> {
    try {
      await this.#mine().takeOff(unhex(id));
      return true;
    } catch (problem) {
      if (problem instanceof NoNetwork || problem instanceof Declined) return false;
      throw problem;
    }
  }

  async takeCopy(): Promise<Copy> {
    const book = this.#mine();
    const pages = this.#pagesOf(book);
    const photos = await this.#photosOf(book);
    const written = [];
    for (const { id, day } of await pages.list())
      written.push({ id, day, text: (await pages.read(id)).toString(), photos: await photos.copied(id) });
    const { copyCollections, copyTalks } = await import("./copy.ts");
    const collections = await copyCollections(book);
    const talks = await copyTalks(await this.talks());
    return { treeSeed: this.treeSeed.value, leaves: this.leaves.value, pages: written, collections, talks };
  }

  async bringCopy(copy: Copy): Promise<void> {
    const book = this.#mine();
    const { bringCopy } = await import("./copy.ts");
    await bringCopy(book, this.#pagesOf(book), await this.#photosOf(book), this.leaves.value, copy);
    this.#sync?.nudge();
  }

  async deleteEverything(): Promise<boolean> {
    try {
      await this.#mine().person.retire();
    } catch (problem) {
      if (problem instanceof NoNetwork || problem instanceof Declined) return false;
      throw problem;
    }
    await this.deleteHere();
    return true;
  }

  async deleteHere(): Promise<void> {
    this.#letGo();
    // Not waited for: what lies on this phone goes first.
    void import("./notes.ts").then(({ endSubscription }) => endSubscription()).catch(() => undefined);
    await this.#store.destroy();
    this.#post("reopen");
    this.borrowed.value = false;
    await this.enter(await Store.open());
  }

  #post(what: "stored" | "locked" | "reopen"): void {
    if (!this.borrowed.value) this.#tabs.postMessage(what);
  }

  lockNow(): void {
    if (this.#lock.value === null || this.locked.value) return;
    this.#shut();
    this.#post("locked");
  }

  async unlock(secret: string): Promise<Unlocked> {
    const { unlock } = await import("../storage/lock.ts");
    const tried = await unlock(secret);
    if (tried.is === "wrong" || tried.is === "wait") return tried;
    await this.enter(tried.is === "open" ? tried.store : await Store.open());
    return { is: "open" };
  }

  async setLock(choice: Parameters<Diary["setLock"]>[0]): Promise<void> {
    const { setLock } = await import("../storage/lock.ts");
    await this.#sealAnew((begun) => setLock(choice, begun));
  }

  async takeLockOff(secret: string): Promise<Unlocked> {
    const { isRight, pauseNow, takeLockOff } = await import("../storage/lock.ts");
    const ms = await pauseNow();
    if (ms > 0) return { is: "wait", ms };
    if (!(await isRight(secret))) return { is: "wrong", ms: await pauseNow() };
    const off = await this.#sealAnew((begun) => takeLockOff(secret, begun));
    return off ? { is: "open" } : { is: "wrong", ms: await pauseNow() };
  }

  async changeLock(secret: string, choice: Parameters<Diary["setLock"]>[0]): Promise<Unlocked> {
    const { changeLock, pauseNow } = await import("../storage/lock.ts");
    const ms = await pauseNow();
    if (ms > 0) return { is: "wait", ms };
    const changed = await changeLock(secret, choice);
    if (changed === null) return { is: "wrong", ms: await pauseNow() };
    this.#lock.value = changed;
    this.#post("reopen");
    return { is: "open" };
  }

  async changeLockDelay(delay: number): Promise<void> {
    const { changeDelay } = await import("../storage/lock.ts");
    await changeDelay(delay);
    if (this.#lock.value !== null) this.#lock.value = { ...this.#lock.value, delay };
  }

  /** The key of all rows is about to change: nothing goes on meanwhile, and whatever comes of it is opened again. */
  async #sealAnew(work: (begun: () => void) => Promise<Store | null>): Promise<boolean> {
    this.#halt();
    const before = this.#store as Store;
    try {
      const after = await work(() => this.#post("reopen"));
      await this.enter(after ?? before);
      this.#post("reopen");
      return after !== null;
    } catch (problem) {
      await this.#reopen();
      throw problem;
    }
  }

  /** Nothing of it stays in this page. */
  #shut(): void {
    batch(() => {
      this.locked.value = true;
      this.#letGo();
    });
    if (this.#store instanceof Store) this.#store = this.#store.shut();
  }

  /** Another tab deleted everything, or set or changed or took off the lock. */
  async #reopen(): Promise<void> {
    this.#shut();
    await this.enter(await Store.open());
  }

  /** As before Start: the screens follow by themselves. */
  #letGo(): void {
    this.#halt();
    this.#book.value = null;
  }

  #halt(): void {
    this.#forgetCollections();
    void this.#talks?.then((talks) => talks.stop()).catch(() => undefined);
    this.#talks = null;
    this.#projects = null;
    this.#sync?.stop();
    this.#sync = null;
    this.#leads = false;
    this.#pages = null;
    this.#stopPhotos();
    this.#release();
  }

  restoredRead(): Promise<void> {
    return this.#mine().restoredRead();
  }

  offerLink(): ReturnType<Diary["offerLink"]> {
    const step = signal<LinkStep | null>(null);
    const abort = new AbortController();
    void import("./ways_in.ts").then(({ offerLink }) =>
      offerLink(step, abort.signal, (account, progress) => this.#come(account, progress)),
    );
    return { step, cancel: () => abort.abort() };
  }

  acceptLink(code: string): ReturnType<Diary["acceptLink"]> {
    const step = signal<LinkStep | null>(null);
    const { person } = this.#mine();
    const accepting = import("./ways_in.ts").then(({ acceptLink }) => acceptLink(step, person, code));
    return { step, confirm: async () => (await accepting).confirm(), cancel: () => undefined };
  }

  async recover(words: readonly string[]): Promise<RecoverFailure | null> {
    const { recover } = await import("./ways_in.ts");
    return recover(words, (account) => this.#come(account));
  }

  /** A diary that exists already comes to this phone. */
  async #come(account: Account, progress: (done: number, of: number) => void = () => undefined): Promise<void> {
    const book = await Book.create(this.#store, account);
    const stop = effect(() => {
      const fetched = book.fetched.value;
      if (fetched !== null) progress(fetched.done, fetched.of);
    });
    this.#use(book);
    stop();
  }

  #forgetCollections(): void {
    for (const collection of this.#collections.values()) collection.stop();
    this.#collections.clear();
  }

  #use(book: Book): void {
    this.#pages = null;
    this.#forgetCollections();
    book.person.onRetired = () => void this.deleteHere();
    book.onStored = () => this.#post("stored");
    this.#book.value = book;
    this.#stopPhotos();
    this.#stopPhotos = this.#lookAfterPhotos(book);
    const lead = async (waited: boolean) => {
      const here = () => this.#book.value === book; // else it was deleted while this tab waited
      // Whoever sent until now may have sent what this tab holds for unsent: stored rows count as perhaps sent.
      if (waited && here()) await book.loadAlone();
      if (!here()) return;
      this.#leads = true;
      void this.#startSync(book, here);
      await new Promise<void>((release) => {
        this.#release = release; // held while this tab lives, or until everything is deleted
      });
    };
    void this.#lead(lead);
  }

  /** Loaded after the first screen. Without a network it waits: then there is nobody to send to, either. */
  async #startSync(book: Book, here: () => boolean): Promise<void> {
    const loaded = await import("./sync.ts").catch(() => null);
    if (!here()) return;
    if (loaded === null) {
      setTimeout(() => void this.#startSync(book, here), LOAD_AGAIN_MS);
      return;
    }
    this.#sync = new loaded.Sync(book);
    this.#sync.start();
    const sync = this.#sync;
    this.#attachTalks(book, sync, here);
    void this.#refreshNotes(book).catch(() => undefined);
  }

  #attachTalks(book: Book, sync: Sync, here: () => boolean): void {
    void this.#talksOf(book).then(
      (talks) => here() && talks.attach(sync),
      () => setTimeout(() => here() && this.#attachTalks(book, sync, here), LOAD_AGAIN_MS),
    );
  }

  /** One sends: a tab, the next one when that closes, or the service worker where none is open. */
  async #lead(lead: (waited: boolean) => Promise<void>): Promise<void> {
    if (this.borrowed.value || !("locks" in navigator)) return lead(false);
    const free = await navigator.locks.request(LEADER, { ifAvailable: true }, async (lock) => {
      if (lock !== null) await lead(false);
      return lock !== null;
    });
    if (!free) await navigator.locks.request(LEADER, () => lead(true));
  }

  /** Another tab wrote something. */
  async #readAgain(): Promise<void> {
    const book = this.#book.value;
    if (this.locked.value) return;
    if (book === null) return this.enter(await Store.open());
    await (this.#leads ? book.readOutbox() : book.loadAlone());
    await (await this.#talks?.catch(() => null))?.readAgain(this.#leads);
    this.#sync?.nudge();
  }

  #edit(id: string, fields: Record<string, Value>): Promise<void> {
    const leaf = this.leaves.value.find((known) => known.id === id);
    if (leaf === undefined) return Promise.resolve();
    const book = this.#mine();
    const name = book.documents.ofLeaf(id) ?? monthName(leaf.day);
    return book
      .write(name, (tick) => [{ type: LEAF, id: unhex(id), stamp: tick(), fields }])
      .then(() => this.#sync?.nudge());
  }

  #mine(): Book {
    const book = this.#book.value;
    if (book === null) throw new Error("the diary is not started yet");
    return book;
  }
}
