/** Talk: the people one talks with, by name. Nothing is counted, and nobody sees who opened what. */
import { useState } from "preact/hooks";
import type { Talk } from "../diary/model.ts";
import { AnswerSlot } from "../ui/answer.tsx";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { go, type Screen } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { byName, calledOf, chosen, useTalks } from "./chosen.ts";
import { LinkSheet } from "./link_sheet.tsx";

const HERE: readonly Screen[] = ["talk", "conversation"];

export function TalkList() {
  const talks = useTalks();
  const [linking, setLinking] = useState(false);
  const list = [...(talks?.list.value ?? [])].sort(byName);
  return (
    <>
      <TopBar title={t("tab-talk")} />
      <main class="page" aria-busy={talks === null}>
        {talks !== null && list.length === 0 && (
          <section class="talk-none">
            <Icon name="message-circle" size={40} />
            <p class="lead">{t("talk-none")}</p>
            <p class="quiet">{t("talk-none-why")}</p>
          </section>
        )}
        <ul class="talks">
          {list.map((talk) => (
            <li key={talk.id}>
              <Row talk={talk} />
            </li>
          ))}
        </ul>
        <Button icon="plus" onPress={() => go("invite")}>
          {t("talk-invite")}
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
      <Initial name={name} />
      <span class="strong" dir="auto">
        {name}
      </span>
      {talk.left.value !== null && <span class="tag quiet">{t("talk-ended")}</span>}
      {talk.left.value === null && talk.fresh.value && <span class="tag">{t("talk-fresh")}</span>}
      <Icon name="chevron-right" size={20} />
    </button>
  );
}

export function Initial({ name }: { name: string }) {
  return (
    <span class="initial" aria-hidden="true">
      {[...name][0]?.toLocaleUpperCase()}
    </span>
  );
}
