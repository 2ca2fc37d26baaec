/** What a project's peer support costs, for those who coordinate it: careful, and with everything it stands on. */
import { useEffect, useState } from "preact/hooks";
import { writeCsv } from "../csv.ts";
import type { Place } from "../diary/model.ts";
import { useOpened } from "../projects/chosen.ts";
import { today } from "../tree/days.ts";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { replace } from "../ui/route.ts";
import { saveFile } from "../ui/save_file.ts";
import { say } from "../ui/say.tsx";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { Figures } from "./figures.tsx";
import { COST, costOf, readTyped } from "./model.ts";
import { sheetOf } from "./sheet.ts";
import { Prices, TrialsFound } from "./sources.tsx";
import { TypedFields, useTypedRow } from "./typed.tsx";

export function Costs() {
  const { projects, place } = useOpened();
  const coordinates = place?.role === "coordinator" || place?.role === "lead";
  useEffect(() => {
    if (projects !== null && !coordinates) replace(place ? "team" : "projects");
  }, [projects, place, coordinates]);
  return (
    <>
      <TopBar title={t("costs-title")} backTo="team" />
      <main class="page costs" aria-busy={!coordinates}>
        {place && coordinates && <Open place={place} />}
      </main>
    </>
  );
}

function Open({ place }: { place: Pick<Place, "code" | "name"> }) {
  const { row, keep } = useTypedRow(useDiary().collection(COST), place.code);
  const typed = readTyped(row);
  const [saved, setSaved] = useState(false);
  const save = () => {
    saveFile(new Blob([writeCsv(sheetOf(place.name, today(), typed))], { type: "text/csv" }), "costs.csv");
    setSaved(true);
    say(t("calendar-made"));
  };
  return (
    <>
      <p class="lead">{t("costs-what")}</p>
      <TypedFields typed={typed} onKeep={keep} />
      <div class="stack costs-shown">
        <Figures typed={typed} onKeep={keep} />
        <TrialsFound />
        <Prices />
        {costOf(typed) !== null && (
          <>
            <Button icon="download" onPress={save}>
              {t("costs-save")}
            </Button>
            <p class="quiet">
              {saved && t("calendar-made")} {t("costs-save-what")}
            </p>
          </>
        )}
      </div>
    </>
  );
}
