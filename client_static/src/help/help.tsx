/** Help now: numbers that are on the phone already. Works before Start, with no signal, and nobody is told. */
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Icon } from "../ui/icon.tsx";
import { back } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { hideNow } from "./leave.ts";
import { type Row, theirNumbers, thePack } from "./pack.ts";

export function Help() {
  const [pack] = useState(thePack); // numbers do not change under a thumb
  const [theirs] = useState(theirNumbers);
  const [Own, setOwn] = useState<ComponentType | null>(null);
  useEffect(() => {
    void import("./own.tsx").then((part) => setOwn(() => part.Own)).catch(() => undefined); // the numbers stand alone
  }, []);
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
        {theirs.map(({ name, dated, rows }) => (
          <section key={name} class="stack">
            <h2>
              <bdi>{name}</bdi>
            </h2>
            <Rows rows={rows} />
            <p class="quiet small">{t("help-dated-elsewhere", { date: dated })}</p>
          </section>
        ))}
        {theirs.length > 0 && <h2>{t("help-others")}</h2>}
        <Rows rows={pack.rows} />
        {Own && <Own />}
        <p class="quiet">{t("help-nobody")}</p>
        <button type="button" class="button night" onClick={hideNow}>
          <Icon name="eye-off" />
          <span>{t("help-hide")}</span>
        </button>
        <p class="quiet small">{t("help-hide-note")}</p>
        <p class="quiet small">
          {t(pack.country === "GB" ? "help-dated" : "help-dated-elsewhere", { date: pack.dated })}
        </p>
      </main>
    </>
  );
}

/** Also exactly what a coordinator sees of a row before it is given out. */
export function Rows({ rows }: { rows: readonly Row[] }) {
  return (
    <ul class="crisis">
      {rows.map((row) => (
        <li key={row.key}>
          <a href={row.link}>
            <span class="drop">
              <Icon name={row.icon} />
            </span>
            <span class="row-words">
              <span class="strong" dir="auto">
                {row.name ?? t(`help-${row.key}`)}
              </span>
              <span class="quiet" dir="auto">
                {row.fact ?? t(`help-${row.key}-fact`)}
              </span>
            </span>
            <span class="number" dir="ltr">
              {row.show}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
