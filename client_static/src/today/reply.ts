/**
 * The answer to a tap. It says a kind, true line and offers Undo until the next tap or for 20 seconds.
 * The lines rotate and never judge: the same warmth for every tile (mission B4).
 */
import { signal } from "@preact/signals";
import { type Diary, type Leaf, PhoneFull } from "../diary/model.ts";
import { hasWords, t } from "../ui/text.ts";
import { SOMETHING_ELSE } from "./model.ts";

export const UNDO_MS = 20_000;

export interface Reply {
  readonly leaf: Leaf;
  readonly line: string; // a Fluent key
}

/** Words the phone had no room for. They stay on the screen until it has. */
export type Unkept = Omit<Leaf, "id" | "slot" | "stamp" | "removed">;

export class Replies {
  readonly shown = signal<Reply | null>(null);
  readonly unkept = signal<Unkept | null>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private turn = 0;
  private readonly diary: Diary;
  private readonly undoMs: number;

  constructor(diary: Diary, undoMs = UNDO_MS) {
    this.diary = diary;
    this.undoMs = undoMs;
  }

  /** Saves what happened; says so only when it is durably on the phone. */
  async add(what: Unkept): Promise<Leaf | null> {
    // The earlier answer stays until this one takes its place: to clear it first would draw the screen twice.
    clearTimeout(this.timer);
    try {
      const leaf = await this.diary.addLeaf(what);
      this.unkept.value = null;
      this.shown.value = { leaf, line: this.nextLine() };
      this.timer = setTimeout(() => this.clear(), this.undoMs);
      return leaf;
    } catch (error) {
      this.clear();
      if (!(error instanceof PhoneFull)) throw error;
      this.unkept.value = what;
      return null;
    }
  }

  async undo(): Promise<void> {
    const reply = this.shown.value;
    this.clear();
    if (reply) await this.diary.removeLeaf(reply.leaf.id);
  }

  clear(): void {
    clearTimeout(this.timer);
    this.shown.value = null;
  }

  /** kind-1, kind-2 ... as many as the locale has, one after the other. */
  private nextLine(): string {
    this.turn = hasWords(`kind-${this.turn + 1}`) ? this.turn + 1 : 1;
    return `kind-${this.turn}`;
  }
}

export function wordsOf(leaf: Pick<Leaf, "tile" | "text">): string {
  if (leaf.tile === SOMETHING_ELSE && leaf.text !== "") return leaf.text;
  const key = `tile-${leaf.tile}`;
  return t(hasWords(key) ? key : `tile-${SOMETHING_ELSE}`); // a newer program may know more tiles
}
