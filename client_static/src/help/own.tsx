/** What is the person's own on Help now: people to call, the plan, reminders. Before the diary is open: the open plan. */
import { useEffect, useState } from "preact/hooks";
import { PERSON, peopleOf } from "../people/model.ts";
import { useFreshOpenCopy } from "../plan/open_choice.tsx";
import { readOpenCopy } from "../plan/open_copy.ts";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import type { Screen } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { follow } from "../ui/top_bar.tsx";

const TILES: readonly { to: Screen; icon: IconName; key: string }[] = [
  { to: "plan", icon: "clipboard-heart", key: "help-plan" },
  { to: "remind", icon: "bookmark", key: "help-remind" },
];

export function Own() {
  return useDiary().started.value ? <Mine /> : <OpenPlan />;
}

function Mine() {
  useFreshOpenCopy();
  const people = peopleOf(useDiary().ownCollection(PERSON).items.value ?? []);
  return (
    <>
      {people.length > 0 && (
        <ul class="crisis" aria-label={t("people")}>
          {people.map(({ id, name, link }) => (
            <li key={id}>
              <a href={link}>
                <span class="drop">
                  <Icon name="user" />
                </span>
                <span class="row-words">
                  <span class="strong">{name}</span>
                  <span class="quiet">{t("people-own")}</span>
                </span>
                <span class="number">{t("people-call")}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
      <div class="help-tiles">
        {TILES.map(({ to, icon, key }) => (
          <a key={to} class="help-tile" href={`#/${to}`} onClick={(event) => follow(event, to)}>
            <Icon name={icon} size={28} />
            <span>{t(key)}</span>
          </a>
        ))}
      </div>
      {/* biome-ignore lint/a11y/useValidAnchor: it is navigation, and works as a plain link too */}
      <a class="text-link" href="#/people" onClick={(event) => follow(event, "people")}>
        {t(people.length > 0 ? "people" : "people-put")}
      </a>
    </>
  );
}

/** The person chose that it can be read without opening the diary. */
function OpenPlan() {
  const [plan, setPlan] = useState<string | null>(null);
  useEffect(() => void readOpenCopy().then(setPlan), []);
  if (!plan) return null;
  return (
    <section class="open-plan" aria-labelledby="open-plan">
      <h2 id="open-plan">{t("help-plan")}</h2>
      <p dir="auto">{plan}</p>
    </section>
  );
}
