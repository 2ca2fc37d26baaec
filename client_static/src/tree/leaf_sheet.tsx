/** One leaf: when, what, in whose words; the one before and the one after; edit and remove, with undo. */
import { useState } from "preact/hooks";
import { type Own, putBeside, share } from "../days/chosen.ts";
import type { Diary, Leaf } from "../diary/model.ts";
import { write } from "../journal/journal.tsx";
import { SOMETHING_ELSE, WROTE } from "../today/model.ts";
import { wordsOf as titleOf } from "../today/reply.ts";
import { Button, Pair } from "../ui/button.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import { longDay } from "./day_words.ts";
import { LeafGlyph } from "./leaf_glyph.tsx";

interface LeafSheetProps {
  readonly diary: Pick<Diary, "changeLeaf" | "removeLeaf" | "bringBackLeaf">;
  readonly leaf: Leaf;
  readonly today: string;
  readonly earlier: Leaf | undefined;
  readonly later: Leaf | undefined;
  readonly onOpen: (id: string | null) => void;
}

export { titleOf };

/** The person's own words, unless they already are the title. */
export function wordsOf(leaf: Pick<Leaf, "tile" | "text">): string {
  return leaf.tile === SOMETHING_ELSE ? "" : leaf.text;
}

export function LeafSheet({ diary, leaf, today, earlier, later, onOpen }: LeafSheetProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const [kept, setKept] = useState(true);
  const keep = (work: Promise<void>, then?: () => void) => {
    work.then(
      () => {
        setKept(true);
        then?.();
      },
      () => setKept(false),
    );
  };
  const words = wordsOf(leaf);
  const own: Own = { kind: leaf.tile === WROTE ? "page" : "leaf", id: leaf.id };
  const leave = (to: () => void) => {
    onOpen(null);
    to();
  };
  return (
    <Sheet title={titleOf(leaf)} onClose={() => onOpen(null)}>
      <p class="leaf-facts">
        <LeafGlyph area={leaf.area} size={44} />
        <span>
          {longDay(leaf.day, today)}
          <br />
          {t(`area-${leaf.area}`)}
        </span>
      </p>
      {!kept && <p role="alert">{t("tree-not-kept")}</p>}
      {leaf.removed ? (
        <>
          <p role="status">{t("tree-removed")}</p>
          <Pair>
            <Button onPress={() => keep(diary.bringBackLeaf(leaf.id))}>{t("undo")}</Button>
            <Button onPress={() => onOpen(null)}>{t("close")}</Button>
          </Pair>
        </>
      ) : draft === null ? (
        <>
          {words && <p class="leaf-words">{t("tree-quote", { words })}</p>}
          <Pair>
            {leaf.tile === WROTE ? (
              <Button icon="book-2" onPress={() => write(leaf.id)}>
                {t("page-read")}
              </Button>
            ) : (
              <Button icon="pencil" onPress={() => setDraft(leaf.text)}>
                {t("tree-edit")}
              </Button>
            )}
            <Button icon="trash" onPress={() => keep(diary.removeLeaf(leaf.id))}>
              {t("tree-remove")}
            </Button>
          </Pair>
          <Pair>
            <Button icon="columns-2" onPress={() => leave(() => putBeside(own))}>
              {t("beside-another")}
            </Button>
            <Button icon="share" onPress={() => leave(() => share(own))}>
              {t("share")}
            </Button>
          </Pair>
          <div class="leaf-steps">
            {earlier && (
              <Button kind="plain" icon="chevron-left" onPress={() => onOpen(earlier.id)}>
                {t("tree-earlier")}
              </Button>
            )}
            {later && (
              <Button kind="plain" icon="chevron-right" onPress={() => onOpen(later.id)}>
                {t("tree-later")}
              </Button>
            )}
          </div>
          <Button onPress={() => onOpen(null)}>{t("close")}</Button>
        </>
      ) : (
        <>
          <label class="leaf-edit">
            <span>{t("tree-words")}</span>
            <textarea
              autocomplete="off"
              rows={3}
              value={draft}
              onInput={(event) => setDraft(event.currentTarget.value)}
            />
          </label>
          <Pair>
            <Button onPress={() => setDraft(null)}>{t("tree-cancel")}</Button>
            <Button onPress={() => keep(diary.changeLeaf(leaf.id, { text: draft.trim() }), () => setDraft(null))}>
              {t("tree-save")}
            </Button>
          </Pair>
        </>
      )}
    </Sheet>
  );
}
