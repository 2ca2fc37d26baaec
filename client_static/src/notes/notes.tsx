/** A note when somebody writes: what it says, what others learn by it, when it may come. Off until it is asked for. */
import { useEffect, useState } from "preact/hooks";
import type { Notes, NotesChoice, NotesState } from "../diary/model.ts";
import { hourName } from "../talk/hours.ts";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import { say } from "../ui/say.tsx";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";

const BY_DAY: NotesChoice = { from: 540, until: 1260, most: 1 }; // nine to nine
const FROM = [420, 480, 540, 600, 660, 720];
const UNTIL = [960, 1020, 1080, 1140, 1200, 1260];
const MOST = [1, 2, 3];

export function NotesScreen() {
  const diary = useDiary();
  const [notes, setNotes] = useState<Notes | null>(null);
  const [state, setState] = useState<NotesState | null>(null);
  const [choice, setChoice] = useState(BY_DAY);
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<string | null>(null);
  useEffect(() => {
    let here = true;
    const look = async () => {
      const found = await diary.notes();
      const known = await found.look();
      if (!here) return;
      setNotes(found);
      setState(known.state);
      if (known.choice !== null) setChoice(known.choice);
    };
    void look().catch(() => undefined); // that part of the program is not on this phone yet
    return () => {
      here = false;
    };
  }, [diary]);
  const tell = (words: string) => {
    setAnswer(words);
    say(words);
  };
  const turnOn = async (next: NotesChoice) => {
    if (notes === null || busy) return;
    setBusy(true);
    const came = await notes.turnOn(next, t("notes-lock-screen")).catch(() => "failed" as const);
    setBusy(false);
    if (came === "on" || came === "denied") setState(came);
    tell(t(`notes-${came}`));
  };
  const change = (part: Partial<NotesChoice>) => {
    const next = { ...choice, ...part };
    setChoice(next);
    if (state === "on") void turnOn(next);
  };
  const turnOff = async () => {
    await notes?.turnOff();
    setState("off");
    tell(t("notes-off"));
  };
  const tryOne = async () => tell(t((await notes?.tryOne()) ? "notes-tried" : "notes-no-network"));
  const able = state === "on" || state === "off";
  return (
    <>
      <TopBar title={t("notes-title")} backTo="talk" />
      <main class="page" aria-busy={state === null}>
        <p class="lead">{t("notes-what")}</p>
        <p class="note-shown">
          <Icon name="bell" size={26} />
          <span class="strong">{t("notes-lock-screen")}</span>
        </p>
        <ul class="facts">
          <li>{t("notes-never")}</li>
          <li>{t("notes-learns")}</li>
          <li>{t("notes-once")}</li>
          <li>{t("notes-only-meet")}</li>
        </ul>
        {state !== null && !able && <p role="status">{t(`notes-${state}`)}</p>}
        {able && (
          <>
            <div class="two-fields">
              <Choice
                words={t("talk-from")}
                values={FROM}
                value={choice.from}
                say={hourName}
                onChange={(from) => change({ from })}
              />
              <Choice
                words={t("talk-to")}
                values={UNTIL}
                value={choice.until}
                say={hourName}
                onChange={(until) => change({ until })}
              />
            </div>
            <Choice
              words={t("notes-most")}
              values={MOST}
              value={choice.most}
              say={(most) => t("notes-a-day", { most })}
              onChange={(most) => change({ most })}
            />
            {answer !== null && <p class="strong">{answer}</p>}
            {state === "off" ? (
              <Button kind="go" onPress={() => turnOn(choice)}>
                {t(busy ? "lock-a-moment" : "notes-turn-on")}
              </Button>
            ) : (
              <>
                <Button onPress={tryOne}>{t("notes-try")}</Button>
                <Button onPress={turnOff}>{t("notes-turn-off")}</Button>
              </>
            )}
          </>
        )}
      </main>
    </>
  );
}

interface ChoiceProps {
  readonly words: string;
  readonly values: readonly number[];
  readonly value: number;
  readonly say: (value: number) => string;
  readonly onChange: (value: number) => void;
}

function Choice({ words, values, value, say: name, onChange }: ChoiceProps) {
  return (
    <label class="field">
      <span>{words}</span>
      <select value={value} onChange={(event) => onChange(Number(event.currentTarget.value))}>
        {values.map((one) => (
          <option key={one} value={one}>
            {name(one)}
          </option>
        ))}
      </select>
    </label>
  );
}
