/** How an entry is said: its title, its own words, its leaf. */
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Page } from "../diary/model.ts";
import { LeafGlyph } from "../tree/leaf_glyph.tsx";
import { titleOf, wordsOf } from "../tree/leaf_sheet.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import { t } from "../ui/text.ts";
import { type Entry, entriesOf } from "./model.ts";

export function entryTitle({ leaf }: Entry): string {
  return leaf === null ? t("tile-wrote") : titleOf(leaf);
}

/** A page's words here are how it begins. */
export function entryWords({ kind, leaf, line }: Entry): string {
  return kind === "page" || leaf === null ? line : wordsOf(leaf);
}

export function Glyph({ entry, size = 36 }: { entry: Entry; size?: number }) {
  return entry.leaf === null ? <Icon name="book-2" size={size} /> : <LeafGlyph area={entry.leaf.area} size={size} />;
}

/** Newest first; null until the pages are read, so that nothing on the screen moves when they are. */
export function useEntries(): readonly Entry[] | null {
  const diary = useDiary();
  const leaves = diary.leaves.value;
  const changed = diary.changed.value;
  const [pages, setPages] = useState<readonly Page[] | null>(null);
  useEffect(() => {
    let stale = false;
    void diary.pages().then((found) => stale || setPages(found));
    return () => {
      stale = true;
    };
  }, [diary, changed]);
  return useMemo(() => (pages === null ? null : entriesOf(leaves, pages)), [leaves, pages]);
}

/** The whole of a page; the words of a leaf. null until it is read. */
export function useWords(entry: Entry | undefined): string | null {
  const diary = useDiary();
  const [words, setWords] = useState<string | null>(null);
  useEffect(() => {
    let stale = false;
    const read = async () => {
      if (entry === undefined) return;
      if (entry.kind === "leaf") return setWords(entryWords(entry));
      const page = await diary.openPage(entry.id);
      if (!stale) setWords(page.text.value);
      await page.close();
    };
    void read();
    return () => {
      stale = true;
    };
  }, [diary, entry?.id, entry?.kind, entry?.leaf?.text]);
  return words;
}
