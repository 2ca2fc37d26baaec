/** A diary in memory, for pictures of the screens and for unit tests. Never part of the shipped client. */
import { signal } from "@preact/signals";
import {
  type Collection,
  type Diary,
  type Item,
  type Keeping,
  type Leaf,
  type LinkStep,
  PhoneFull,
  type RecoverFailure,
} from "../../client_static/src/diary/model.ts";

export interface FakeOptions {
  readonly started?: boolean;
  readonly leaves?: readonly Leaf[];
  readonly keeping?: Keeping;
  readonly alarms?: readonly string[];
  readonly cardDue?: boolean;
  readonly cardMade?: boolean;
  readonly step?: LinkStep;
  readonly recover?: RecoverFailure;
}

export const WORDS = "river candle orange window basket thunder pillow meadow button harbor kettle maple".split(" ");

const emptyCollection: Collection = {
  items: signal<readonly Item[] | null>([]),
  add: async () => "",
  change: async () => undefined,
  move: async () => undefined,
  takeOut: async () => undefined,
  bringBack: async () => undefined,
};

export class FakeDiary implements Diary {
  readonly started = signal(true);
  readonly leaves = signal<readonly Leaf[]>([]);
  readonly treeSeed = signal("6e65776c656166206578616d706c6521");
  readonly cardKept = signal(false);
  readonly coming = signal<number | null>(null);
  readonly keeping = signal<Keeping>("phone");
  readonly alarms = signal<readonly string[]>([]);
  readonly cardDue = signal(false);
  readonly restored = signal(false);
  readonly changed = signal(0);
  readonly cardMade = signal(false);
  readonly phones = signal([]);
  readonly newPhones = signal([]);
  readonly borrowed = signal(false);
  /** Set to true to let the next leaf fail, as on a phone without space. */
  full = false;
  private readonly step = signal<LinkStep | null>(null);
  private readonly answer: RecoverFailure | null;

  constructor(options: FakeOptions = {}) {
    this.started.value = options.started ?? true;
    this.leaves.value = options.leaves ?? [];
    this.keeping.value = options.keeping ?? "phone";
    this.alarms.value = options.alarms ?? [];
    this.cardDue.value = options.cardDue ?? false;
    this.cardMade.value = options.cardMade ?? false;
    this.step.value = options.step ?? null;
    this.answer = options.recover ?? null;
  }

  collection() {
    return emptyCollection;
  }
  ownCollection() {
    return emptyCollection;
  }

  readonly lock = signal(null);
  readonly locked = signal(false);
  lockNow() {}
  async unlock() {
    return { is: "open" } as const;
  }
  async setLock() {}
  async changeLock() {
    return { is: "open" } as const;
  }
  async changeLockDelay() {}
  async takeLockOff() {
    return { is: "open" } as const;
  }

  async borrow() {
    this.borrowed.value = true;
  }
  readonly opensElsewhere = signal(true);
  async forget() {
    this.started.value = false;
  }

  async start() {
    this.started.value = true;
  }

  async addLeaf({ tile, area, day, text = "" }: { tile: string; area: Leaf["area"]; day: string; text?: string }) {
    if (this.full) throw new PhoneFull("no space");
    const all = this.leaves.value;
    const number = String(all.length).padStart(32, "0");
    const slot = all.filter((one) => one.area === area).length;
    const leaf: Leaf = { id: number, tile, area, day, text, slot, stamp: number, removed: false };
    this.leaves.value = [...all, leaf];
    return leaf;
  }

  private change(id: string, change: Partial<Leaf>) {
    this.leaves.value = this.leaves.value.map((leaf) => (leaf.id === id ? { ...leaf, ...change } : leaf));
    return Promise.resolve();
  }

  changeLeaf(id: string, change: { day?: string; text?: string }) {
    return this.change(id, change);
  }

  async newPhonesRead() {}

  async takeCopy(): Promise<never> {
    throw new Error("copies have tests of their own");
  }

  async bringCopy() {}

  async deleteEverything() {
    return true;
  }

  async deleteHere() {}

  async lookAtPhones() {}

  async namePhone() {}

  async takeOffPhone() {
    return true;
  }

  async pages() {
    return [];
  }

  async openPage(): Promise<never> {
    throw new Error("the journal has tests of its own");
  }

  async removePage() {}

  async bringBackPage() {}

  async notes(): Promise<never> {
    throw new Error("notes have tests of their own");
  }

  async projects(): Promise<never> {
    throw new Error("projects have tests of their own");
  }

  async talks(): Promise<never> {
    throw new Error("talks have tests of their own");
  }

  async photos(): Promise<never> {
    throw new Error("photos have tests of their own");
  }

  async restoredRead() {
    this.restored.value = false;
  }

  removeLeaf(id: string) {
    return this.change(id, { removed: true });
  }

  bringBackLeaf(id: string) {
    return this.change(id, { removed: false });
  }

  async cardWords() {
    return WORDS;
  }

  async confirmCard() {
    this.cardMade.value = true;
    this.cardDue.value = false;
  }

  readonly cardTried = signal(null);
  async tryCard() {
    return null;
  }

  async postponeCard() {
    this.cardDue.value = false;
  }

  offerLink() {
    return { step: this.step, cancel: () => undefined };
  }

  acceptLink(_code: string) {
    const confirm = async () => {
      this.step.value = { at: "done" };
    };
    return { step: this.step, confirm, cancel: () => undefined };
  }

  async recover(_words: readonly string[]) {
    return this.answer;
  }
}
