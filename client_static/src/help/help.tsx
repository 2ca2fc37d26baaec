/** Help now: numbers that are on the phone already. Works before Start, with no signal, and nobody is told. */
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { back } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { hideNow } from "./leave.ts";
import UK from "./uk.json";

export function Help() {
  return (
    <>
      <header class="top-bar">
        <p class="works-offline">
          <Icon name="wifi-off" size={20} />
          <span>{t("help-no-signal")}</span>
        </p>
        <button type="button" class="pill close-pill" onClick={() => back("today")}>
          <Icon name="x" />
          <span>{t("close")}</span>
        </button>
      </header>
      <main class="page help">
        <h1 tabIndex={-1} class="hello">
          {t("help-matter")}
        </h1>
        <p class="lead">{t("help-reach")}</p>
        <ul class="crisis">
          {UK.rows.map((row) => (
            <li key={row.key}>
              <a href={row.link}>
                <span class="drop">
                  <Icon name={row.icon as IconName} />
                </span>
                <span class="row-words">
                  <span class="strong">{t(`help-${row.key}`)}</span>
                  <span class="quiet">{t(`help-${row.key}-fact`)}</span>
                </span>
                <span class="number" dir="ltr">
                  {row.show}
                </span>
              </a>
            </li>
          ))}
        </ul>
        <p class="quiet">{t("help-nobody")}</p>
        <button type="button" class="button night" onClick={hideNow}>
          <Icon name="eye-off" />
          <span>{t("help-hide")}</span>
        </button>
        <p class="quiet small">{t("help-hide-note")}</p>
        <p class="quiet small">{t("help-dated", { date: UK.dated })}</p>
      </main>
    </>
  );
}
