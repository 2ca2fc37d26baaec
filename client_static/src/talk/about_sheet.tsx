/** You and somebody: what they can see, whether it is really they, when each is here, and the way out. */
import { useEffect, useState } from "preact/hooks";
import type { Talk } from "../diary/model.ts";
import { TalkWays } from "../projects/talk_ways.tsx";
import { act, tell } from "../ui/answer.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import { openWalkWith } from "./chosen.ts";
import { FindSheet } from "./find_sheet.tsx";
import { HoursSheet } from "./hours_sheet.tsx";
import { MeetSheet } from "./meet_sheet.tsx";

interface AboutSheetProps {
  readonly talk: Talk;
  readonly name: string;
  readonly onClose: () => void;
}

export function AboutSheet({ talk, name, onClose }: AboutSheetProps) {
  const [at, setAt] = useState<"about" | "find" | "meet" | "hours" | "leave">("about");
  const over = talk.left.value !== null;
  if (at === "find") return <FindSheet talk={talk} name={name} onClose={onClose} />;
  if (at === "meet") return <MeetSheet talk={talk} name={name} onClose={onClose} />;
  if (at === "hours") return <HoursSheet talk={talk} onClose={onClose} />;
  if (at === "leave") return <Leave talk={talk} name={name} onClose={onClose} />;
  return (
    <Sheet title={t("talk-you-and", { name })} onClose={onClose}>
      <ul class="sees">
        <li>
          <Icon name="eye" />
          <span>
            <strong>{t("talk-they-see", { name })}</strong> {t("invited-see-what")}
          </span>
        </li>
        <li>
          <Icon name="eye-off" />
          <span>
            <strong>{t("talk-they-never", { name })}</strong> {t("invited-never-what")}
          </span>
        </li>
        <li>
          <Icon name="lock" />
          <span>{t("talk-limits", { name })}</span>
        </li>
      </ul>
      <SafetyNumber talk={talk} name={name} />
      <Button icon="search" onPress={() => setAt("find")}>
        {t("talk-find")}
      </Button>
      {!over && (
        <>
          <Button icon="calendar-plus" onPress={() => setAt("meet")}>
            {t("talk-meet")}
          </Button>
          <Button icon="walk" onPress={() => openWalkWith(talk)}>
            {t("walk-together")}
          </Button>
          <Button icon="clock" onPress={() => setAt("hours")}>
            {t("talk-my-hours")}
          </Button>
          <TalkWays talk={talk} />
          <Button icon="user-off" onPress={() => setAt("leave")}>
            {t("talk-leave")}
          </Button>
        </>
      )}
      <Button onPress={onClose}>{t("close")}</Button>
    </Sheet>
  );
}

/** Read out to each other, in person or by phone: a server that put itself between would show other digits. */
export function SafetyNumber({ talk, name, account }: { talk: Talk; name: string; account?: string }) {
  const [digits, setDigits] = useState<string | null>(null);
  useEffect(() => void talk.safetyNumber(account).then(setDigits), [talk, account]);
  return (
    <details class="safety">
      <summary>{t("talk-safety", { name })}</summary>
      <p>{t("talk-safety-how", { name })}</p>
      <p class="code" dir="ltr" data-testid="safety-number">
        {digits}
      </p>
    </details>
  );
}

export function Leave({ talk, name, onClose }: AboutSheetProps) {
  const [problem, setProblem] = useState(false);
  const leave = async () => {
    setProblem(false);
    let gone = false;
    await act(async () => {
      gone = await talk.leave();
    }, null);
    if (!gone) return setProblem(true);
    tell({ words: t("talk-left-me", { name }) });
    onClose();
  };
  return (
    <Sheet title={t("talk-leave-title", { name })} onClose={onClose}>
      <p>{t("talk-leave-what", { name })}</p>
      {problem && <p role="alert">{t("talk-leave-no-network")}</p>}
      <Pair>
        <Button onPress={onClose}>{t("talk-stay")}</Button>
        <Button onPress={leave}>{t("talk-leave")}</Button>
      </Pair>
    </Sheet>
  );
}
