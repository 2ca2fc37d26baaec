/** A day on which the person meets somebody they talk with: it stands in their week, and is moved in the talk. */
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
    const what = talk.left.value === null ? talk.meet.value?.what : null;
    if (!what) return [];
    const named = { ...what, id: talk.id, text: t("talk-you-and", { name: calledOf(talk) }) };
    return daysOf(what, today).map((day) => ({ what: named, day, talk: talk.id }));
  });
}

export function MeetCard({ meeting: { what, talk } }: { meeting: Meeting }) {
  const about = whenAndWhere(what);
  const open = () => {
    chosen.value = talk;
    go("conversation");
  };
  return (
    <li class="planned" style={{ "--deep": `var(--${what.area}-deep)`, "--soft": `var(--${what.area}-soft)` }}>
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
