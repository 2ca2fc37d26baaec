/** A file of ideas: looked at first, what fits comes in, and what does not is told line by line. */
import { useState } from "preact/hooks";
import { textOf } from "../csv.ts";
import { Button, Pair } from "../ui/button.tsx";
import { say } from "../ui/say.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import { newId } from "./form.ts";
import { changesOf, withThese } from "./merging.ts";
import { type Idea, MOST_BYTES } from "./model.ts";
import { type NotTaken, namesFor, type TakenIn, takeIn } from "./taking_in.ts";
import { wrongWords } from "./wrong.ts";

interface BringInProps {
  readonly list: readonly Idea[];
  readonly onTake: (list: readonly Idea[]) => void;
  readonly onClose: () => void;
}

export function BringIn({ list, onTake, onClose }: BringInProps) {
  const [found, setFound] = useState<TakenIn | NotTaken | "too-large" | null>(null);
  const choose = async (file: File | undefined) => {
    if (file === undefined) return;
    const read = async () => takeIn(textOf(new Uint8Array(await file.arrayBuffer())), namesFor(t), newId);
    const next = file.size > 4 * MOST_BYTES ? "too-large" : await read();
    setFound(next);
    say(typeof next === "string" ? t(`ideas-file-${next}`) : t("ideas-fit"));
  };
  return (
    <Sheet title={t("ideas-bring-in")} onClose={onClose}>
      <p>{t("ideas-bring-what")}</p>
      <label class="field">
        <span>{t("copy-file")}</span>
        <input
          type="file"
          accept=".csv,.json,.txt,text/csv,application/json"
          onChange={(event) => void choose(event.currentTarget.files?.[0])}
        />
      </label>
      {typeof found === "string" && <p role="alert">{t(`ideas-file-${found}`)}</p>}
      {found !== null && typeof found !== "string" && <Found found={found} list={list} />}
      <Pair>
        <Button onPress={onClose}>{t("close")}</Button>
        {found !== null && typeof found !== "string" && found.ideas.length > 0 && (
          <Button
            kind="go"
            onPress={() => {
              onTake(withThese(list, found.ideas));
              onClose();
            }}
          >
            {t("ideas-take-in")}
          </Button>
        )}
      </Pair>
    </Sheet>
  );
}

function Found({ found, list }: { found: TakenIn; list: readonly Idea[] }) {
  const { added, changed } = changesOf(list, withThese(list, found.ideas));
  return (
    <>
      {found.leftOut.length > 0 && (
        <section class="stack">
          <h3>{t("ideas-left-out")}</h3>
          <p class="quiet">{t("ideas-left-out-what")}</p>
          <ul class="facts">
            {found.leftOut.map(({ at, part, called }) => (
              <li key={at}>
                {t("ideas-row-at", { row: at, name: called })} {wrongWords(part)}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Names title={t("ideas-new")} ideas={added} />
      <Names title={t("ideas-changed")} ideas={changed} />
      {added.length + changed.length === 0 && <p class="quiet">{t("ideas-none-fit")}</p>}
    </>
  );
}

function Names({ title, ideas }: { title: string; ideas: readonly Idea[] }) {
  if (ideas.length === 0) return null;
  return (
    <section class="stack">
      <h3>{title}</h3>
      <ul class="facts">
        {ideas.map(({ id, name, where }) => (
          <li key={id} dir="auto">
            {[name, where].filter((words) => words !== "").join(", ")}
          </li>
        ))}
      </ul>
    </section>
  );
}
