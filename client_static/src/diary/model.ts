/** What a screen may ask of the diary. Screens know nothing of sealing, storage or the network. */

import type { ReadonlySignal } from "@preact/signals";
import type { Area } from "../areas/model.ts";
import type { Bytes } from "../crypto/encoding.ts";
import type { LetterBody, Proven, Shown, Step, Wish } from "../projects/model.ts";
import type { Value } from "../sync/record.ts";
import type { Rewrite } from "../sync/text.ts";
import type { Lines, Meet } from "../talk/meet.ts";
import type { About, Message } from "../talk/model.ts";
import type { Walk, WalkPlan } from "../talk/walk.ts";
import type { Copy } from "./copy.ts";

/** A day of the person's own calendar, `YYYY-MM-DD`. */
export type Day = string;

/** One thing somebody did. `slot` is its place on its area's bough; it never moves (look/DESIGN.md section 5). */
export interface Leaf {
  readonly id: string; // 32 hex digits
  readonly tile: string; // a tile's name or SOMETHING_ELSE
  readonly area: Area;
  readonly day: Day;
  readonly text: string; // a few words if wanted, may be empty
  readonly slot: number;
  readonly stamp: string; // sorts by time of creation
  readonly removed: boolean; // its slot stays, as a bud
}

/** A journal page as a list shows it. */
export interface Page {
  readonly id: string; // 32 hex digits; its leaf has the same
  readonly day: Day;
  readonly line: string; // how it begins
  readonly changed: string; // sorts by time of the last edit
  readonly removed: boolean;
}

export type Fields = Readonly<Record<string, Value>>;

/** One thing in a collection: a hope, a step of a plan, a name to call. */
export interface Item {
  readonly id: string; // 32 hex digits
  readonly order: string; // see item.ts
  readonly fields: Fields;
}

/** A small list that a person puts in their own order. Writing resolves when it is durably on this phone. */
export interface Collection {
  /** null until it was read; what was taken out is not in it. */
  readonly items: ReadonlySignal<readonly Item[] | null>;
  /** `at`: its place among the others; at the end where none is given. Resolves to its id. */
  add(fields: Fields, at?: number): Promise<string>;
  change(id: string, fields: Fields): Promise<void>;
  /** `to`: its place among the others. */
  move(id: string, to: number): Promise<void>;
  takeOut(id: string): Promise<void>;
  bringBack(id: string): Promise<void>;
}

/** A photo of a journal page. */
export interface Photo {
  readonly id: string; // 32 hex digits
  readonly width: number; // pixels
  readonly height: number;
  readonly added: number; // milliseconds
}

/** A picture made anew on this phone: nothing of the camera's own notes, such as the place, is in it. */
export interface Picture {
  readonly jpeg: Bytes;
  readonly width: number;
  readonly height: number;
}

/** A photo as it lies in a copy; no picture where it could not be had. */
export interface CopiedPhoto extends Photo {
  readonly jpeg: Bytes | null;
}

export interface Photos {
  /** Of a page, in the order of their adding. */
  of(page: string): Promise<readonly Photo[]>;
  /** Resolves when it is durably on this phone. Rejects with PhoneFull when it could not be kept. */
  add(page: string, day: Day, picture: Picture): Promise<void>;
  /** The JPEG; null while it is not here and cannot be fetched. */
  picture(page: string, id: string): Promise<Bytes | null>;
  takeOut(page: string, id: string): Promise<void>;
  bringBack(page: string, id: string): Promise<void>;
  /** These were taken out and are not brought back any more: they are deleted, here and at the server. */
  settle(page: string, ids: readonly string[]): Promise<void>;
}

/** A phone (or browser) that opens this tree. */
export interface Phone {
  readonly id: string; // 32 hex digits
  readonly name: string; // as the person calls it, may be empty
  readonly added: number; // milliseconds
  readonly mine: boolean; // the one in the hand
}

