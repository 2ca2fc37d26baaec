/** Inviting somebody: a link for one person, which works once. Only whoever holds it sees who invites. */

import { useEffect, useState } from "preact/hooks";
import type { InviteFailure } from "../diary/model.ts";
import { QrPicture } from "../start/qr.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { useDraft } from "../ui/draft.ts";
import { Field } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { back, type Screen } from "../ui/route.ts";
import { say } from "../ui/say.tsx";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { useTalks } from "./chosen.ts";
import { MOST_NAME, MOST_WORDS } from "./model.ts";

export function Invite() {
  const talks = useTalks();
  const draft = useDraft("invite", { name: "", words: "" });
  const [link, setLink] = useState<string | null>(null);
  const [problem, setProblem] = useState<InviteFailure | "name" | null>(null);
  const [making, setMaking] = useState(false);
  const make = async () => {
    const name = draft.value.name.trim();
    if (name === "") return setProblem("name");
    if (talks === null || making) return;
    setMaking(true);
    const made = await talks.invite(name, draft.value.words.trim());
    setMaking(false);
    if (typeof made === "string") return setProblem(made);
    setProblem(null);
    setLink(made.link);
  };
  return (
    <>
      <TopBar title={t("invite-title")} backTo="talk" />
      {link === null ? (
        <main class="page">
          <p class="lead">{t("invite-what")}</p>
          <Field
            label={t("talk-my-name")}
            hint={t("talk-my-name-what")}
            most={MOST_NAME}
            value={draft.value.name}
            problem={problem === "name" ? t("talk-name-empty") : null}
            onInput={(name) => draft.set({ name })}
          />
          <Field
            label={t("invite-words")}
            hint={t("if-you-like")}
            rows={3}
            most={MOST_WORDS}
            value={draft.value.words}
            onInput={(words) => draft.set({ words })}
          />
          {problem !== null && problem !== "name" && <p role="alert">{t(`invite-${problem}`)}</p>}
          <div class="at-end">
            <Pair>
              <Button onPress={() => back("talk")}>{t("cancel")}</Button>
              <Button kind="go" onPress={make}>
                {t("invite-make")}
              </Button>
            </Pair>
          </div>
        </main>
      ) : (
        <Made link={link} backTo="talk" />
      )}
    </>
  );
}

export function Made({ link, backTo }: { link: string; backTo: Screen }) {
  const [given, setGiven] = useState<string | null>(null);
  useEffect(() => say(t("invite-made")), []);
  const canSend = "share" in navigator;
  const give = async () => {
    let words = "invite-not";
    try {
      if (canSend) await navigator.share({ text: t("invite-text"), url: link });
      else await navigator.clipboard.writeText(link);
      words = canSend ? "invite-sent" : "invite-copied";
    } catch (problem) {
      if (problem instanceof DOMException && problem.name === "AbortError") return;
    }
    setGiven(words);
    say(t(words));
  };
  return (
    <main class="page">
      <p class="lead">{t("invite-made")}</p>
      <QrPicture text={link} label={t("invite-picture")} />
      <p class="code link-text" dir="ltr" data-testid="invitation">
        {link}
      </p>
      <p class="quiet share-note">
        <Icon name="lock" size={20} />
        <span>{t("invite-once")}</span>
      </p>
      {given && <p class="strong">{t(given)}</p>}
      <div class="at-end">
        <Pair>
          <Button onPress={() => back(backTo)}>{t("close")}</Button>
          <Button kind="go" icon={canSend ? "share" : "copy"} onPress={give}>
            {t(canSend ? "invite-send" : "invite-copy")}
          </Button>
        </Pair>
      </div>
    </main>
  );
}
