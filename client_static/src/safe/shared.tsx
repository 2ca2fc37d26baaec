/** What of the person's own others have, since when, and the way to end each or take it back (mission E4). */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Letter, Place, Projects, Talk, Talks } from "../diary/model.ts";
import { openLetter, openPlace, useProjects } from "../projects/chosen.ts";
import { kindOf } from "../projects/model.ts";
import { sentOn } from "../projects/sent_on.ts";
import { letterIs } from "../projects/waiting.ts";
import { Leave } from "../talk/about_sheet.tsx";
import { byName, calledOf, useTalks } from "../talk/chosen.ts";
import { Leave as LeaveCircle } from "../talk/circle_sheet.tsx";
import { CircleSign } from "../talk/circle_sign.tsx";
import { Initial } from "../talk/initial.tsx";
import { dayOf } from "../today/day.ts";
import { longDay } from "../tree/day_words.ts";
import { today } from "../tree/days.ts";
import { AnswerSlot, tell } from "../ui/answer.tsx";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import { go } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { ShownCopies } from "./shown_copies.tsx";

const HERE = ["shared"] as const;

export function Shared() {
  const talks = useTalks();
  const projects = useProjects();
  const all = talks?.list.value.toSorted(byName) ?? [];
  const open = all.filter(({ left }) => left.value === null);
  const ended = all.filter(({ left }) => left.value !== null);
  const nothing = all.length + (talks?.links.value.length ?? 0) + (projects?.list.value.length ?? 0) === 0;
  return (
    <>
      <TopBar title={t("you-share")} backTo="safe" />
      <main class="page" aria-busy={talks === null}>
        <p class="lead">{t(talks !== null && nothing ? "shared-nothing" : "shared-what")}</p>
        <Section title={t("shared-people")} rows={open.filter(({ circle }) => circle === null)} />
        <Section title={t("shared-circles")} rows={open.filter(({ circle }) => circle !== null)} />
        {projects !== null && <OfProjects projects={projects} />}
        {talks !== null && <Links talks={talks} />}
        <Section title={t("shared-ended")} rows={ended} />
        <OwnPhones />
        <ul class="facts">
          <li>{t("shared-elsewhere")}</li>
          <li>{t("shared-server")}</li>
        </ul>
        <AnswerSlot screens={HERE} />
      </main>
    </>
  );
}

function Section({ title, rows }: { title: string; rows: readonly Talk[] }) {
  if (rows.length === 0) return null;
  return (
    <section class="stack">
      <h2>{title}</h2>
      <ul class="places">
        {rows.map((talk) => (
          <OfTalk key={talk.id} talk={talk} />
        ))}
      </ul>
    </section>
  );
}

function since(ms: number | null): string {
  return ms === null ? "" : t("shared-since", { day: longDay(dayOf(new Date(ms)), today()) });
}

function OfTalk({ talk }: { talk: Talk }) {
  const [leaving, setLeaving] = useState(false);
  const name = calledOf(talk);
  const { circle } = talk;
  const over = talk.left.value !== null;
  const close = () => setLeaving(false);
  return (
    <li>
      {circle === null ? <Initial name={name} /> : <CircleSign />}
      <div class="phone">
        <h3>
          <bdi>{name}</bdi>
        </h3>
        <p>{since(talk.since.value)}</p>
        <p>{t(over ? "shared-kept" : circle === null ? "shared-talk-what" : "circle-sees")}</p>
        <ShownCopies talk={talk} name={name} />
        {!over && (
          <p class="phone-acts">
            <TextLink onPress={() => setLeaving(true)}>{t(circle === null ? "talk-leave" : "circle-leave")}</TextLink>
          </p>
        )}
      </div>
      {leaving && circle === null && <Leave talk={talk} name={name} onClose={close} />}
      {leaving && circle !== null && <LeaveCircle talk={talk} circle={circle} name={name} onClose={close} />}
    </li>
  );
}

function TextLink({ onPress, children }: { onPress: () => void; children: ComponentChildren }) {
  return (
    <button type="button" class="link text-link" onClick={onPress}>
      {children}
    </button>
  );
}

function OfProjects({ projects }: { projects: Projects }) {
  const places = projects.list.value;
  if (places.length === 0) return null;
  return (
    <section class="stack">
      <h2>{t("shared-projects")}</h2>
      <ul class="places">
        {places.map((place) => (
          <OfProject key={place.code} place={place} projects={projects} />
        ))}
      </ul>
    </section>
  );
}

const TOLD = ["hello", "concern", "report", "suggestion"] as const;

/** Somebody may act on it already: it is answered, and not taken back. */
function openTold({ id }: Letter): void {
  openLetter.value = id;
  go("care");
}

function OfProject({ place, projects }: { place: Place; projects: Projects }) {
  const [failed, setFailed] = useState<string | null>(null);
  const day = projects.since(place.code);
  const letters = projects.letters.value.filter((one) => one.mine && one.code === place.code && letterIs(one, ...TOLD));
  const takeBack = async (letter: Letter) => {
    const problem = await projects.takeBack(letter.id);
    setFailed(problem);
    if (problem === null) tell({ words: t("talk-taken-back-me") });
  };
  return (
    <li>
      <Initial name={place.name} />
      <div class="phone">
        <h3>
          <bdi>{place.name}</bdi>
        </h3>
        {day !== null && <p>{t("shared-since", { day: longDay(day, today()) })}</p>}
        <p>{t(place.role === null ? "projects-apart" : "shared-works")}</p>
        {failed !== null && <p role="alert">{t(`project-${failed}`)}</p>}
        <ul class="shown-copies">
          {letters.map((letter) => (
            <li key={letter.id}>
              <span>
                {t(`shared-told-${TOLD.find((is) => kindOf(is) === letter.kind)}`)}{" "}
                <span class="quiet">{sentOn(letter)}</span>
              </span>
              {letterIs(letter, "hello", "suggestion") ? (
                <TextLink onPress={() => takeBack(letter)}>{t("talk-take-back")}</TextLink>
              ) : (
                <TextLink onPress={() => openTold(letter)}>{t("shared-look")}</TextLink>
              )}
            </li>
          ))}
        </ul>
        <p class="phone-acts">
          <TextLink onPress={() => openPlace(place)}>{t("shared-open-project")}</TextLink>
        </p>
      </div>
    </li>
  );
}

function Links({ talks }: { talks: Talks }) {
  const [failed, setFailed] = useState(false);
  const links = talks.links.value;
  if (links.length === 0) return null;
  const end = async (id: string) => {
    const done = await talks.withdraw(id);
    setFailed(!done);
    if (done) tell({ words: t("shared-link-ended") });
  };
  return (
    <section class="stack">
      <h2>{t("shared-links")}</h2>
      {failed && <p role="alert">{t("phone-no-network")}</p>}
      <ul class="places">
        {links.map(({ id, circle, expires }) => (
          <li key={id}>
            <span class="badge">
              <Icon name="link" size={26} />
            </span>
            <div class="phone">
              <h3>{circle === "" ? t("shared-link") : t("circle-invite-into", { circle })}</h3>
              <p>{t("shared-link-until", { day: longDay(dayOf(new Date(expires)), today()) })}</p>
              <p class="phone-acts">
                <TextLink onPress={() => end(id)}>{t("shared-link-end")}</TextLink>
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function OwnPhones() {
  const count = useDiary().phones.value.length;
  return (
    <section class="stack">
      <h2>{t("phones")}</h2>
      <p>{t("safe-phones", { phones: count })}</p>
      <Button icon="device-mobile" onPress={() => go("phones")}>
        {t("phones")}
      </Button>
    </section>
  );
}
