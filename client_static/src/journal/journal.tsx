/** The journal: own pages, newest first, found again by any word in them. Nothing is counted. */
import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { Page } from "../diary/model.ts";
import { dayWords } from "../tree/day_words.ts";
import { today } from "../tree/days.ts";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import { go } from "../ui/route.ts";
import { say } from "../ui/say.tsx";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { askingOf } from "./asking.ts";

/** The page that Write opens; null for a new one. Kept out of the address, which others may see. */
export const chosen = signal<string | null>(null);
/** A page that was just taken out: it can be brought back. */
export const takenOut = signal<string | null>(null);

export function write(page: string | null): void {
  chosen.value = page;
  go("write");
}

const SHOWN = 40; // a cheap phone need not build years of rows at once

export function Journal() {
  const diary = useDiary();
  const [words, setWords] = useState("");
  const [pages, setPages] = useState<readonly Page[] | null>(null);
  const [shown, setShown] = useState(SHOWN);
  const changed = diary.changed.value;
  const asking = askingOf(diary);
  useEffect(() => {
    let stale = false;
    void diary.pages(words).then((found) => stale || setPages(found));
    return () => {
      stale = true;
    };
  }, [diary, words, changed]);
  const bringBack = async (page: string) => {
    takenOut.value = null;
    await diary.bringBackPage(page);
    say(t("page-back"));
  };
  const none = pages !== null && pages.length === 0;
  return (
    <>
      <TopBar title={t("tab-journal")} backTo="more" />
      <main class="page journal">
        <Button kind="go" icon="pencil" onPress={() => write(null)}>
          {t("write")}
        </Button>
        {takenOut.value !== null && (
          <p class="taken-out" role="status">
            <span>{t("page-out")}</span>
            <button type="button" class="link text-link" onClick={() => takenOut.value && bringBack(takenOut.value)}>
              {t("undo")}
            </button>
          </p>
        )}
        {none && words === "" && <p class="quiet kind">{t("journal-empty")}</p>}
        {(words !== "" || (pages !== null && pages.length > 3)) && (
          <label class="field">
            <span>{t("journal-find")}</span>
            <input
              type="search"
              autocomplete="off"
              value={words}
              onInput={(event) => setWords(event.currentTarget.value)}
            />
          </label>
        )}
        {none && words !== "" && <p class="quiet">{t("journal-not-found")}</p>}
        <ul class="rows" aria-label={t("journal-pages")}>
          {pages?.slice(0, shown).map(({ id, day, line }) => (
            <li key={id}>
              <button type="button" onClick={() => write(id)}>
                <span class="row-words">
                  <span class="quiet">{dayWords(day, today())}</span>
                  <span class="page-line">{line || t("page-bare")}</span>
                </span>
                <Icon name="chevron-right" size={20} />
              </button>
            </li>
          ))}
        </ul>
        {pages !== null && pages.length > shown && (
          <Button onPress={() => setShown(shown + SHOWN)}>{t("journal-earlier")}</Button>
        )}
        <label class="chip">
          <input
            type="checkbox"
            checked={!asking.off}
            onChange={(event) => void asking.turn(!event.currentTarget.checked)}
          />
          <span class="tick">
            <Icon name="check" size={22} />
          </span>
          <span>{t("idea-on")}</span>
        </label>
        <p class="reminder">
          <Icon name="lock" size={28} />
          <span>{t("only-you")}</span>
        </p>
      </main>
    </>
  );
}
