/** Inviting somebody: a link for one person, which works once. Only whoever holds it sees who invites. */
import { useEffect, useState } from "preact/hooks";
import type { InviteFailure } from "../diary/model.ts";
import { Button, Pair } from "../ui/button.tsx";
import { useDraft } from "../ui/draft.ts";
import { Icon } from "../ui/icon.tsx";
import { back } from "../ui/route.ts";
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
          <label class="field">
            <span>{t("talk-my-name")}</span>
            <span class="quiet">{t("talk-my-name-what")}</span>
            <input
              autocomplete="off"
              maxLength={MOST_NAME}
              value={draft.value.name}
              onInput={(event) => draft.set({ name: event.currentTarget.value })}
            />
            {problem === "name" && <span role="alert">{t("talk-name-empty")}</span>}
          </label>
          <label class="field">
            <span>{t("invite-words")}</span>
            <span class="quiet">{t("if-you-like")}</span>
            <textarea
              autocomplete="off"
              rows={3}
              maxLength={MOST_WORDS}
              value={draft.value.words}
              onInput={(event) => draft.set({ words: event.currentTarget.value })}
            />
          </label>
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
        <Made link={link} />
      )}
    </>
  );
}

function Made({ link }: { link: string }) {
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
      <Picture link={link} />
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
          <Button onPress={() => back("talk")}>{t("close")}</Button>
          <Button kind="go" icon={canSend ? "share" : "copy"} onPress={give}>
            {t(canSend ? "invite-send" : "invite-copy")}
          </Button>
        </Pair>
      </div>
    </main>
  );
}

function Picture({ link }: { link: string }) {
  const [path, setPath] = useState<{ d: string; size: number } | null>(null);
  useEffect(() => {
    void import("../start/qr_picture.ts").then(({ qrPath }) => setPath(qrPath(link)));
  }, [link]);
  return (
    <div class="qr">
      {path && (
        <svg
          viewBox={`0 0 ${path.size} ${path.size}`}
          role="img"
          aria-label={t("invite-picture")}
          shape-rendering="crispEdges"
        >
          <rect width={path.size} height={path.size} fill="#fff" />
          <path d={path.d} fill="#000" />
        </svg>
      )}
    </div>
  );
}
