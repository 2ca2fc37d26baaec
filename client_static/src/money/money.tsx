/** Money (mission C9): who helps with it, as numbers and addresses that are on the phone already. Nobody is told. */
import { longDay } from "../tree/day_words.ts";
import { today } from "../tree/days.ts";
import { Icon } from "../ui/icon.tsx";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { BUILT_IN, isPage, KINDS, type Row } from "./pack.ts";

export function Money() {
  const { rows, dated } = BUILT_IN;
  return (
    <>
      <TopBar title={t("money-help")} backTo="more" />
      <main class="page money">
        <p class="lead">{t("money-what")}</p>
        <section class="reminder" aria-labelledby="money-work">
          <Icon name="briefcase" size={28} />
          <div>
            <h2 id="money-work">{t("money-before-work")}</h2>
            <p>{t("money-before-work-what")}</p>
          </div>
        </section>
        {KINDS.map((kind) => (
          <section key={kind} aria-labelledby={`money-${kind}`}>
            <h2 id={`money-${kind}`}>{t(`money-for-${kind}`)}</h2>
            <ul class="crisis">
              {rows
                .filter((row) => row.for === kind)
                .map((row) => (
                  <li key={row.key}>
                    <Way row={row} />
                  </li>
                ))}
            </ul>
          </section>
        ))}
        <p class="quiet">{t("money-nobody")}</p>
        <p class="quiet small">{t("money-dated", { date: longDay(dated, today()) })}</p>
      </main>
    </>
  );
}

function Way({ row }: { row: Row }) {
  const page = isPage(row);
  return (
    <a href={row.link} {...(page ? { rel: "noreferrer noopener", target: "_blank" } : {})}>
      <span class="drop">
        <Icon name={page ? "external-link" : "phone"} />
      </span>
      <span class="row-words">
        <span class="strong" dir="auto">
          {row.name}
        </span>
        <span class="quiet">{row.fact ?? t(`money-${row.key}`)}</span>
        {page && <span class="quiet">{t("money-page")}</span>}
      </span>
      <span class="number" dir="ltr">
        {row.show}
      </span>
    </a>
  );
}
