/** What has changed, if the person wants to say so. A tap says it, a tap opens it, and it can be taken back. */
import { useState } from "preact/hooks";
import { LineSheet } from "../hopes/line_sheet.tsx";
import { AnswerSlot, act } from "../ui/answer.tsx";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { go } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { MilestoneSheet } from "./milestone_sheet.tsx";
import { CHIPS, HEADINGS, MILESTONE, type Milestone, milestonesOf } from "./model.ts";

export function Milestones() {
  const list = useDiary().collection(MILESTONE);
  const [open, setOpen] = useState<string | null>(null); // "" for one in own words
  const said = milestonesOf(list.items.value ?? []);
  const own = said.filter(({ chip }) => chip === null);
  const opened = said.find(({ id }) => id === open);
  const close = () => setOpen(null);
  const say = async (chip: string) => {
    let id = "";
    const add = async () => {
      id = await list.add({ chip });
    };
    await act(add, { words: t("milestone-kept"), undo: () => list.takeOut(id) });
  };
  const takeBack = ({ id }: Milestone) => {
    close();
    void act(() => list.takeOut(id), { words: t("milestone-back"), undo: () => list.bringBack(id) });
  };
  return (
    <>
      <TopBar title={t("milestones")} backTo="more" />
      <main class="page" aria-busy={list.items.value === null}>
        <p class="lead">{t("milestones-what")}</p>
        {HEADINGS.map((heading) => (
          <section key={heading} class="milestones" aria-label={t(`milestones-${heading}`)}>
            <h2>{t(`milestones-${heading}`)}</h2>
            <ul class="chips">
              {CHIPS[heading].map((chip) => {
                const here = said.find((one) => one.chip === chip);
                return (
                  <li key={chip}>
                    <button
                      type="button"
                      class="chip"
                      aria-pressed={here !== undefined}
                      onClick={() => (here ? setOpen(here.id) : say(chip))}
                    >
                      {t(`milestone-${chip}`)}
                    </button>
                  </li>
                );
              })}
            </ul>
          </section>
        ))}
        <section class="milestones" aria-label={t("milestones-own")}>
          <h2>{t("milestones-own")}</h2>
          <ul class="chips">
            {own.map((one) => (
              <li key={one.id}>
                <button type="button" class="chip" aria-pressed onClick={() => setOpen(one.id)}>
                  {one.text}
                </button>
              </li>
            ))}
          </ul>
          <Button kind="plain" icon="plus" onPress={() => setOpen("")}>
            {t("milestone-add")}
          </Button>
        </section>
        <Button kind="plain" onPress={() => go("figure")}>
          {t("figure-ask")}
        </Button>
        <AnswerSlot screens={["milestones"]} />
      </main>
      {open === "" && (
        <LineSheet
          title={t("milestone-add")}
          label={t("your-words")}
          draft={MILESTONE}
          note={t("milestone-medicine")}
          onKeep={(text) => act(() => list.add({ text }), null)}
          onClose={close}
        />
      )}
      {opened && (
        <MilestoneSheet
          milestone={opened}
          onKeep={(fields) => act(() => list.change(opened.id, fields), null)}
          onTakeBack={() => takeBack(opened)}
          onClose={close}
        />
      )}
    </>
  );
}
