/** A sheet for a wall, A4: what this is, in plain words, with a picture and a code to come in by. */
import { useEffect } from "preact/hooks";
import { inFours } from "../start/join.tsx";
import { QrPicture } from "../start/qr.tsx";
import { Button } from "../ui/button.tsx";
import { replace } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { useOpened } from "./chosen.ts";

export function Poster() {
  const { projects, place } = useOpened();
  useEffect(() => {
    if (projects !== null && place === undefined) replace("projects");
  }, [projects, place]);
  const address = location.origin + location.pathname;
  return (
    <>
      <TopBar title={t("poster-title")} backTo="team" />
      <main class="page poster-page" aria-busy={place === undefined}>
        {place && (
          <>
            <p class="lead poster-not">{t("poster-what")}</p>
            <article class="poster">
              <h2 dir="auto">{place.name}</h2>
              {place.words !== "" && <p dir="auto">{place.words}</p>}
              <p class="strong">{t("poster-ask")}</p>
              <QrPicture text={`${address}#/project/${place.code}`} label={t("poster-picture")} />
              <p class="code" dir="ltr" data-testid="project-code">
                {inFours(place.code)}
              </p>
              <ol class="steps">
                <li>{t("poster-step-1")}</li>
                <li>
                  <span>
                    {t("poster-step-2")}{" "}
                    <bdi class="strong">{address.replace(/^https?:\/\//, "").replace(/\/$/, "")}</bdi>
                  </span>
                </li>
                <li>{t("poster-step-3")}</li>
              </ol>
              <p>{t("poster-free")}</p>
              <p class="quiet">{t("poster-crisis")}</p>
            </article>
            <Button kind="go" icon="printer" onPress={() => print()}>
              {t("poster-print")}
            </Button>
          </>
        )}
      </main>
    </>
  );
}
