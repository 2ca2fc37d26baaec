/** The safety plan (mission S10): written by the person, for the person. Any order, any part may stay empty. */
import { useRef, useState } from "preact/hooks";
import { CallSheet } from "../people/call_sheet.tsx";
import { LeafGlyph } from "../tree/leaf_glyph.tsx";
import { AnswerSlot, act } from "../ui/answer.tsx";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import type { Screen } from "../ui/route.ts";
import { canRead, readAloud, reading, stopReading } from "../ui/say.tsx";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { type Call, callsOf, linesOf, PARTS, type Part, PLAN_STEP, planText } from "./model.ts";
import { OpenChoice } from "./open_choice.tsx";
import { Written } from "./written.tsx";

const HERE: readonly Screen[] = ["plan"];

export function Plan() {
  const items = useDiary().collection(PLAN_STEP).items.value;
  const read = () => readAloud(planText(items ?? [], ({ key }) => t(`plan-${key}`)));
  return (
    <>
      <TopBar title={t("plan")} backTo="help" />
      <main class="page plan" aria-busy={items === null}>
        <p class="lead">{t("plan-yours")}</p>
        {items !== null && (
          <>
            <ol class="plan-parts">
              {PARTS.map((part) => (
                <PlanPart key={part.key} part={part} />
              ))}
            </ol>
            <AnswerSlot screens={HERE} />
            <OpenChoice />
            <div class="stack">
              {canRead.value && (
                <Button icon={reading.value ? "volume-off" : "volume"} onPress={reading.value ? stopReading : read}>
                  {t(reading.value ? "plan-stop" : "read-to-me")}
                </Button>
              )}
              <Button icon="printer" onPress={() => print()}>
                {t("plan-print")}
              </Button>
            </div>
            <p class="reminder">
              <Icon name="lock" size={28} />
              <span>{t("only-you")}</span>
            </p>
          </>
        )}
      </main>
    </>
  );
}

function PlanPart({ part }: { part: Part }) {
  const list = useDiary().collection(PLAN_STEP);
  const [open, setOpen] = useState<Call | "new" | null>(null);
  const adding = useRef<Promise<string> | null>(null); // so that fast typing makes one line
  const items = list.items.value ?? [];
  const lines = linesOf(items, part);
  const where = { step: part.step, worth: part.worth };
  const title = t(`plan-${part.key}`);
  const keep = async (id: string | undefined, text: string) => {
    const known = id ?? (await adding.current);
    if (known) return list.change(known, { text });
    if (text.trim() === "") return;
    adding.current = list.add({ ...where, text, call: "" });
    adding.current.catch(() => {
      adding.current = null;
    });
    await adding.current;
  };
  const close = () => setOpen(null);
  return (
    <li class="plan-part">
      <LeafGlyph area={part.area} size={30} />
      <h2>{title}</h2>
      <p class="quiet hint">{t(`plan-${part.key}-hint`)}</p>
      {/* The first box stays the same one while its line comes to be, so that the typing goes on. */}
      {(lines.length > 0 ? lines : [undefined]).map((line, at) => (
        <Written
          key={at === 0 ? "first" : line?.id}
          label={title}
          text={line?.text ?? ""}
          onKeep={(text) => keep(line?.id, text)}
        />
      ))}
      {part.calls && (
        <div class="plan-calls">
          {callsOf(items, part).map((call) => (
            <span key={call.id} class="plan-call">
              <a class="button" href={call.link} aria-label={t("people-call-who", { name: call.text })}>
                <Icon name="phone" />
                <span>{call.text}</span>
                <bdi class="on-paper" dir="ltr">
                  {call.number}
                </bdi>
              </a>
              <button
                type="button"
                class="square"
                aria-label={t("people-change-who", { name: call.text })}
                onClick={() => setOpen(call)}
              >
                <Icon name="pencil" />
              </button>
            </span>
          ))}
          <Button kind="plain" icon="plus" onPress={() => setOpen("new")}>
            {t("plan-call-add")}
          </Button>
        </div>
      )}
      {open === "new" && (
        <CallSheet
          title={t("plan-call-add")}
          draft={`${PLAN_STEP} ${part.key}`}
          onKeep={(text, call) => act(() => list.add({ ...where, text, call }), null)}
          onClose={close}
        />
      )}
      {open !== null && open !== "new" && (
        <CallSheet
          title={open.text}
          draft={null}
          name={open.text}
          number={open.number}
          onKeep={(text, call) => act(() => list.change(open.id, { text, call }), null)}
          onClose={close}
          onTakeOut={() => {
            close();
            void act(() => list.takeOut(open.id), { words: t("people-out"), undo: () => list.bringBack(open.id) });
          }}
        />
      )}
    </li>
  );
}
