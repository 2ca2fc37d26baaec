/** Inviting somebody into a circle: a link for one person, whom this phone lets in when it is online. */
import { useEffect, useState } from "preact/hooks";
import type { InviteFailure } from "../diary/model.ts";
import { Button, Pair } from "../ui/button.tsx";
import { useDraft } from "../ui/draft.ts";
import { Field } from "../ui/field.tsx";
import { back, replace } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { calledOf, chosen, useTalks } from "./chosen.ts";
import { Made } from "./invite.tsx";
import { MOST_WORDS } from "./model.ts";

export function CircleInvite() {
  const talks = useTalks();
  const circle = talks?.list.value.find(({ id }) => id === chosen.value);
  const draft = useDraft(`circle ${chosen.value}`, { words: "" });
  const [link, setLink] = useState<string | null>(null);
  const [problem, setProblem] = useState<InviteFailure | null>(null);
  const [making, setMaking] = useState(false);
  useEffect(() => {
    if (talks !== null && circle === undefined) replace("talk");
  }, [talks, circle]);
  const make = async () => {
    if (talks === null || circle === undefined || making) return;
    setMaking(true);
    const made = await talks.inviteInto(circle.id, draft.value.words.trim());
    setMaking(false);
    if (typeof made === "string") return setProblem(made);
    setProblem(null);
    draft.done();
    setLink(made.link);
  };
  return (
    <>
      <TopBar title={t("invite-title")} backTo="conversation" />
      {link !== null && <Made link={link} backTo="conversation" />}
      {link === null && (
        <main class="page" aria-busy={circle === undefined}>
          {circle && <p class="lead">{t("circle-invite-into", { circle: calledOf(circle) })}</p>}
          <p>{t("circle-invite-what")}</p>
          <p class="quiet">{t("circle-invite-sees")}</p>
          <Field
            label={t("invite-words")}
            hint={t("if-you-like")}
            rows={3}
            most={MOST_WORDS}
            value={draft.value.words}
            onInput={(words) => draft.set({ words })}
          />
          {problem !== null && <p role="alert">{t(`invite-${problem}`)}</p>}
          <div class="at-end">
            <Pair>
              <Button onPress={() => back("conversation")}>{t("cancel")}</Button>
              <Button kind="go" onPress={make}>
                {t("invite-make")}
              </Button>
            </Pair>
          </div>
        </main>
      )}
    </>
  );
}
