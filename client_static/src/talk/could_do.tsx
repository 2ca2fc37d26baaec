/**
 * "I could do with ..." (mission C8): someone to listen, a practical hand, help with money.
 *
 * A tap makes a message that the person sees first, may change, and sends to somebody they choose. Nobody is told
 * anything else, and no answer leads anywhere but to people.
 */
import { useState } from "preact/hooks";
import type { Talk } from "../diary/model.ts";
import { act } from "../ui/answer.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { Field } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { go, type Screen } from "../ui/route.ts";
import { Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import { byName, calledOf, chosen, useTalks } from "./chosen.ts";
import { backWords } from "./hours.ts";
import { MOST_LETTERS } from "./model.ts";

const WISHES: readonly { wish: string; icon: IconName }[] = [
  { wish: "listen", icon: "ear" },
  { wish: "hand", icon: "tools" },
  { wish: "money", icon: "coins" },
];
/** Where there is nobody to write to yet. */
const WAYS: readonly { to: Screen; icon: IconName; key: string }[] = [
  { to: "projects", icon: "users", key: "projects-near" },
  { to: "invite", icon: "plus", key: "talk-invite" },
  { to: "money", icon: "coins", key: "money-help-row" },
  { to: "help", icon: "lifebuoy", key: "help-now" },
];

/** talk: the one that is open; without it the person chooses one of theirs. */
export function CouldDo({ talk, onClose }: { talk?: Talk; onClose: () => void }) {
  const open = useTalks()?.list.value.filter(({ left }) => left.value === null) ?? [];
  const talks = talk ? [talk] : open.sort(byName);
  const [wish, setWish] = useState<string | null>(null);
  return (
    <Sheet title={t("could-do")} onClose={onClose}>
      {talks.length === 0 ? (
        <>
          <p>{t("could-do-nobody")}</p>
          <div class="stack">
            {WAYS.map(({ to, icon, key }) => (
              <Button key={to} icon={icon} onPress={() => go(to)}>
                {t(key)}
              </Button>
            ))}
          </div>
          <Button onPress={onClose}>{t("close")}</Button>
        </>
      ) : wish === null ? (
        <>
          <p>{t("could-do-what")}</p>
          <div class="stack">
            {WISHES.map(({ wish: one, icon }) => (
              <Button key={one} icon={icon} onPress={() => setWish(one)}>
                {t(`could-do-${one}`)}
              </Button>
            ))}
          </div>
          <Button kind="plain" onPress={onClose}>
            {t("close")}
          </Button>
        </>
      ) : (
        <Message talks={talks} wish={wish} onClose={onClose} />
      )}
    </Sheet>
  );
}

function Message({ talks, wish, onClose }: { talks: readonly Talk[]; wish: string; onClose: () => void }) {
  const [text, setText] = useState(t(`could-do-${wish}-words`));
  const [to, setTo] = useState(talks.length === 1 ? talks[0]!.id : null);
  const [problem, setProblem] = useState<"could-do-to-empty" | "words-empty" | "keeping-phone-full" | null>(null);
  const talk = talks.find(({ id }) => id === to);
  const back = talk && talk.circle === null ? backWords(talk.about.value, new Date()) : null;
  const send = async () => {
    if (text.trim() === "") return setProblem("words-empty");
    if (talk === undefined) return setProblem("could-do-to-empty");
    let id = "";
    const saying = async () => {
      id = await talk.say(text.trim());
    };
    if (!(await act(saying, { words: t("talk-said"), undo: () => talk.takeBack(id) })))
      return setProblem("keeping-phone-full");
    onClose();
    chosen.value = talk.id;
    go("conversation");
  };
  return (
    <>
      <Field
        label={t("could-do-see")}
        hint={t("could-do-see-what")}
        value={text}
        most={MOST_LETTERS}
        rows={3}
        problem={problem === "words-empty" ? t(problem) : null}
        onInput={setText}
      />
      {talks.length === 1 ? (
        <p class="strong">{t("could-do-to", { name: calledOf(talks[0]!) })}</p>
      ) : (
        <Choice
          legend={t("could-do-who")}
          ways={talks.map((one) => ({ way: one.id, words: calledOf(one) }))}
          chosen={to}
          onChoose={setTo}
        />
      )}
      {problem && problem !== "words-empty" && <p role="alert">{t(problem)}</p>}
      <p class="quiet">
        {back && <>{back} </>}
        {t("talk-no-crisis")}
      </p>
      {wish === "money" && (
        <button type="button" class="text-link" onClick={() => go("money")}>
          <Icon name="coins" size={22} />
          <span>{t("money-help-row")}</span>
        </button>
      )}
      <Pair>
        <Button onPress={onClose}>{t("share-not-now")}</Button>
        <Button kind="go" onPress={send}>
          {t("share-send")}
        </Button>
      </Pair>
    </>
  );
}
