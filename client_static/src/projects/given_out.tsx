/** What a project gives out: for whoever is in it, and for its coordinators, who amend it. */

import { boardOf } from "../board/chosen.ts";
import { TIP, unanswered } from "../board/model.ts";
import type { Place, Projects } from "../diary/model.ts";
import { areOld, readNumbers } from "../help/numbers.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { carried, go, type Screen } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { readWords } from "../words/model.ts";
import { coordinates } from "./chosen.ts";

interface GivenOutProps {
  readonly projects: Projects;
  readonly place: Place;
}

function open(code: string, to: Screen): void {
  carried.value = code;
  go(to);
}

/** For whoever is in it. */
export function GivenOut({ place }: Pick<GivenOutProps, "place">) {
  return (
    <>
      <Button icon="message-plus" onPress={() => open(place.code, "board")}>
        {t("change-app")}
      </Button>
      <Button icon="quote" onPress={() => open(place.code, "our-words")}>
        {t("our-words-title")}
      </Button>
    </>
  );
}

/** For those who work there. */
export function GivesOut({ projects, place }: GivenOutProps) {
  if (!coordinates(place)) return <GivenOut place={place} />;
  const letters = projects.letters.value.filter(({ code }) => code === place.code);
  const { entries } = boardOf({ projects, place });
  const ideas = unanswered(letters, "", ({ id }) => entries.some((one) => one.id === id));
  const given = projects.leaflets.of(place.code, "words");
  const known = given && readWords(given.json);
  const tips = unanswered(letters, TIP, ({ words }) => known?.tips.some((tip) => tip.words === words) ?? false);
  const help = projects.leaflets.of(place.code, "help");
  const numbers = help && readNumbers(help.json);
  const rows = [
    { to: "board-edit", key: "board-edit-title", icon: "message-plus", waits: ideas.length > 0 && t("team-waits") },
    { to: "words-edit", key: "words-edit-title", icon: "quote", waits: tips.length > 0 && t("team-waits") },
    { to: "help-edit", key: "numbers-title", icon: "lifebuoy", waits: areOld(numbers) && t("team-numbers-old") },
  ] as const;
  return (
    <section class="stack">
      <h2>{t("team-gives-out")}</h2>
      <ul class="talks">
        {rows.map(({ to, key, icon, waits }) => (
          <li key={to}>
            <button type="button" onClick={() => open(place.code, to)}>
              <Icon name={icon} />
              <span class="strong">{t(key)}</span>
              {waits && <span class="tag">{waits}</span>}
              <Icon name="chevron-right" size={20} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
