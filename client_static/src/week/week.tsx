/** My week from today on (mission B9, A10), and the hopes on the ground below it. What did not happen is nowhere. */
import { useState } from "preact/hooks";
import { WITH_ANSWER } from "../hopes/chosen.ts";
import { Hopes } from "../hopes/hopes.tsx";
import { useNow } from "../today/today.tsx";
import { today as dayNow } from "../tree/days.ts";
import { AnswerSlot } from "../ui/answer.tsx";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { PlannedCard } from "./card.tsx";
import { ItemSheet } from "./item_sheet.tsx";
import { MeetCard, useMeetings } from "./meet_card.tsx";
import { type Card, cardsOf, inOrder, WEEK } from "./model.ts";
import { dayNumber, fullDay, shortDay } from "./words.ts";

export function Week() {
  const items = useDiary().collection(WEEK).items.value;
  const today = dayNow(useNow());
  const [adding, setAdding] = useState(false);
  const meetings = useMeetings(today);
  const cards = items === null ? [] : inOrder([...cardsOf(items, today), ...meetings]);
  return (
    <>
      <TopBar title={t("tab-week")} />
      <main class="week" aria-busy={items === null}>
        <div class="week-days">
          {byDay(cards).map((ofDay) => (
            <section key={ofDay[0]!.day} class="week-day">
              <h2>
                <span aria-hidden="true">{shortDay(ofDay[0]!.day)}</span>
                <span aria-hidden="true" class="quiet">
                  {dayNumber(ofDay[0]!.day, today)}
                </span>
                <span class="unseen">{fullDay(ofDay[0]!.day, today)}</span>
              </h2>
              <ul>
                {ofDay.map((card) => {
                  const meeting = meetings.find((one) => one === card);
                  if (meeting) return <MeetCard key={card.what.id} meeting={meeting} />;
                  return <PlannedCard key={card.what.id} card={card} today={today} />;
                })}
              </ul>
            </section>
          ))}
          {items !== null && cards.length === 0 && <p class="quiet kind">{t("week-empty")}</p>}
          <div class="week-add">
            <Button kind="plain" icon="plus" onPress={() => setAdding(true)}>
              {t("week-add")}
            </Button>
          </div>
        </div>
        <Hopes />
        <AnswerSlot screens={WITH_ANSWER} />
      </main>
      {adding && <ItemSheet what={null} today={today} onClose={() => setAdding(false)} />}
    </>
  );
}

function byDay(cards: readonly Card[]): Card[][] {
  const days = new Map<string, Card[]>();
  for (const card of cards) days.set(card.day, [...(days.get(card.day) ?? []), card]);
  return [...days.values()];
}
