/** Which release this is, so that anyone can compare it with the one that was published. */
import { useEffect, useState } from "preact/hooks";
import { readConfig } from "../transport/http.ts";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";

export function About() {
  const [release, setRelease] = useState<string | null>(null);
  const [source, setSource] = useState("");
  useEffect(() => {
    readConfig().then(
      (config) => setSource(config.source),
      () => undefined,
    );
    fetch("/release.json")
      .then((answer) => answer.json())
      .then((found: { release?: string }) => setRelease(found.release ?? null))
      .catch(() => setRelease(null));
  }, []);
  return (
    <>
      <TopBar title={t("about")} backTo="more" />
      <main class="page">
        <p class="lead">{t("about-what")}</p>
        <p>{t("about-from")}</p>
        <p>{t("about-not-crisis")}</p>
        <h2>{t("about-release")}</h2>
        {release === null ? (
          <p>{t("about-no-signal")}</p>
        ) : (
          <p>
            <code dir="ltr">{release}</code>
          </p>
        )}
        <h2>{t("about-licence")}</h2>
        <p>{t("about-licence-what")}</p>
        {source === "" ? (
          <p>{t("about-ask-source")}</p>
        ) : (
          <p>
            <a href={source} rel="noreferrer">
              {t("about-source")}
            </a>
          </p>
        )}
      </main>
    </>
  );
}