/** A page that is open for writing. */
export interface OpenPage {
  readonly id: string;
  readonly text: ReadonlySignal<string>;
  /** False while something is typed that is not sealed yet; it is kept on this phone all the same. */
  readonly kept: ReadonlySignal<boolean>;
  /** Two phones rewrote the same passage apart: asked once, answered with `choose`. */
  readonly rewritten: ReadonlySignal<Rewrite | null>;
  type(text: string): void;
  keep(): Promise<void>;
  choose(text: string): Promise<void>;
  /** Reads what another phone wrote; nothing that is being typed is touched. */
  look(): Promise<void>;
  close(): Promise<void>;
}

/** Where the words are, in words: only this phone, or on the server too (sealed), or why not yet. */
export type Keeping =
  | "phone" // saved on this phone, nothing sent yet (no network, or no account yet)
  | "sending"
  | "everywhere" // everything is acknowledged by the server
  | "server-full" // "Saved on this phone; the server is full"
  | "phone-full" // the phone could not save: the words stay on the screen
  | "alarm"; // the server showed something that cannot be right; see alarms

export type LinkStep =
  | { readonly at: "waiting"; readonly code: string; readonly digits: string } // this new phone shows its code
  | { readonly at: "confirm"; readonly digits: string } // the old phone asks "Is this phone in your hand now?"
  | { readonly at: "fetching"; readonly done: number; readonly of: number } // the tree is coming over
  | { readonly at: "done" }
  | { readonly at: "failed"; readonly why: LinkFailure };
export type LinkFailure = "no-network" | "expired" | "wrong-code" | "not-genuine";

export type RecoverFailure =
  | { readonly why: "word"; readonly index: number } // this word (0..11) is not on the list
  | { readonly why: "checksum" } // all are words, but not together: one is wrong or two are swapped
  | { readonly why: "no-match" }
  | { readonly why: "no-network" }
  | { readonly why: "not-genuine" };

/** Somebody the person talks with. */
export interface Talk {
  readonly id: string; // 32 hex digits
  /** As they call themselves; may be empty. */
  readonly name: ReadonlySignal<string>;
  /** What they, and what the person, say of themselves here. */
  readonly about: ReadonlySignal<About>;
  readonly mine: ReadonlySignal<About>;
  /** What was said with these words, newest first; looked for on this phone. */
  find(words: string): Promise<readonly Message[]>;
  /** When they meet, as whoever changed it last said it; null where nobody did. */
  readonly meet: ReadonlySignal<Meet | null>;
  sayMeet(fields: Fields): Promise<void>;
  /** What each of them would like to talk about then, and their next step. */
  readonly lines: ReadonlySignal<{ readonly mine: Lines; readonly theirs: Lines }>;
  /** Where the two go together, or one of them asked to. */
  readonly walks: ReadonlySignal<readonly Walk[]>;
  /** id: null for a new one. Resolves to its id. */
  sayWalk(id: string | null, plan: WalkPlan): Promise<string>;
  /** When the person came to it, in milliseconds; null while that is not known. */
  readonly since: ReadonlySignal<number | null>;
  /** Who left it: nothing more can be said then. out: the person was taken out of the circle. */
  readonly left: ReadonlySignal<"me" | "them" | "out" | null>;
  /** null: a talk of two. */
  readonly circle: Circle | null;
  /** Fluent: `alarm-<what>`. Nothing is sent while the server says it. */
  readonly alarms: ReadonlySignal<readonly string[]>;
  /** Something came that was not on the screen of this phone yet. Nobody else knows. */
  readonly fresh: ReadonlySignal<boolean>;
  /** The newest, in order; null until `open`. */
  readonly messages: ReadonlySignal<readonly Message[] | null>;
  /** There are older ones. */
  readonly earlier: ReadonlySignal<boolean>;
  open(): Promise<void>;
  older(): Promise<void>;
  seen(): Promise<void>;
  /** Resolves to its id when it is durably on this phone. shared: a copy of something of the person's own. */
  say(text: string, area?: string, shared?: boolean): Promise<string>;
  change(id: string, text: string): Promise<void>;
  /** With words, or none; kept on this phone when it resolves. */
  sendPhoto(picture: Picture, text: string): Promise<string>;
  photos(): Promise<Photos>;
  takeBack(id: string): Promise<void>;
  bringBack(id: string): Promise<void>;
  /** What was taken back is not brought back any more. */
  settle(): Promise<void>;
  sayAbout(fields: Fields): Promise<void>;
  /** Twelve groups of five digits; both phones show the same. account: of somebody in a circle. */
  safetyNumber(account?: string): Promise<string | null>;
  /** False where the server could not be reached: nothing has changed then. heir: who is host of the circle then. */
  leave(heir?: string): Promise<boolean>;
}

