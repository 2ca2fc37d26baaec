/** The ways round the app: only what exists is shown. */
import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";
import { type Screen, screen } from "./route.ts";
import { t } from "./text.ts";
import { follow } from "./top_bar.tsx";

const TABS: readonly { to: Screen; icon: IconName; key: string }[] = [
  { to: "today", icon: "sun", key: "tab-today" },
  { to: "tree", icon: "tree", key: "tab-tree" },
  { to: "week", icon: "calendar-week", key: "tab-week" },
  { to: "talk", icon: "message-circle", key: "tab-talk" },
  { to: "more", icon: "menu-2", key: "tab-more" },
];

export function TabBar() {
  const at = screen.value === "ideas" ? "week" : screen.value; // ideas are for the week
  return (
    <nav class="tab-bar" aria-label={t("tabs-label")}>
      {TABS.map(({ to, icon, key }) => (
        <a
          key={to}
          href={`#/${to}`}
          aria-current={at === to ? "page" : undefined}
          onClick={(event) => follow(event, to)}
        >
          <span class="tab-icon">
            <Icon name={icon} size={26} />
          </span>
          <span>{t(key)}</span>
        </a>
      ))}
    </nav>
  );
}
