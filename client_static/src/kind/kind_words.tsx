/** Kind words (mission B4, S8): what people said, what to remember, and what keeps the person going. */
import { useState } from "preact/hooks";
import { AnswerSlot, act } from "../ui/answer.tsx";
import { Button } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import { go, type Screen } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { KeptSheet } from "./kept_sheet.tsx";
import { KIND_WORD, keptOf, REASON } from "./model.ts";

const HERE: readonly Screen[] = ["kind-words"];

export function KindWords() {
  return (
    <>
      <TopBar title={t("kind-words")} backTo="more" />
      <main class="page">
        <Words kind={KIND_WORD} />
        <Words kind={REASON} />
        <AnswerSlot screens={HERE} />
        <Button icon="bookmark" onPress={() => go("remind")}>
          {t("remind")}
        </Button>
        <p class="reminder">
          <Icon name="lock" size={28} />
          <span>{t("only-you")}</span>
        </p>
      </main>
    </>
  );
}

function Words({ kind }: { kind: typeof KIND_WORD | typeof REASON }) {
  const list = useDiary().collection(kind);
  const [open, setOpen] = useState<string | null>(null); // "" for something new
  const kept = keptOf(list.items.value ?? []);
  const opened = kept.find(({ id }) => id === open);
  const withFrom = kind === KIND_WORD;
  const fields = (text: string, from: string) => (withFrom ? { text, from } : { text });
  const close = () => setOpen(null);
  return (
    <section class="stack" aria-labelledby={kind}>
      <h2 id={kind}>{t(`${kind}-title`)}</h2>
      {list.items.value !== null && kept.length === 0 && <p class="quiet kind">{t(`${kind}-empty`)}</p>}
      <ul class="kept-words">
        {kept.map(({ id, text, from }) => (
          <li key={id}>
            <button type="button" onClick={() => setOpen(id)}>
              <span dir="auto">{text}</span>
              {from && <span class="quiet">{from}</span>}
            </button>
          </li>
        ))}
      </ul>
      <Button icon="plus" onPress={() => setOpen("")}>
        {t(`${kind}-add`)}
      </Button>
      {open === "" && (
        <KeptSheet
          title={t(`${kind}-add`)}
          draft={kind}
          withFrom={withFrom}
          onKeep={(text, from) => act(() => list.add(fields(text, from)), null)}
          onClose={close}
        />
      )}
      {opened && (
        <KeptSheet
          title={t(`${kind}-title`)}
          draft={null}
          withFrom={withFrom}
          kept={opened}
          onKeep={(text, from) => act(() => list.change(opened.id, fields(text, from)), null)}
          onClose={close}
          onTakeOut={() => {
            close();
            void act(() => list.takeOut(opened.id), { words: t("kind-out"), undo: () => list.bringBack(opened.id) });
          }}
        />
      )}
    </section>
  );
}