/** Somebody in a circle. */
export interface InCircle {
  readonly account: string; // 32 hex digits
  readonly name: string; // as they call themselves here; may be empty
  readonly host: boolean;
  readonly mine: boolean;
}

/** What a circle has beyond a talk. Changes resolve to false where the server could not be reached. */
export interface Circle {
  /** The person first, the others by name. */
  readonly people: ReadonlySignal<readonly InCircle[]>;
  readonly words: ReadonlySignal<string>;
  /** The person lets in and takes out. */
  readonly hosting: ReadonlySignal<boolean>;
  /** The person came after it had begun: what was said before is not theirs to read. */
  readonly later: ReadonlySignal<boolean>;
  /** Also of one who is not in it any more; may be empty. */
  nameOf(account: string): string;
  takeOut(account: string): Promise<boolean>;
  makeHost(account: string): Promise<boolean>;
}

/** A circle whose host's phone was not here yet since the person answered its link. */
export interface Waiting {
  readonly id: string; // of the item
  readonly name: string; // of the circle
  readonly host: string; // who invited, as they call themselves
  /** Why they cannot be let in any more; null while they may. */
  readonly problem: InviteFailure | null;
}

/** Who invites, as the link shows it before anything is agreed. */
export interface Invited {
  readonly name: string;
  readonly words: string;
  readonly expires: number; // milliseconds
  /** null: to a talk of two. people: how many were in it when the link was made. */
  readonly circle: { readonly name: string; readonly people: number } | null;
}

export type InviteFailure = "no-network" | "used" | "expired" | "gone" | "not-genuine" | "own" | "too-many" | "full";

/** A link that nobody answered yet. circle: whose name it carries, or empty. */
export interface OpenLink {
  readonly id: string; // 32 hex digits
  readonly circle: string;
  readonly expires: number; // milliseconds
}

export interface Talks {
  readonly list: ReadonlySignal<readonly Talk[]>;
  readonly links: ReadonlySignal<readonly OpenLink[]>;
  /** Nobody can use it any more. False where the server could not be reached. */
  withdraw(link: string): Promise<boolean>;
  /** The link of a new invitation; its secret is in it and nowhere else but the person's own phones. */
  /** project: the code of the one that it comes from. */
  invite(name: string, words: string, project?: string): Promise<{ readonly link: string } | InviteFailure>;
  look(text: string): Promise<Invited | InviteFailure>;
  /** Begins the talk and resolves to it; of a circle null, until its host's phone lets the person in. */
  accept(text: string, name: string, words: string): Promise<{ readonly talk: string | null } | InviteFailure>;
  /** A circle of the person alone, as yet; resolves to it. called: what the others call them. */
  begin(name: string, words: string, called: string): Promise<{ readonly talk: string } | InviteFailure>;
  /** The link of a new invitation to a circle that the person is host of. */
  inviteInto(circle: string, words: string): Promise<{ readonly link: string } | InviteFailure>;
  /** Circles that the person asked to be in. */
  readonly waiting: ReadonlySignal<readonly Waiting[]>;
  /** The person would not like to be in it any more. */
  stopWaiting(id: string): Promise<void>;
}

/** What somebody does for a project. lead: a coordinator who takes concerns. */
export type Role = "coordinator" | "supporter" | "lead";

