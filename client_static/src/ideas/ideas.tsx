/** Ideas near me (mission S5, C4 to C7): what the person's projects know of, what fits their own words first. */

import { coloursOf } from "../areas/model.ts";
import { textOf } from "../diary/item.ts";
import type { Item } from "../diary/model.ts";
import { AnswerSlot, act } from "../ui/answer.tsx";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import { go } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { type Found, filter, openIdea, useFound, WITH_ANSWER } from "./chosen.ts";
import { ComeAlong } from "./come_along.tsx";
import { Because, Head, Likes, Said } from "./face.tsx";
import { IDEA_MARK, turn } from "./marks.ts";
import { by, type Filter, filtersFor, type Shown } from "./near.ts";

export function Ideas() {
  const found = useFound();
  const any = found !== null && found.shown.length + found.gone.length > 0;
  return (
    <>
      <TopBar title={t("ideas-title")} backTo="week" />
      <main class="page ideas-page" aria-busy={found === null}>
        {found && (any ? <List {...found} /> : <None joined={found.projects.list.value.length > 0} />)}
        <AnswerSlot screens={WITH_ANSWER} />
        {any && <p class="quiet centred at-end">{t("ideas-foot")}</p>}
      </main>
    </>
  );
}

function List({ shown, gone }: Found) {
  const ways = filtersFor(shown, gone.length > 0);
  const wanted = filter.value ?? (by("me", shown).length > 0 ? "me" : "all");
  const way: Filter = ways.includes(wanted) ? wanted : "all";
  const several = new Set(shown.map(({ code }) => code)).size > 1;
  const list = by(way, shown);
  return (
    <>
      <fieldset class="filters" aria-label={t("ideas-show")}>
        {ways.map((one) => (
          <label key={one} class="pill">
            <input
              class="unseen"
              type="radio"
              name="ideas-filter"
              checked={way === one}
              onChange={() => {
                filter.value = one;
              }}
            />
            <span>{t(`ideas-filter-${one}`)}</span>
          </label>
        ))}
      </fieldset>
      {list.length === 0 && way === "me" && <NoneForMe />}
      <ul class="idea-list">
        {list.map((one, at) => (
          <Card key={one.key} one={one} first={at === 0} several={several} />
        ))}
      </ul>
      {way === "kept" && gone.map((item) => <Gone key={item.id} item={item} />)}
    </>
  );
}

/** Its name is all that is left here of one that was kept. */
function Gone({ item }: { item: Item }) {
  const marks = useDiary().collection(IDEA_MARK);
  const out = { words: t("week-out"), undo: () => marks.bringBack(item.id) };
  return (
    <div class="idea-card idea-face">
      <p class="strong" dir="auto">
        {textOf(item)}
      </p>
      <p class="quiet">{t("ideas-gone")}</p>
      <Button onPress={() => void act(() => marks.takeOut(item.id), out)}>{t("week-take-out")}</Button>
    </div>
  );
}

interface CardProps {
  readonly one: Shown;
  readonly first: boolean;
  readonly several: boolean; // ideas of more than one project are there
}

/** Whether somebody is to come along is asked of the first one, and of each that is opened: a list of questions would press. */
function Card({ one, first, several }: CardProps) {
  const { idea, key, reason, project } = one;
  const [told] = idea.told;
  return (
    <li class="idea-card" style={coloursOf(idea.area)}>
      <div class="idea-face">
        <Head
          idea={idea}
          title={
            <h2>
              <button type="button" class="idea-open" onClick={() => openIdea(key)}>
                <span dir="auto">{idea.name}</span>
              </button>
            </h2>
          }
        >
          <Keep one={one} />
        </Head>
        {reason !== null && <Because word={reason} />}
        <Likes like={idea.like} />
        {told && <Said told={told} />}
        {several && <p class="quiet">{t("ideas-from", { project })}</p>}
      </div>
      {first && <ComeAlong near={one} />}
    </li>
  );
}

export function Keep({ one: { key, idea, kept } }: { one: Shown }) {
  const marks = useDiary().collection(IDEA_MARK);
  return (
    <button
      type="button"
      class="square keep"
      aria-pressed={kept}
      aria-label={t("ideas-keep", { name: idea.name })}
      onClick={() => void act(() => turn(marks, "kept", key, idea.name), null)}
    >
      <Icon name="bookmark" size={28} />
    </button>
  );
}

function NoneForMe() {
  return (
    <section class="stack">
      <p class="lead">{t("ideas-none-me")}</p>
      <p class="quiet">{t("ideas-none-me-what")}</p>
      <Button icon="calendar-week" onPress={() => go("week")}>
        {t("tab-week")}
      </Button>
      <Button
        onPress={() => {
          filter.value = "all";
        }}
      >
        {t("ideas-see-all")}
      </Button>
    </section>
  );
}

function None({ joined }: { joined: boolean }) {
  return (
    <section class="stack">
      <Icon name="map-pin" size={40} />
      <p class="lead">{t(joined ? "ideas-none-yet" : "ideas-none")}</p>
      <p class="quiet">{t(joined ? "ideas-none-yet-what" : "ideas-none-what")}</p>
      {!joined && (
        <Button icon="users" onPress={() => go("projects")}>
          {t("projects-near")}
        </Button>
      )}
    </section>
  );
}
