/** A list of what exists, and nothing else: four places to go on tiles, the others by what they are for. */
import { type Area, coloursOf } from "../areas/model.ts";
import { LanguageChoice } from "../start/start.tsx";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import type { Screen } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { follow, TopBar } from "../ui/top_bar.tsx";

interface Way {
  readonly to: Screen;
  readonly icon: IconName;
  readonly key: string;
}

const TILES: readonly (Way & { readonly area: Area })[] = [
  { to: "journal", icon: "book-2", key: "tab-journal", area: "heard" },
  { to: "ideas", icon: "map-pin", key: "ideas-title", area: "do" },
  { to: "people", icon: "users", key: "people", area: "love" },
  { to: "kind-words", icon: "quote", key: "kind-words", area: "enough" },
];
const GROUPS: readonly { readonly heading: string; readonly ways: readonly Way[] }[] = [
  {
    heading: "more-life",
    ways: [
      { to: "days", icon: "list", key: "days" },
      { to: "beside", icon: "columns-2", key: "beside" },
      { to: "areas", icon: "plant-2", key: "areas" },
      { to: "milestones", icon: "mountain", key: "milestones" },
    ],
  },
  {
    heading: "more-hard",
    ways: [
      { to: "plan", icon: "clipboard-heart", key: "plan" },
      { to: "money", icon: "coins", key: "money-help" },
    ],
  },
  {
    heading: "more-safe",
    ways: [
      { to: "safe", icon: "shield-lock", key: "safe" },
      { to: "card", icon: "id", key: "your-12-words" },
      { to: "phones", icon: "device-mobile", key: "phones" },
      { to: "add-phone", icon: "device-mobile-plus", key: "add-phone" },
      { to: "copy", icon: "leaf", key: "copy" },
    ],
  },
  {
    heading: "more-app",
    ways: [
      { to: "answers", icon: "layout-grid", key: "my-answers" },
      { to: "board", icon: "message-plus", key: "change-app" },
      { to: "about", icon: "info-circle", key: "about" },
    ],
  },
];

export function More() {
  const diary = useDiary();
  return (
    <>
      <TopBar title={t("tab-more")} />
      <main class="page">
        <ul class="more-tiles">
          {TILES.map(({ to, icon, key, area }) => (
            <li key={to}>
              <a href={`#/${to}`} style={coloursOf(area)} onClick={(event) => follow(event, to)}>
                <Icon name={icon} size={28} />
                <span>{t(key)}</span>
              </a>
            </li>
          ))}
        </ul>
        {GROUPS.map(({ heading, ways }) => (
          <section key={heading}>
            <h2>{t(heading)}</h2>
            <ul class="rows">
              {ways.map((way) => (
                <Row key={way.to} way={way} />
              ))}
            </ul>
          </section>
        ))}
        {diary.lock.value !== null && (
          <Button icon="lock" onPress={() => diary.lockNow()}>
            {t("lock-now")}
          </Button>
        )}
        <LanguageChoice />
      </main>
    </>
  );
}

function Row({ way: { to, icon, key } }: { way: Way }) {
  const made = to === "card" && useDiary().cardMade.value;
  return (
    <li>
      <a href={`#/${to}`} onClick={(event) => follow(event, to)}>
        <span class="badge">
          <Icon name={icon} size={26} />
        </span>
        <span class="row-words">
          <span class="strong">{t(key)}</span>
          <span class="quiet">{t(made ? "card-made" : `${key}-row`)}</span>
        </span>
        <Icon name="chevron-right" size={20} />
      </a>
    </li>
  );
}