/** A project as its poster shows it. role: the person's own, null for one who comes. */
export interface Place {
  readonly code: string; // 20 characters
  readonly name: string;
  readonly words: string;
  readonly role: Role | null;
  readonly leads: number;
  readonly linked: readonly { readonly code: string; readonly name: string }[];
  readonly workers: readonly {
    readonly account: string;
    readonly name: string;
    readonly words: string;
    readonly role: Role;
    readonly mine: boolean;
  }[];
}

/** One that came, or that the person wrote. by: who works there and wrote it; empty for anybody else. */
export interface Letter {
  readonly id: string;
  readonly code: string;
  readonly kind: number;
  readonly about: string;
  readonly sent: number; // milliseconds, the hour of it
  readonly mine: boolean;
  readonly by: string;
  /** null for one's own that another phone wrote. */
  readonly body: LetterBody | null;
}

export type ProjectFailure =
  | "no-network"
  | "not-genuine"
  | "gone"
  | "said" // hello was said already
  | "too-fast"
  | "too-many"
  | "used"
  | "no-leads";

/** What a project gives out to all who have its code. */
export type LeafletKind = "ideas" | "words" | "help" | "board";

/** The newest that this phone knows. json: as its kind says; whoever reads it checks it. */
export interface Leaflet {
  readonly kind: LeafletKind;
  readonly version: number; // from 1
  readonly changed: number; // milliseconds, the hour of it
  readonly by: string; // who gave it out; empty for one who works there no more
  readonly json: string;
}

/** What is told to those who lead a project. Each call resolves to null, or to why it did not work. */
export interface Care {
  /** Names of those who would read what is told from that talk. */
  readers(talk: string): readonly string[];
  /** To all who lead: own words, and what of a talk was chosen. told: the person knows. */
  raise(code: string, told: boolean, words: string, shown: readonly Shown[]): Promise<ProjectFailure | null>;
  /** messages: ids of what the other said in the talk. */
  report(code: string, talk: string, words: string, messages: readonly string[]): Promise<ProjectFailure | null>;
  /** What of a report is proven to be said, and by whom if they work there; null where it was changed. */
  proven(report: string): Promise<{ readonly by: string; readonly said: readonly Proven[] } | null>;
  answer(about: string, step: Step, words: string): Promise<ProjectFailure | null>;
}

/** What projects give out, and what people suggest to them. */
export interface Leaflets {
  /** null where the project has none, or none came yet. Reads signals: a screen is drawn anew when a newer one comes. */
  of(code: string, kind: LeafletKind): Leaflet | null;
  /** For coordinators. after: the version that was changed, 0 for a first one; `moved` where another came in between. */
  giveOut(code: string, kind: LeafletKind, json: string, after: number): Promise<ProjectFailure | "moved" | null>;
  /** To all who coordinate; they may put it on the board as it is. of: an idea's id, or empty. */
  suggest(code: string, name: string, words: string, of: string): Promise<ProjectFailure | null>;
  /** How many would like it, too, by the id of the suggestion's letter. Reads signals. */
  wanted(code: string): ReadonlyMap<string, number>;
  want(code: string, suggestion: string, wanted: boolean): Promise<ProjectFailure | null>;
}

/** Where the person said hello, and where they support others. Each call resolves to null, or to why it did not work. */
export interface Projects {
  readonly list: ReadonlySignal<readonly Place[]>;
  readonly letters: ReadonlySignal<readonly Letter[]>;
  /** Rejects without a network. */
  refresh(): Promise<void>;
  /** The day on which the person said hello or began to work there; null where that is not known. */
  since(code: string): Day | null;
  /** By its code, as typed. */
  look(code: string): Promise<Place | ProjectFailure>;
  hello(code: string, name: string, words: string, wish: Wish): Promise<ProjectFailure | null>;
  /** Begins the talk that was offered; the hello and other offers are gone then. */
  pick(offer: string, name: string): Promise<{ readonly talk: string } | ProjectFailure>;
  /** One's own, for everybody. */
  takeBack(letter: string): Promise<ProjectFailure | null>;
  /** A letter that the person does not want to see. Nobody learns of it; resolves to how it comes back. */
  pass(letter: string): Promise<() => Promise<void>>;
  leave(code: string): Promise<ProjectFailure | null>;
  /** token: of the operator's link, in hex, or empty. */
  found(
    name: string,
    words: string,
    me: { readonly name: string; readonly words: string },
    token: string,
  ): Promise<{ readonly code: string } | ProjectFailure>;
  write(
    code: string,
    card: { name?: string; words?: string; linked?: Place["linked"] },
  ): Promise<ProjectFailure | null>;
  welcome(hello: string): Promise<ProjectFailure | null>;
  place(code: string, account: string, role: Role | null): Promise<ProjectFailure | null>;
  offer(hello: string): Promise<ProjectFailure | null>;
  readonly care: Care;
  readonly leaflets: Leaflets;
  /** null for a talk that two began by themselves. */
  ofTalk(talk: string): Place | null;
}

