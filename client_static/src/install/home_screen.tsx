/** The app on a home screen: first under which name and picture, then how it gets there, and what that cannot do. */
import { useState } from "preact/hooks";
import { addressOf } from "../files.ts";
import { Button, Pair } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { go } from "../ui/route.ts";
import { say } from "../ui/say.tsx";
import { language, t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { answer, installPrompt, isInstalled, isIphone, wasAnswered } from "./device.ts";
import { chooseLook, LOOKS, type Look, lookNow } from "./look.ts";
import { HomePicture, MenuPicture, SharePicture } from "./pictures.tsx";

const FACTS = ["home-not-there", "home-not-history", "home-not-inside", "home-not-remove"];

export function pictureOf(look: Look): string {
  return look === "newleaf" ? addressOf("icons/leaf.svg") : `/looks/${look}.svg`;
}

export function HomeScreen() {
  const [look, setLook] = useState(lookNow);
  return (
    <>
      <TopBar title={t("on-home-screen")} backTo="safe" />
      <main class="page">
        <p class="lead">{t("home-what")}</p>
        <LookChoice look={look} onChoose={setLook} />
        <h2>{t("home-put")}</h2>
        {isInstalled() ? <p>{t("home-there")}</p> : isIphone() ? <OnIphone look={look} /> : <Elsewhere />}
        <h2>{t("home-not")}</h2>
        <ul class="facts">
          {FACTS.map((key) => (
            <li key={key}>{t(key)}</li>
          ))}
        </ul>
      </main>
    </>
  );
}

function LookChoice({ look, onChoose }: { look: Look; onChoose: (look: Look) => void }) {
  const choose = (next: Look) => {
    const name = t(`look-${next}`);
    chooseLook(next, name, language.value);
    installPrompt.value = null; // it would still put the name of before there; the browser offers a new one
    onChoose(next);
    say(t("look-worn", { name }));
  };
  return (
    <>
      <fieldset class="looks">
        <legend>{t("look-title")}</legend>
        {LOOKS.map((one) => (
          <label key={one} class="look">
            <input type="radio" name="look" checked={look === one} onChange={() => choose(one)} />
            <img src={pictureOf(one)} alt="" width={64} height={64} />
            <span>{t(`look-${one}`)}</span>
          </label>
        ))}
      </fieldset>
      <p class="quiet">{t("look-first")}</p>
    </>
  );
}

/** Where the browser can put it there itself there is a button; elsewhere its menu does it. */
function Elsewhere() {
  const [asked, setAsked] = useState(wasAnswered);
  const prompt = installPrompt.value;
  const no = () => {
    answer();
    setAsked(true);
  };
  const put = () => {
    answer();
    setAsked(true);
    installPrompt.value = null; // the browser lets it be used once
    void prompt?.prompt();
  };
  if (prompt === null) return <p>{t("home-menu")}</p>;
  const button = <Button onPress={put}>{t("home-put")}</Button>;
  if (asked) return button;
  return (
    <Pair>
      <Button onPress={no}>{t("no-thanks")}</Button>
      {button}
    </Pair>
  );
}

function OnIphone({ look }: { look: Look }) {
  const started = useDiary().started.value;
  return (
    <>
      <p>
        <strong>{t("home-iphone")}</strong> {t("home-iphone-why")}
      </p>
      <ol class="steps drawn">
        <li>
          <span>{t("home-iphone-1")}</span>
          <SharePicture />
        </li>
        <li>
          <span>{t("home-iphone-2")}</span>
          <MenuPicture />
        </li>
        <li>
          <span>{t("home-iphone-3")}</span>
          <HomePicture address={pictureOf(look)} />
        </li>
      </ol>
      <p>{t("home-iphone-new")}</p>
      {started && (
        <Button icon="id" onPress={() => go("card")}>
          {t("your-12-words")}
        </Button>
      )}
    </>
  );
}
