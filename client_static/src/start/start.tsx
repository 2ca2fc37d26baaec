/** The way in: no forms, no waiting, nobody checking (mission A1). Help is here too, before anything else. */
import { useState } from "preact/hooks";
import { Hill } from "../today/today.tsx";
import { SAPLING, TreePicture } from "../tree/picture.tsx";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import { LANGUAGES } from "../ui/languages.ts";
import { go } from "../ui/route.ts";
import { canRead, readAloud } from "../ui/say.tsx";
import { chooseLanguage, hasWords, language, t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";

/** Shapes the tree on this screen, which is nobody's: it only shows what a leaf is. */
const SAPLING_SEED = "6e65776c656166206578616d706c6521";

export function Start() {
  const diary = useDiary();
  const [starting, setStarting] = useState(false);
  const [failed, setFailed] = useState(false);
  const start = async () => {
    if (starting) return;
    setStarting(true);
    setFailed(false);
    try {
      await diary.start();
      go("today");
    } catch {
      setFailed(true);
    } finally {
      setStarting(false);
    }
  };
  const lines = ["start-now", "start-no-forms"];
  return (
    <>
      <TopBar>
        <LanguageChoice pill />
      </TopBar>
      <main class="start">
        <div class="start-tree">
          <TreePicture leaves={SAPLING} seed={SAPLING_SEED} height={220} />
          <Hill />
        </div>
        <div class="ground">
          <h1 tabIndex={-1} class="hello">
            {t("start-hello")}
          </h1>
          {lines.map((key) => (
            <p key={key} class="lead">
              {t(key)}
            </p>
          ))}
          {failed && <p role="alert">{t("start-failed")}</p>}
          <div class="stack">
            <Button kind="go" onPress={start}>
              {t("start")}
            </Button>
            <Button onPress={() => go("words")}>{t("start-have-words")}</Button>
            <Button onPress={() => go("join")}>{t("start-join")}</Button>
            <Button kind="plain" onPress={() => go("borrow")}>
              {t("borrow")}
            </Button>
            {canRead.value && (
              <Button
                kind="plain"
                icon="volume"
                onPress={() => readAloud([t("start-hello"), ...lines.map((key) => t(key))].join(" "))}
              >
                {t("read-this")}
              </Button>
            )}
          </div>
          <p class="quiet centred">{t("start-free")}</p>
          <p class="quiet centred">{t("start-locked")}</p>
        </div>
      </main>
    </>
  );
}

/** Every language in its own name, so that it is found by whoever cannot read the others. */
export function LanguageChoice({ pill = false }: { pill?: boolean }) {
  const [absent, setAbsent] = useState(false);
  const choose = async (code: string) => setAbsent(!(await chooseLanguage(code)));
  return (
    <label class={pill ? "language-pill" : "field"}>
      {pill ? <Icon name="language" /> : <span>{t("language")}</span>}
      <select
        aria-label={t("language")}
        value={language.value}
        onChange={(event) => void choose(event.currentTarget.value)}
      >
        {Object.entries(LANGUAGES).map(([code, name]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
      {!pill && hasWords("machine-translated") && <span class="quiet">{t("machine-translated")}</span>}
      {!pill && absent && <span role="alert">{t("language-absent")}</span>}
    </label>
  );
}
