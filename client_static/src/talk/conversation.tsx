/** A talk of two or a circle, each in their own time. Never who is typing, who read what, or when anybody was here. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Circle, Talk } from "../diary/model.ts";
import { dayWords } from "../tree/day_words.ts";
import { today } from "../tree/days.ts";
import { AnswerSlot, act } from "../ui/answer.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import { replace, type Screen } from "../ui/route.ts";
import { hasWords, t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { daysOf } from "../week/model.ts";
import { fullDay, whenAndWhere } from "../week/words.ts";
import { AboutSheet } from "./about_sheet.tsx";
import { Bubble } from "./bubble.tsx";
import { calledOf, chosen, useTalks } from "./chosen.ts";
import { CircleSheet, nameIn } from "./circle_sheet.tsx";
import { Composer } from "./composer.tsx";
import { backWords, hoursWords } from "./hours.ts";
import { MeetSheet } from "./meet_sheet.tsx";
import { MessageSheet } from "./message_sheet.tsx";
import type { Message } from "./model.ts";
import { WalkLines } from "./walk_line.tsx";

const HERE: readonly Screen[] = ["talk", "conversation"];
const SHOWN = 40; // a cheap phone need not build months of words at once
const NEAR = 120; // px from the end: who reads further up is left there

export function Conversation() {
  const talks = useTalks();
  const talk = talks?.list.value.find(({ id }) => id === chosen.value);
  useEffect(() => {
    if (talks !== null && talk === undefined) replace("talk");
  }, [talks, talk]);
  if (talk === undefined) {
    return (
      <>
        <TopBar title={t("tab-talk")} backTo="talk" />
        <main class="page" aria-busy="true" />
      </>
    );
  }
  return <Open talk={talk} />;
}

function Open({ talk }: { talk: Talk }) {
  const diary = useDiary();
  const [sheet, setSheet] = useState<"about" | "meet" | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const [shown, setShown] = useState(SHOWN);
  const name = calledOf(talk);
  const { circle } = talk;
  const messages = talk.messages.value;
  const message = messages?.find(({ id }) => id === opened);
  useEffect(() => {
    void talk.open();
    return () => void talk.settle();
  }, [talk]);
  const end = useStayAtEnd(messages);
  useEffect(() => {
    if (messages !== null && document.visibilityState === "visible") void talk.seen();
  }, [talk, messages]);
  const earlier = () => {
    if ((messages?.length ?? 0) < shown + SHOWN) void talk.older();
    setShown(shown + SHOWN);
  };
  const sayQuickly = (text: string) => {
    let id = "";
    const saying = async () => {
      id = await talk.say(text);
    };
    void act(saying, { words: t("talk-said"), undo: () => talk.takeBack(id) });
  };
  return (
    <>
      <TopBar title={name} backTo="talk" />
      <Header talk={talk} name={name} onOpen={setSheet} />
      <main class="conversation" aria-busy={messages === null}>
        {(talk.earlier.value || (messages?.length ?? 0) > shown) && (
          <button type="button" class="button plain" onClick={earlier}>
            <span>{t("talk-earlier")}</span>
          </button>
        )}
        {circle?.later.value && !talk.earlier.value && (messages?.length ?? 0) <= shown && (
          <p class="quiet kind">{t("circle-since")}</p>
        )}
        {messages?.length === 0 && (
          <p class="quiet kind">{t(circle === null ? "talk-empty" : "circle-empty", { name })}</p>
        )}
        <Said
          talk={talk}
          messages={messages?.slice(-shown) ?? []}
          nameOf={(by) => (circle === null ? name : circle.nameOf(by) || t("talk-somebody"))}
          named={circle !== null}
          held={talk.alarms.value.length > 0}
          onOpen={setOpened}
        />
        <div ref={end} />
      </main>
      <footer class="composer">
        <AnswerSlot screens={HERE} />
        {talk.left.value === null ? (
          <Composer talk={talk} onQuick={sayQuickly} />
        ) : (
          <p class="quiet kind">
            {circle === null ? t(`talk-left-${talk.left.value}`, { name }) : t(`circle-left-${talk.left.value}`)}
          </p>
        )}
      </footer>
      {sheet === "about" &&
        (circle === null ? (
          <AboutSheet talk={talk} name={name} onClose={() => setSheet(null)} />
        ) : (
          <CircleSheet talk={talk} circle={circle} name={name} onClose={() => setSheet(null)} />
        ))}
      {sheet === "meet" && <MeetSheet talk={talk} name={name} onClose={() => setSheet(null)} />}
      {message && (
        <MessageSheet
          talk={talk}
          name={circle === null ? name : circle.nameOf(message.by) || t("talk-somebody")}
          message={message}
          kindWords={diary.collection("kind-word")}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
}

interface HeaderProps {
  readonly talk: Talk;
  readonly name: string;
  readonly onOpen: (sheet: "about" | "meet") => void;
}

function Header({ talk, name, onOpen }: HeaderProps) {
  const alarms = talk.alarms.value;
  const about = talk.circle === null ? t("talk-about", { name }) : t("circle-who", { circle: name });
  return (
    <>
      <section class="talk-head" aria-label={about}>
        {talk.circle === null ? <Hours talk={talk} name={name} /> : <WhoIsIn circle={talk.circle} />}
        <button type="button" class="square" aria-label={about} onClick={() => onOpen("about")}>
          <Icon name={talk.circle === null ? "info-circle" : "users"} size={28} />
        </button>
      </section>
      {talk.left.value === null && <MeetLine talk={talk} onOpen={() => onOpen("meet")} />}
      {talk.left.value === null && <WalkLines talk={talk} name={name} />}
      {alarms.length > 0 && (
        <section class="notice alarm" aria-label={t("talk-alarm")}>
          <Icon name="alert-circle" />
          <div>
            <p class="strong">{t("talk-alarm")}</p>
            {alarms.map((what) => (
              <p key={what}>{t([`talk-alarm-${what}`, `alarm-${what}`].find(hasWords) ?? "alarm-other")}</p>
            ))}
          </div>
        </section>
      )}
    </>
  );
}

function Hours({ talk, name }: { talk: Talk; name: string }) {
  const about = talk.about.value;
  const hours = about.away
    ? t("talk-away", { name })
    : about.hours && t("talk-here", { name, hours: hoursWords(about.hours) });
  const back = backWords(about, new Date());
  return (
    <p>
      {hours && <span class="strong">{hours}</span>}
      <span>
        {back && <>{back} </>}
        {t("talk-no-crisis")} {t("talk-between")}
      </span>
    </p>
  );
}

function WhoIsIn({ circle }: { circle: Circle }) {
  const people = circle.people.value;
  return (
    <p>
      <span class="strong who" dir="auto">
        {people.map(nameIn).join(", ")}
      </span>
      <span>
        {people.length === 1 ? t("circle-alone") : t("talk-no-crisis")} {people.length > 1 && t("talk-between")}
      </span>
    </p>
  );
}

function MeetLine({ talk, onOpen }: { talk: Talk; onOpen: () => void }) {
  const what = talk.meet.value?.what ?? null;
  const [next] = what === null ? [] : daysOf(what, today());
  if (what === null || next === undefined) return null;
  const about = whenAndWhere(what);
  return (
    <button type="button" class="meet-line" onClick={onOpen} aria-haspopup="dialog">
      <Icon name="calendar-plus" size={22} />
      <span>
        <span class="strong">{t("talk-meet-head", { day: fullDay(next, today()) })}</span>
        {about !== "" && <span class="quiet">{about}</span>}
      </span>
    </button>
  );
}

interface SaidProps {
  readonly talk: Talk;
  readonly messages: readonly Message[];
  readonly nameOf: (by: string) => string;
  readonly named: boolean; // each stands under the name of who said it
  readonly held: boolean;
  readonly onOpen: (id: string) => void;
}

function Said({ talk, messages, nameOf, named, held, onOpen }: SaidProps) {
  const newestOwn = messages.findLast(({ mine, removed }) => mine && !removed);
  return (
    <ol class="messages" aria-label={t("talk-messages")}>
      {messages.map((message, at) => (
        <li key={message.id} class={message.mine ? "mine" : "theirs"}>
          {messages[at - 1]?.day !== message.day && <h2>{dayWords(message.day, today())}</h2>}
          <Bubble
            talk={talk}
            message={message}
            name={nameOf(message.by)}
            named={named && !message.mine}
            last={message === newestOwn}
            held={held}
            onOpen={() => onOpen(message.id)}
          />
        </li>
      ))}
    </ol>
  );
}

/** What is new comes into sight, unless the person is reading further up. */
function useStayAtEnd(messages: readonly Message[] | null) {
  const end = useRef<HTMLDivElement>(null);
  const first = useRef(true);
  const newest = messages?.at(-1)?.id;
  useEffect(() => {
    if (messages === null) return;
    const page = end.current?.closest("main");
    if (!page) return;
    const below = page.scrollHeight - page.clientHeight - page.scrollTop;
    if (first.current || below < NEAR + page.clientHeight / 2) end.current?.scrollIntoView({ block: "end" });
    first.current = false;
  }, [newest, messages === null]);
  return end;
}
