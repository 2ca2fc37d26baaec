/** My people (mission B11): names to see and to call. Only ever on this phone; no address book is read. */
import { useState } from "preact/hooks";
import { AnswerSlot, act } from "../ui/answer.tsx";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import type { Screen } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { CallSheet } from "./call_sheet.tsx";
import { PERSON, peopleOf } from "./model.ts";

const HERE: readonly Screen[] = ["people"];

export function People() {
  const list = useDiary().ownCollection(PERSON);
  const [open, setOpen] = useState<string | null>(null); // "" for somebody new
  const people = peopleOf(list.items.value ?? []);
  const opened = people.find(({ id }) => id === open);
  const close = () => setOpen(null);
  return (
    <>
      <TopBar title={t("people")} backTo="more" />
      <main class="page">
        <p class="lock-strip">
          <Icon name="device-mobile" />
          <span>{t("people-here")}</span>
        </p>
        {list.items.value !== null && people.length === 0 && <p class="quiet kind">{t("people-empty")}</p>}
        <ul class="people">
          {people.map(({ id, name, number, link }) => (
            <li key={id}>
              <a href={link} class="person">
                <span class="drop">
                  <Icon name="user" />
                </span>
                <span class="row-words">
                  <span class="strong">{name}</span>
                  <span class="quiet">
                    <bdi dir="ltr">{number}</bdi>
                  </span>
                </span>
                <span class="number">{t("people-call")}</span>
              </a>
              <button
                type="button"
                class="square"
                aria-label={t("people-change-who", { name })}
                onClick={() => setOpen(id)}
              >
                <Icon name="pencil" />
              </button>
            </li>
          ))}
        </ul>
        <Button icon="plus" onPress={() => setOpen("")}>
          {t("people-add")}
        </Button>
        <AnswerSlot screens={HERE} />
      </main>
      {open === "" && (
        <CallSheet
          title={t("people-add")}
          draft={PERSON}
          onKeep={(name, number) => act(() => list.add({ name, number }), null)}
          onClose={close}
        />
      )}
      {opened && (
        <CallSheet
          title={opened.name}
          draft={null}
          name={opened.name}
          number={opened.number}
          onKeep={(name, number) => act(() => list.change(opened.id, { name, number }), null)}
          onClose={close}
          onTakeOut={() => {
            close();
            void act(() => list.takeOut(opened.id), {
              words: t("people-out"),
              undo: () => list.bringBack(opened.id),
            });
          }}
        />
      )}
    </>
  );
}
