/** Somebody invites: who, in their own words; saying hello begins the talk, and "No thanks" is as good. */
import { useEffect, useState } from "preact/hooks";
import type { Invited as Card, InviteFailure } from "../diary/model.ts";
import { Button, Pair } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { carried, replace } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { chosen } from "./chosen.ts";
import { MOST_NAME, MOST_WORDS } from "./model.ts";
import { Initial } from "./talks.tsx";

export function Invited() {
  const diary = useDiary();
  const text = carried.value;
  const [card, setCard] = useState<Card | null>(null);
  const [problem, setProblem] = useState<InviteFailure | null>(null);
  const look = async () => {
    setCard(null);
    setProblem(text === "" ? "gone" : null);
    if (text === "") return;
    const { lookAtInvitation } = await import("../diary/invited.ts");
    const found = await lookAtInvitation(text);
    if (typeof found === "string") setProblem(found);
    else setCard(found);
  };
  useEffect(() => {
    void look();
  }, [text]);
  const leave = () => {
    replace(diary.started.value ? "talk" : "today");
    carried.value = "";
  };
  return (
    <>
      <TopBar title={t("invited-title")} backTo="today" />
      <main class="page" aria-busy={card === null && problem === null}>
        {card === null && problem === null && <p class="quiet">{t("invited-looking")}</p>}
        {problem !== null && (
          <>
            <p class="notice" role="alert">
              {t(`invited-${problem}`)}
            </p>
            {problem === "no-network" && card === null && (
              <Button icon="refresh" onPress={look}>
                {t("invited-again")}
              </Button>
            )}
            {card === null && <Button onPress={leave}>{t("close")}</Button>}
          </>
        )}
        {card !== null && <Hello key={text} card={card} text={text} onNo={leave} onProblem={setProblem} />}
      </main>
    </>
  );
}

interface HelloProps {
  readonly card: Card;
  readonly text: string;
  readonly onNo: () => void;
  readonly onProblem: (problem: InviteFailure | null) => void;
}

function Hello({ card, text, onNo, onProblem }: HelloProps) {
  const diary = useDiary();
  const [name, setName] = useState("");
  const [words, setWords] = useState("");
  const [empty, setEmpty] = useState(false);
  const [busy, setBusy] = useState(false);
  const hello = async () => {
    if (name.trim() === "") return setEmpty(true);
    if (busy) return;
    setBusy(true);
    onProblem(null);
    await diary.start(); // nothing where there is a diary already
    const talks = await diary.talks();
    const answer = await talks.accept(text, name.trim(), words.trim());
    setBusy(false);
    if (typeof answer === "string") return onProblem(answer);
    chosen.value = answer.talk;
    replace("conversation");
    carried.value = "";
  };
  return (
    <>
      <section class="invited-card">
        <Initial name={card.name} />
        <div>
          <h2 dir="auto">{t("invited-by", { name: card.name })}</h2>
          {card.words !== "" && (
            <p class="own-words" dir="auto">
              {card.words}
            </p>
          )}
        </div>
      </section>
      <ul class="sees">
        <Sees icon="eye" strong={t("invited-see")} words={t("invited-see-what")} />
        <Sees icon="eye-off" strong={t("invited-never")} words={t("invited-never-what")} />
      </ul>
      <label class="field">
        <span>{t("talk-my-name")}</span>
        <span class="quiet">{t("talk-my-name-what")}</span>
        <input
          autocomplete="off"
          maxLength={MOST_NAME}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        {empty && <span role="alert">{t("talk-name-empty")}</span>}
      </label>
      <label class="field">
        <span>{t("invited-words")}</span>
        <span class="quiet">{t("if-you-like")}</span>
        <textarea
          autocomplete="off"
          rows={3}
          maxLength={MOST_WORDS}
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
      </label>
      <div class="at-end">
        <Pair>
          <Button onPress={onNo}>{t("no-thanks")}</Button>
          <Button kind="go" onPress={hello}>
            {t("invited-hello")}
          </Button>
        </Pair>
      </div>
    </>
  );
}

function Sees({ icon, strong, words }: { icon: IconName; strong: string; words: string }) {
  return (
    <li>
      <Icon name={icon} />
      <span>
        <strong>{strong}</strong> {words}
      </span>
    </li>
  );
}