export interface Diary {
  /** False until the person tapped Start (or came back with words or another phone). */
  readonly started: ReadonlySignal<boolean>;
  /** Every leaf in order of creation, removed ones included (they keep their slot). */
  readonly leaves: ReadonlySignal<readonly Leaf[]>;
  /** 32 hex digits that shape this person's tree. */
  readonly treeSeed: ReadonlySignal<string>;
  readonly keeping: ReadonlySignal<Keeping>;
  /** The rest of the tree is coming over: how much of it is here, 0 to 1; null where all is. */
  readonly coming: ReadonlySignal<number | null>;
  /** Plain-word keys (Fluent: `alarm-<what>`) of anything the server did that cannot be right. */
  readonly alarms: ReadonlySignal<readonly string[]>;
  /** The server came back from an older copy, and this phone put back what was missing: said until read. */
  readonly restored: ReadonlySignal<boolean>;
  restoredRead(): Promise<void>;

  /** Everything the person wrote, as plain data. */
  takeCopy(): Promise<Copy>;
  /** Writes what of a copy is not here yet. */
  bringCopy(copy: Copy): Promise<void>;
  /** On the server and on all phones. False where the server could not be reached: nothing is deleted then. */
  deleteEverything(): Promise<boolean>;
  /** On this phone alone. */
  deleteHere(): Promise<void>;

  /** The diary is in this page's memory alone, on a tablet that others use: it ends with the page (mission D12). */
  readonly borrowed: ReadonlySignal<boolean>;
  /** From here on, before Start, everything is kept in memory only. */
  borrow(): Promise<void>;
  /** Another phone opens the tree as well, or the card does. */
  readonly opensElsewhere: ReadonlySignal<boolean>;
  /** This phone forgets the tree, and is taken off it where the server can be reached. Words that wait are lost. */
  forget(): Promise<void>;

  /** When the card is due: before the second day's first entry, until made or postponed today. */
  readonly cardDue: ReadonlySignal<boolean>;
  readonly cardMade: ReadonlySignal<boolean>;
  /** The card opens the tree; its words are no longer on this phone. */
  readonly cardKept: ReadonlySignal<boolean>;
  readonly phones: ReadonlySignal<readonly Phone[]>;
  /** Phones that came to the tree and that this person has not been told of. */
  readonly newPhones: ReadonlySignal<readonly Phone[]>;
  newPhonesRead(): Promise<void>;
  /** Reads the phones' names, and asks the server for the newest list where it can be reached. */
  lookAtPhones(): Promise<void>;
  namePhone(id: string, name: string): Promise<void>;
  /** False where the server could not be reached: nothing has changed then. */
  takeOffPhone(id: string): Promise<boolean>;

  /** Makes keys and an empty diary on this phone. No network needed. */
  start(): Promise<void>;
  /** Resolves when the leaf is durably on this phone. Rejects with PhoneFull when it could not be kept. */
  addLeaf(leaf: { tile: string; area: Area; day: Day; text?: string; id?: string }): Promise<Leaf>;
  changeLeaf(id: string, change: { day?: Day; text?: string }): Promise<void>;
  removeLeaf(id: string): Promise<void>;
  bringBackLeaf(id: string): Promise<void>;

