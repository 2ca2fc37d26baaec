/** A day on which the person meets, or goes along with, somebody they talk with: it is moved in the talk. */
import { coloursOf } from "../areas/model.ts";
import type { Day } from "../diary/model.ts";
import { calledOf, chosen, useTalks } from "../talk/chosen.ts";
import { wordsOf } from "../today/reply.ts";
import { LeafGlyph } from "../tree/leaf_glyph.tsx";
import { Icon } from "../ui/icon.tsx";
import { go } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { type Card, daysOf } from "./model.ts";
import { whenAndWhere } from "./words.ts";

interface Meeting extends Card {
  readonly talk: string;
}

export function useMeetings(today: Day): Meeting[] {
  const talks = useTalks()?.list.value ?? [];
  return talks.flatMap((talk) => {
    if (talk.left.value !== null) return [];
    const name = calledOf(talk);
    const meet = talk.meet.value?.what ?? null;
    const walks = talk.walks.value.flatMap(({ id, to, agreed, what }) =>
      agreed && what !== null ? [{ ...what, id, text: t("walk-with", { to, name }) }] : [],
    );
    const all = meet === null ? walks : [{ ...meet, id: talk.id, text: t("talk-you-and", { name }) }, ...walks];
    return all.flatMap((what) => daysOf(what, today).map((day) => ({ what, day, talk: talk.id })));
  });
}

export function MeetCard({ meeting: { what, talk } }: { meeting: Meeting }) {
  const about = whenAndWhere(what);
  const open = () => {
    chosen.value = talk;
    go("conversation");
  };
  return (
    <li class="planned" style={coloursOf(what.area)}>
      <button type="button" class="planned-head" onClick={open}>
        <LeafGlyph area={what.area} size={34} />
        <span class="planned-words">
          <span class="strong">{wordsOf(what)}</span>
          {about !== "" && <span class="quiet">{about}</span>}
        </span>
        <Icon name="chevron-right" size={20} />
      </button>
    </li>
  );
}
