/** One page. Kept as it is written; "Keep it" grows its leaf. */

import { useEffect, useState } from "preact/hooks";
import { AreaChoice } from "../areas/area_choice.tsx";
import type { Area } from "../areas/model.ts";
import { type Own, putBeside, share } from "../days/chosen.ts";
import type { OpenPage } from "../diary/model.ts";
import { dayOf } from "../today/day.ts";
import { WROTE } from "../today/model.ts";
import { LeafGlyph } from "../tree/leaf_glyph.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import { back, screen } from "../ui/route.ts";
import { canRead, readAloud, reading, say, stopReading } from "../ui/say.tsx";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { askingOf } from "./asking.ts";
import { Idea } from "./idea.tsx";
import { chosen, takenOut } from "./journal.tsx";
import { AddPhoto, PhotoList, usePhotos } from "./photos.tsx";

export function Write() {
  const diary = useDiary();
  const [page, setPage] = useState<OpenPage | null>(null);
  useEffect(() => {
    let opened: OpenPage | null = null;
    let left = false;
    void diary.openPage(chosen.value).then((found) => {
      opened = found;
      if (left) void found.close();
      else setPage(found);
    });
    return () => {
      left = true;
      void opened?.close();
    };
  }, [diary]);
  useEffect(() => {
    const leave = () => document.visibilityState === "hidden" && void page?.keep();
    document.addEventListener("visibilitychange", leave);
    return () => document.removeEventListener("visibilitychange", leave);
  }, [page]);
  const changed = diary.changed.value;
  useEffect(() => {
    void page?.look();
  }, [page, changed]);
  return (
    <>
      <TopBar title={t("write")} backTo="journal" />
      <main class="page write-page" aria-busy={page === null}>
        {page && (page.rewritten.value ? <Both page={page} /> : <Writing page={page} />)}
      </main>
    </>
  );
}

function Writing({ page }: { page: OpenPage }) {
  const diary = useDiary();
  const leaf = diary.leaves.value.find(({ id, removed }) => id === page.id && !removed);
  const [area, setArea] = useState<Area>("heard");
  const photos = usePhotos(page);
  const asking = askingOf(diary);
  const text = page.text.value;
  const bare = text.trim() === "" && photos.shown.length === 0;
  const keep = async () => {
    await page.keep();
    if (leaf === undefined && !bare) await grow();
    say(t("saved-here"));
    if (screen.value === "write") back("journal");
  };
  const grow = async () => {
    const bud = diary.leaves.value.some(({ id }) => id === page.id);
    if (bud) await diary.bringBackLeaf(page.id);
    else await diary.addLeaf({ tile: WROTE, area, day: dayOf(new Date()), id: page.id });
  };
  const remove = async () => {
    await page.keep();
    await diary.removePage(page.id);
    takenOut.value = page.id;
    if (screen.value === "write") back("journal");
  };
  return (
    <>
      <p class="lock-strip only-you">
        <Icon name="lock" size={28} />
        <span>
          <span class="strong">{t("only-you-short")}</span>
          <span>{t("we-cannot-open")}</span>
        </span>
      </p>
      <div class="paper">
        <textarea
          autocomplete="off" // else the browser keeps what is typed in its own files, to restore the tab
          aria-label={t("your-words")}
          placeholder={t("write-anything")}
          value={text}
          onInput={(event) => page.type(event.currentTarget.value)}
        />
        <p class="paper-foot">
          {canRead.value && (
            <button
              type="button"
              class="paper-tool"
              aria-label={t(reading.value ? "read-stop" : "read-to-me")}
              onClick={() => (reading.value ? stopReading() : readAloud(text))}
            >
              <Icon name={reading.value ? "volume-off" : "volume"} size={26} />
            </button>
          )}
          <AddPhoto of={photos} />
          <span class="keeping">
            <Icon name="device-mobile-check" size={20} />
            <span>{t("kept-as-you-write")}</span>
          </span>
        </p>
      </div>
      <PhotoList page={page} of={photos} />
      {!bare && <Further page={page} />}
      {bare && asking.asks && <Idea asking={asking} />}
      {leaf ? (
        <p class="leaf-for">
          <LeafGlyph area={leaf.area} size={28} />
          <span>{t("leaf-grew", { area: t(`area-${leaf.area}`) })}</span>
        </p>
      ) : (
        <AreaChoice beside label={t("leaf-is-for")} area={area} onChoose={setArea} />
      )}
      <div class="at-end stack">
        {!bare && chosen.value !== null && (
          <Button kind="plain" icon="trash" onPress={remove}>
            {t("page-take-out")}
          </Button>
        )}
        <Button kind="go" icon="leaf" onPress={keep}>
          {t("keep-it")}
        </Button>
      </div>
    </>
  );
}

/** What can be done with a page besides writing it. */
function Further({ page }: { page: OpenPage }) {
  const then = (act: (own: Own) => void) => void page.keep().then(() => act({ kind: "page", id: page.id }));
  return (
    <Pair>
      <Button icon="columns-2" onPress={() => then(putBeside)}>
        {t("beside-another")}
      </Button>
      <Button icon="share" onPress={() => then(share)}>
        {t("share")}
      </Button>
    </Pair>
  );
}

/** Asked once, on whichever phone is opened first; nothing is thrown away before somebody chose. */
function Both({ page }: { page: OpenPage }) {
  const both = page.rewritten.value;
  if (both === null) return null;
  const choose = async (text: string) => {
    await page.choose(text);
    say(t("saved-here"));
  };
  return (
    <>
      <h2>{t("two-phones")}</h2>
      <p>{t("two-phones-what")}</p>
      {[both.one, both.other].map((text, at) => (
        <section key={at} class="version" aria-label={t(at === 0 ? "version-one" : "version-other")}>
          <p>{text}</p>
          <Button onPress={() => choose(text)}>{t("keep-this")}</Button>
        </section>
      ))}
      <Pair>
        <Button kind="go" onPress={() => choose(both.both)}>
          {t("keep-both")}
        </Button>
      </Pair>
    </>
  );
}
