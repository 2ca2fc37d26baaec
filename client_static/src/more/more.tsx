/** A list of what exists, and nothing else. */
import { LanguageChoice } from "../start/start.tsx";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import type { Screen } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { follow, TopBar } from "../ui/top_bar.tsx";

const ROWS: readonly { to: Screen; icon: IconName; key: string }[] = [
  { to: "journal", icon: "book-2", key: "tab-journal" },
  { to: "days", icon: "list", key: "days" },
  { to: "beside", icon: "columns-2", key: "beside" },
  { to: "plan", icon: "clipboard-heart", key: "plan" },
  { to: "kind-words", icon: "quote", key: "kind-words" },
  { to: "people", icon: "users", key: "people" },
  { to: "ideas", icon: "map-pin", key: "ideas-title" },
  { to: "areas", icon: "plant-2", key: "areas" },
  { to: "milestones", icon: "mountain", key: "milestones" },
  { to: "answers", icon: "layout-grid", key: "my-answers" },
  { to: "money", icon: "coins", key: "money-help" },
  { to: "add-phone", icon: "device-mobile-plus", key: "add-phone" },
  { to: "phones", icon: "device-mobile", key: "phones" },
  { to: "card", icon: "id", key: "your-12-words" },
  { to: "safe", icon: "shield-lock", key: "safe" },
  { to: "copy", icon: "leaf", key: "copy" },
  { to: "board", icon: "message-plus", key: "change-app" },
  { to: "about", icon: "info-circle", key: "about" },
];

export function More() {
  const diary = useDiary();
  const made = diary.cardMade.value;
  return (
    <>
      <TopBar title={t("tab-more")} />
      <main class="page">
        <ul class="rows">
          {ROWS.map(({ to, icon, key }) => (
            <li key={to}>
              <a href={`#/${to}`} onClick={(event) => follow(event, to)}>
                <span class="badge">
                  <Icon name={icon} size={26} />
                </span>
                <span class="row-words">
                  <span class="strong">{t(key)}</span>
                  <span class="quiet">{to === "card" && made ? t("card-made") : t(`${key}-row`)}</span>
                </span>
                <Icon name="chevron-right" size={20} />
              </a>
            </li>
          ))}
        </ul>
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
