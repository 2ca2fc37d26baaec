/** One idea: all that is known of it, how to reach those who are there, and what the person may make of it. */

import { useEffect, useState } from "preact/hooks";
import { coloursOf } from "../areas/model.ts";
import type { Projects } from "../diary/model.ts";
import { HOPE } from "../hopes/model.ts";
import { longDay } from "../tree/day_words.ts";
import { today } from "../tree/days.ts";
import { AnswerSlot, act } from "../ui/answer.tsx";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { back } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { ItemSheet } from "../week/item_sheet.tsx";
import { openedIdea, useFound, WITH_ANSWER } from "./chosen.ts";
import { ComeAlong } from "./come_along.tsx";
import { Because, Head, Likes, Said } from "./face.tsx";
import { Keep } from "./ideas.tsx";
import { IDEA_MARK, markedIn, turn } from "./marks.ts";
import type { Idea } from "./model.ts";
import type { Shown } from "./near.ts";
import { type Way, waysOf } from "./ways.ts";
import { WentSheet } from "./went_sheet.tsx";

const WITH_OTHERS: readonly Idea["kind"][] = ["social", "group"];
const ICONS: Record<Way["by"], IconName> = { tel: "phone", mailto: "mail-opened", https: "link" };

export function IdeaScreen() {
  const found = useFound();
  const one = found?.shown.find(({ key }) => key === openedIdea.value);
  const gone = found !== null && one === undefined;
  useEffect(() => {
    if (gone) back("ideas");
  }, [gone]);
  return (
    <>
      <TopBar title={one?.idea.name ?? t("ideas-title")} backTo="ideas" />
      <main class="page idea-page" aria-busy={one === undefined}>
        {found && one && <Open key={one.key} one={one} projects={found.projects} />}
        <AnswerSlot screens={WITH_ANSWER} />
      </main>
    </>
  );
}

function Open({ one, projects }: { one: Shown; projects: Projects }) {
  const { idea, reason, project } = one;
  const diary = useDiary();
  const hopes = diary.collection(HOPE);
  const [sheet, setSheet] = useState<"week" | "went" | null>(null);
  const close = () => setSheet(null);
  const hope = () => {
    let made = "";
    void act(
      async () => {
        made = await hopes.add({ text: idea.name, track: "now", state: "thinking" });
      },
      { words: t("ideas-hope-made"), undo: () => hopes.takeOut(made) },
    );
  };
  return (
    <>
      <section class="idea-card" style={coloursOf(idea.area)}>
        <div class="idea-face">
          <Head idea={idea} title={<p class="strong">{t(`ideas-kind-${idea.kind}`)}</p>}>
            <Keep one={one} />
          </Head>
          {reason !== null && <Because word={reason} />}
          <Likes like={idea.like} />
          {idea.words !== "" && <p class="own-words">{idea.words}</p>}
        </div>
        <ComeAlong near={one} again />
      </section>
      {idea.told.length > 0 && (
        <section class="stack">
          <h2>{t("ideas-told")}</h2>
          {idea.told.map((told) => (
            <Said key={told} told={told} />
          ))}
        </section>
      )}
      <Reach idea={idea} />
      {WITH_OTHERS.includes(idea.kind) && <Might one={one} />}
      <div class="stack">
        <Button icon="calendar-week" onPress={() => setSheet("week")}>
          {t("ideas-week")}
        </Button>
        <Button icon="plant-2" onPress={hope}>
          {t("ideas-hope")}
        </Button>
        <Button icon="quote" onPress={() => setSheet("went")}>
          {t("ideas-say")}
        </Button>
      </div>
      <div class="quiet">
        <p>{t("ideas-from", { project })}</p>
        <p>
          <Checked idea={idea} />
        </p>
      </div>
      {sheet === "week" && (
        <ItemSheet
          what={null}
          begun={{ text: idea.name, place: idea.where, area: idea.area }}
          today={today()}
          onClose={close}
        />
      )}
      {sheet === "went" && <WentSheet near={one} projects={projects} onClose={close} />}
    </>
  );
}

export function Reach({ idea }: { idea: Idea }) {
  const ways = waysOf(idea.contact) ?? [];
  if (ways.length === 0) return null;
  return (
    <section class="stack">
      <h2>{t("ideas-reach")}</h2>
      <ul class="stack">
        {ways.map(({ by, link, show }) => (
          <li key={link}>
            <a class="person" href={link} rel="noreferrer noopener" {...(by === "https" ? { target: "_blank" } : {})}>
              <span class="drop">
                <Icon name={ICONS[by]} />
              </span>
              <span class="row-words">
                <bdi class="strong" dir="ltr">
                  {show}
                </bdi>
              </span>
            </a>
          </li>
        ))}
      </ul>
      <p class="quiet">{t("ideas-reach-what")}</p>
    </section>
  );
}

/** For the person alone. Whoever would like to say so does it by a call, or in a talk. */
function Might({ one: { key, idea } }: { one: Shown }) {
  const marks = useDiary().collection(IDEA_MARK);
  return (
    <section class="stack">
      <button
        type="button"
        class="button outline"
        aria-pressed={markedIn(marks, "might").has(key)}
        onClick={() => void act(() => turn(marks, "might", key, idea.name), null)}
      >
        <span class="tick">
          <Icon name="check" size={22} />
        </span>
        <span>{t("ideas-might")}</span>
      </button>
      <p class="quiet">{t("ideas-might-what")}</p>
    </section>
  );
}

export function Checked({ idea: { checked, checkedBy } }: { idea: Idea }) {
  if (checked === "") return null;
  const day = longDay(checked, today());
  return <>{checkedBy === "" ? t("ideas-checked-on", { day }) : t("ideas-checked", { name: checkedBy, day })}</>;
}
