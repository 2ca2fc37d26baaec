/** Somebody invites: who, in their own words; saying hello begins the talk, and "No thanks" is as good. */
import { useEffect, useState } from "preact/hooks";
import type { Invited as Card, InviteFailure } from "../diary/model.ts";
import { tell } from "../ui/answer.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Field } from "../ui/field.tsx";
import { carried, replace } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { chosen } from "./chosen.ts";
import { CircleSign } from "./circle_sign.tsx";
import { Initial } from "./initial.tsx";
import { MOST_NAME, MOST_WORDS } from "./model.ts";
import { Sees, WhatTheySee } from "./what_they_see.tsx";

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
    carried.value = "";
    if (answer.talk === null) {
      replace("talk");
      return tell({ words: t("circle-waits", { name: card.name }) });
    }
    chosen.value = answer.talk;
    replace("conversation");
  };
  return (
    <>
      <section class="invited-card">
        {card.circle === null ? <Initial name={card.name} /> : <CircleSign />}
        <div>
          {card.circle === null ? (
            <h2>{t("invited-by", { name: card.name })}</h2>
          ) : (
            <IntoCircle host={card.name} circle={card.circle} />
          )}
          {card.words !== "" && (
            <p class="own-words" dir="auto">
              {card.words}
            </p>
          )}
        </div>
      </section>
      <WhatTheySee>
        {card.circle !== null && (
          <>
            <Sees icon="lock" strong="" words={t("circle-from-then")} />
            <Sees icon="clock" strong="" words={t("circle-waits", { name: card.name })} />
          </>
        )}
      </WhatTheySee>
      <Field
        label={t("talk-my-name")}
        hint={t("talk-my-name-what")}
        most={MOST_NAME}
        value={name}
        problem={empty ? t("talk-name-empty") : null}
        onInput={setName}
      />
      <Field
        label={t("invited-words")}
        hint={t("if-you-like")}
        rows={3}
        most={MOST_WORDS}
        value={words}
        onInput={setWords}
      />
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

function IntoCircle({ host, circle }: { host: string; circle: NonNullable<Card["circle"]> }) {
  return (
    <>
      <h2>{t("circle-invited-by", { name: host, circle: circle.name })}</h2>
      <p class="quiet">{t("circle-people", { people: circle.people })}</p>
    </>
  );
}
