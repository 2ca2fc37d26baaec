/** Who is in a circle, what they can read, and the way out. A host lets in, takes out and makes others hosts. */
import { useState } from "preact/hooks";
import type { Circle, InCircle, Talk } from "../diary/model.ts";
import { act, tell } from "../ui/answer.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { Icon } from "../ui/icon.tsx";
import { go } from "../ui/route.ts";
import { Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import { SafetyNumber } from "./about_sheet.tsx";
import { FindSheet } from "./find_sheet.tsx";

interface CircleSheetProps {
  readonly talk: Talk;
  readonly circle: Circle;
  readonly name: string;
  readonly onClose: () => void;
}

export function CircleSheet({ talk, circle, name, onClose }: CircleSheetProps) {
  const [at, setAt] = useState<"who" | "find" | "leave">("who");
  const [chosen, choose] = useState<string | null>(null);
  const person = circle.people.value.find(({ account }) => account === chosen);
  const over = talk.left.value !== null;
  if (at === "find") return <FindSheet talk={talk} name={name} onClose={onClose} />;
  if (at === "leave") return <Leave talk={talk} circle={circle} name={name} onClose={onClose} />;
  if (person) return <Person talk={talk} circle={circle} person={person} onClose={() => choose(null)} />;
  return (
    <Sheet title={t("circle-who", { circle: name })} onClose={onClose}>
      {circle.words.value !== "" && (
        <p class="own-words" dir="auto">
          {circle.words.value}
        </p>
      )}
      {!over && (
        <ul class="in-circle">
          {circle.people.value.map((one) => (
            <li key={one.account}>
              <Row person={one} onOpen={() => choose(one.account)} />
            </li>
          ))}
        </ul>
      )}
      <ul class="sees">
        <li>
          <Icon name="eye" />
          <span>{t("circle-sees")}</span>
        </li>
        <li>
          <Icon name="eye-off" />
          <span>
            <strong>{t("invited-never")}</strong> {t("invited-never-what")}
          </span>
        </li>
      </ul>
      {circle.hosting.value && (
        <Button icon="plus" onPress={() => go("circle-invite")}>
          {t("invite-title")}
        </Button>
      )}
      <Button icon="search" onPress={() => setAt("find")}>
        {t("talk-find")}
      </Button>
      {!over && (
        <Button icon="user-off" onPress={() => setAt("leave")}>
          {t("circle-leave")}
        </Button>
      )}
      <Button onPress={onClose}>{t("close")}</Button>
    </Sheet>
  );
}

export function nameIn({ name, mine }: InCircle): string {
  return mine ? t("talk-me") : name || t("talk-somebody");
}

function Row({ person, onOpen }: { person: InCircle; onOpen: () => void }) {
  const words = (
    <>
      <span class="strong" dir="auto">
        {nameIn(person)}
      </span>
      {person.host && <span class="tag quiet">{t("circle-host")}</span>}
    </>
  );
  if (person.mine) return <p>{words}</p>;
  return (
    <button type="button" onClick={onOpen} aria-haspopup="dialog">
      {words}
      <Icon name="chevron-right" size={20} />
    </button>
  );
}

interface PersonProps {
  readonly talk: Talk;
  readonly circle: Circle;
  readonly person: InCircle;
  readonly onClose: () => void;
}

function Person({ talk, circle, person, onClose }: PersonProps) {
  const [asked, ask] = useState<"take-out" | "make-host" | null>(null);
  const [problem, setProblem] = useState(false);
  const name = nameIn(person);
  const { account, host } = person;
  const change = async (done: string, work: () => Promise<boolean>) => {
    setProblem(false);
    let changed = false;
    await act(async () => {
      changed = await work();
    }, null);
    if (!changed) return setProblem(true);
    tell({ words: t(done, { name }) });
    onClose();
  };
  if (asked !== null) {
    const takingOut = asked === "take-out";
    return (
      <Sheet key={asked} title={t(`circle-${asked}-title`, { name })} onClose={() => ask(null)}>
        <p>{t(`circle-${asked}-what`, { name })}</p>
        {problem && <p role="alert">{t("talk-leave-no-network")}</p>}
        <Pair>
          <Button onPress={() => ask(null)}>{t("leave-it")}</Button>
          {takingOut ? (
            <Button onPress={() => change("circle-taken-out", () => circle.takeOut(account))}>
              {t("circle-take-out")}
            </Button>
          ) : (
            <Button onPress={() => change("circle-made-host", () => circle.makeHost(account))}>
              {t("circle-make-host")}
            </Button>
          )}
        </Pair>
      </Sheet>
    );
  }
  return (
    <Sheet title={name} onClose={onClose}>
      {host && <p>{t("circle-is-host", { name })}</p>}
      <SafetyNumber talk={talk} name={name} account={account} />
      {circle.hosting.value && (
        <>
          {!host && (
            <Button icon="users" onPress={() => ask("make-host")}>
              {t("circle-make-host")}
            </Button>
          )}
          <Button icon="user-off" onPress={() => ask("take-out")}>
            {t("circle-take-out")}
          </Button>
        </>
      )}
      <Button onPress={onClose}>{t("close")}</Button>
    </Sheet>
  );
}

/** The only host hands the circle on to somebody, in the same step: it is never without one. */
export function Leave({ talk, circle, name, onClose }: CircleSheetProps) {
  const [problem, setProblem] = useState<"talk-leave-no-network" | "circle-heir-missing" | null>(null);
  const [heir, setHeir] = useState("");
  const others = circle.people.value.filter(({ mine }) => !mine);
  const handOn = circle.hosting.value && others.length > 0 && !others.some(({ host }) => host);
  const leave = async () => {
    if (handOn && heir === "") return setProblem("circle-heir-missing");
    setProblem(null);
    let gone = false;
    await act(async () => {
      gone = await talk.leave(heir);
    }, null);
    if (!gone) return setProblem("talk-leave-no-network");
    tell({ words: t("circle-left-me") });
    onClose();
  };
  return (
    <Sheet title={t("circle-leave-title", { circle: name })} onClose={onClose}>
      <p>{t("circle-leave-what")}</p>
      {handOn && (
        <Choice
          legend={t("circle-heir")}
          ways={others.map((one) => ({ way: one.account, words: nameIn(one) }))}
          chosen={heir}
          onChoose={setHeir}
        />
      )}
      {problem && <p role="alert">{t(problem)}</p>}
      <Pair>
        <Button onPress={onClose}>{t("talk-stay")}</Button>
        <Button onPress={leave}>{t("circle-leave")}</Button>
      </Pair>
    </Sheet>
  );
}
