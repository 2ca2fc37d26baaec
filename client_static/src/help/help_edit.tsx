/** A project's crisis numbers, as its coordinators keep them: nothing is given out that was not checked that day. */
import { useEffect, useState } from "preact/hooks";
import type { Place, Projects } from "../diary/model.ts";
import { coordinates, useSomePlace } from "../projects/chosen.ts";
import type { GaveOut } from "../projects/leaflet.ts";
import { WhichPlace } from "../projects/which_place.tsx";
import { longDay } from "../tree/day_words.ts";
import { today } from "../tree/days.ts";
import { AnswerSlot, tell } from "../ui/answer.tsx";
import { Button } from "../ui/button.tsx";
import { useDraft } from "../ui/draft.ts";
import { replace, type Screen } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { Rows } from "./help.tsx";
import { areOld, MOST_ROWS, type ProjectNumbers, readNumbers } from "./numbers.ts";
import type { Row } from "./pack.ts";
import { RowSheet } from "./row_sheet.tsx";

const HERE: readonly Screen[] = ["help-edit"];

export function HelpEdit() {
  const { projects, places, place } = useSomePlace(coordinates);
  useEffect(() => {
    if (projects !== null && place === undefined) replace("projects");
  }, [projects, place]);
  return (
    <>
      <TopBar title={t("numbers-title")} backTo="team" />
      <main class="page" aria-busy={place === undefined}>
        <p class="lead">{t("numbers-what")}</p>
        {place && <WhichPlace places={places} place={place} />}
        {projects && place && <Open key={place.code} projects={projects} place={place} />}
      </main>
    </>
  );
}

function Open({ projects, place }: { projects: Projects; place: Place }) {
  const given = projects.leaflets.of(place.code, "help");
  const version = given?.version ?? 0;
  const newest = given && readNumbers(given.json);
  const draft = useDraft(`help-${place.code}`, { json: "", after: 0 });
  const [problem, setProblem] = useState<GaveOut | "unchecked">(null);
  const [checked, setChecked] = useState(false);
  const [open, setOpen] = useState<Row | "new" | null>(null);
  const changed = draft.value.after === version ? readNumbers(draft.value.json) : null;
  const rows = (changed ?? newest)?.rows ?? [];
  const keep = (next: readonly Row[]) => {
    setChecked(false);
    draft.set({ json: JSON.stringify(datedNow(next)), after: version });
  };
  const giveOut = async () => {
    if (!checked && rows.length > 0) return setProblem("unchecked");
    const failed = await projects.leaflets.giveOut(place.code, "help", JSON.stringify(datedNow(rows)), version);
    setProblem(failed);
    if (failed === "moved") await projects.refresh().catch(() => undefined);
    if (failed !== null) return;
    draft.done();
    setChecked(false);
    tell({ words: t("given-out") });
  };
  return (
    <>
      {areOld(newest) && <p class="notice">{t("numbers-old")}</p>}
      {newest && <p class="quiet">{t("numbers-dated", { day: longDay(newest.dated, today()) })}</p>}
      {rows.length === 0 && <p class="quiet kind">{t("numbers-none")}</p>}
      {rows.length > 0 && (
        <section class="stack">
          <h2>{t("numbers-looks")}</h2>
          <Rows rows={rows} />
          <p class="quiet">{t("numbers-try")}</p>
        </section>
      )}
      <section class="stack">
        {rows.map((row) => (
          <Button key={row.key} icon="pencil" onPress={() => setOpen(row)}>
            {t("numbers-change", { name: row.name ?? "" })}
          </Button>
        ))}
        {rows.length < MOST_ROWS ? (
          <Button icon="plus" onPress={() => setOpen("new")}>
            {t("numbers-add")}
          </Button>
        ) : (
          <p class="quiet">{t("numbers-full")}</p>
        )}
      </section>
      {rows.length > 0 && (
        <label class="choice-row">
          <input type="checkbox" checked={checked} onChange={(event) => setChecked(event.currentTarget.checked)} />
          <span class="strong">{t("numbers-checked")}</span>
        </label>
      )}
      {problem === "unchecked" && <p role="alert">{t("numbers-unchecked")}</p>}
      {problem !== null && problem !== "unchecked" && <p role="alert">{t(`project-${problem}`)}</p>}
      {(rows.length > 0 || newest !== null) && (
        <Button kind="go" onPress={giveOut}>
          {t("give-out")}
        </Button>
      )}
      <AnswerSlot screens={HERE} />
      {open !== null && (
        <RowSheet
          row={open === "new" ? null : open}
          others={rows.filter((one) => one !== open)}
          onKeep={(row) => keep(open === "new" ? [...rows, row] : rows.map((one) => (one === open ? row : one)))}
          onTakeOut={() => keep(rows.filter((one) => one !== open))}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

function datedNow(rows: readonly Row[]): ProjectNumbers {
  return { version: 1, dated: today(), rows };
}