  /** Grows with everything that is written or arrives: read pages again. */
  readonly changed: ReadonlySignal<number>;
  /** Newest first. With words: those that hold them all; searched on this phone only. */
  pages(words?: string): Promise<readonly Page[]>;
  /** null: a new page. It exists once something is typed. */
  openPage(id: string | null): Promise<OpenPage>;
  removePage(id: string): Promise<void>;
  bringBackPage(id: string): Promise<void>;
  /** Photos of pages. */
  photos(): Promise<Photos>;

  /** The items of one kind (`hope`, `step` ...), on all of the person's phones. */
  collection(kind: string): Collection;
  /** Likewise, but it never leaves this phone. */
  ownCollection(kind: string): Collection;

  /** The people that the person talks with. */
  talks(): Promise<Talks>;

  projects(): Promise<Projects>;

  /** Notes on this phone's lock screen. */
  notes(): Promise<Notes>;

  /** The twelve words of the next card; the same until confirmed. Made on the phone, known to nobody else. */
  cardWords(): Promise<readonly string[]>;
  /** Two words were typed back rightly: the card counts as made; its lock is put on the account (when online). */
  confirmCard(): Promise<void>;
  postponeCard(): Promise<void>;
  /** Whether these words open the tree: compared with the signed log on this phone. null: they do. Changes nothing. */
  tryCard(words: readonly string[]): Promise<RecoverFailure | null>;
  /** The day on which the words of the card were tried here and opened the tree; null where they were not. */
  readonly cardTried: ReadonlySignal<Day | null>;

  /** On the new phone: show a code and wait. The signal ends at done or failed. Call cancel to stop. */
  offerLink(): { readonly step: ReadonlySignal<LinkStep | null>; cancel(): void };
  /** On the old phone: read a typed or scanned code. */
  acceptLink(code: string): {
    readonly step: ReadonlySignal<LinkStep | null>;
    confirm(): Promise<void>;
    cancel(): void;
  };

  /** null: there is no lock. */
  readonly lock: ReadonlySignal<LockChoice | null>;
  /** The diary is there, and nothing of it can be read until it is unlocked. */
  readonly locked: ReadonlySignal<boolean>;
  /** In all tabs. */
  lockNow(): void;
  unlock(secret: string): Promise<Unlocked>;
  setLock(choice: LockChoice & { readonly secret: string }): Promise<void>;
  /** `secret` is the one of now. "open": it was right, and the lock is changed. */
  changeLock(secret: string, choice: LockChoice & { readonly secret: string }): Promise<Unlocked>;
  changeLockDelay(delay: number): Promise<void>;
  /** "open": `secret` was right, and there is no lock any more. */
  takeLockOff(secret: string): Promise<Unlocked>;

  /** Back in with the card. null = it worked and the diary is coming. */
  recover(words: readonly string[]): Promise<RecoverFailure | null>;
}

/** When a note may come: minutes of the day, and how many a day. By night there is none. */
export interface NotesChoice {
  readonly from: number;
  readonly until: number;
  readonly most: number;
}

/** denied: by the person, in the browser. install: on this phone only from the home screen. absent: not in this browser. */
export type NotesState = "on" | "off" | "denied" | "install" | "absent" | "no-network";

export interface Notes {
  look(): Promise<{ readonly state: NotesState; readonly choice: NotesChoice | null }>;
  /** words: what the lock screen shows, every time. Also for another choice. */
  turnOn(choice: NotesChoice, words: string): Promise<NotesState>;
  turnOff(): Promise<void>;
  /** False without a network. */
  tryOne(): Promise<boolean>;
}

/** How the person locks this phone's diary. */
export interface LockChoice {
  readonly kind: "number" | "words";
  readonly delay: number; // minutes away, or without a touch; 0: at once
}

/** What came of a try to unlock. `ms`: so long until the next one. */
export type Unlocked = { readonly is: "open" } | { readonly is: "wrong" | "wait"; readonly ms: number };

export class PhoneFull extends Error {
  override readonly name = "PhoneFull";
}
