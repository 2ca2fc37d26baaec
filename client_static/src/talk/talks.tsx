/** Talk: the people one talks with, by name. Nothing is counted, and nobody sees who opened what. */
import { useState } from "preact/hooks";
import type { Talk } from "../diary/model.ts";
import { useProjects } from "../projects/chosen.ts";
import { PlaceRow } from "../projects/place_row.tsx";
import { AnswerSlot } from "../ui/answer.tsx";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { go, type Screen } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { byName, calledOf, chosen, useTalks } from "./chosen.ts";
import { CircleSign } from "./circle_sign.tsx";
import { CouldDo } from "./could_do.tsx";
import { Initial } from "./initial.tsx";
import { LinkSheet } from "./link_sheet.tsx";
import { WaitingList } from "./waiting.tsx";

const HERE: readonly Screen[] = ["talk", "conversation"];

export function TalkList() {
  const talks = useTalks();
  const [linking, setLinking] = useState(false);
  const [asking, setAsking] = useState(false);
  const waiting = talks?.waiting.value ?? [];
  const projects = useProjects();
  const list = [...(talks?.list.value ?? [])].sort(byName);
  return (
    <>
      <TopBar title={t("tab-talk")} />
      <main class="page" aria-busy={talks === null}>
        {talks !== null && list.length + waiting.length === 0 && !projects?.list.value.length && (
          <section class="talk-none">
            <Icon name="message-circle" size={40} />
            <p class="lead">{t("talk-none")}</p>
            <p class="quiet">{t("talk-none-why")}</p>
          </section>
        )}
        <ul class="talks">
          {projects?.list.value.map((place) => (
            <li key={place.code}>
              <PlaceRow place={place} letters={projects.letters.value} />
            </li>
          ))}
          {list.map((talk) => (
            <li key={talk.id}>
              <Row talk={talk} />
            </li>
          ))}
        </ul>
        {talks !== null && waiting.length > 0 && <WaitingList talks={talks} />}
        <Button icon="heart-handshake" onPress={() => setAsking(true)}>
          {t("could-do")}
        </Button>
        <Button icon="users" onPress={() => go("projects")}>
          {t("projects-near")}
        </Button>
        <Button icon="plus" onPress={() => go("invite")}>
          {t("talk-invite")}
        </Button>
        <Button icon="users" onPress={() => go("circle-new")}>
          {t("circle-make")}
        </Button>
        <Button icon="link" onPress={() => setLinking(true)}>
          {t("talk-have-link")}
        </Button>
        <Button kind="plain" icon="bell" onPress={() => go("notes")}>
          {t("notes-ask")}
        </Button>
        <AnswerSlot screens={HERE} />
        <p class="reminder">
          <Icon name="lock" size={28} />
          <span>{t("talk-only-you-two")}</span>
        </p>
      </main>
      {linking && <LinkSheet onClose={() => setLinking(false)} />}
      {asking && <CouldDo onClose={() => setAsking(false)} />}
    </>
  );
}

function Row({ talk }: { talk: Talk }) {
  const name = calledOf(talk);
  const open = () => {
    chosen.value = talk.id;
    go("conversation");
  };
  return (
    <button type="button" onClick={open}>
      {talk.circle === null ? <Initial name={name} /> : <CircleSign />}
      <span class="strong" dir="auto">
        {name}
      </span>
      {talk.left.value !== null && (
        <span class="tag quiet">{t(talk.circle === null ? "talk-ended" : "circle-not-in")}</span>
      )}
      {talk.left.value === null && talk.fresh.value && <span class="tag">{t("talk-fresh")}</span>}
      <Icon name="chevron-right" size={20} />
    </button>
  );
}
