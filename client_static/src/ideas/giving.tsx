/** What is different in a list of ideas, seen before it goes; and what two coordinators both changed. */

import { useState } from "preact/hooks";
import { coloursOf } from "../areas/model.ts";
import type { ProjectFailure } from "../diary/model.ts";
import { tell } from "../ui/answer.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { t } from "../ui/text.ts";
import { Head, Likes, Said } from "./face.tsx";
import { Checked, Reach } from "./idea.tsx";
import type { Both, Changes } from "./merging.ts";
import type { Idea } from "./model.ts";

interface GivingProps {
  readonly changes: Changes;
  readonly both: readonly Both[];
  readonly tooLarge: boolean;
  readonly onChoose: (id: string, idea: Idea | null) => void;
  readonly onGive: () => Promise<ProjectFailure | "moved" | null>;
  readonly onBack: () => void;
}

export function Giving({ changes, both, tooLarge, onChoose, onGive, onBack }: GivingProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { added, changed, out } = changes;
  const none = added.length + changed.length + out.length === 0;
  const give = async () => {
    if (tooLarge) return setProblem("ideas-too-large");
    if (both.length > 0) return setProblem("ideas-both-open");
    if (busy) return;
    setBusy(true);
    const failed = await onGive();
    setBusy(false);
    if (failed !== null) return setProblem(failed === "moved" ? "ideas-moved" : `project-${failed}`);
    onBack();
    tell({ words: t("ideas-given") });
  };
  return (
    <>
      <p class="lead">{t(none ? "ideas-nothing-new" : "ideas-all-can-read")}</p>
      {problem !== null && (
        <p class="notice" role="alert">
          {t(problem)}
        </p>
      )}
      {both.map(({ id, mine, theirs }) => (
        <section key={id} class="stack">
          <h2>{t("ideas-both")}</h2>
          {[mine, theirs].map((idea, at) => (
            <section key={at === 0 ? "mine" : "theirs"} class="stack">
              {idea ? <Whole idea={idea} /> : <p class="quiet">{t("ideas-taken-out")}</p>}
              <Button onPress={() => onChoose(id, idea)}>{t(at === 0 ? "ideas-mine" : "ideas-theirs")}</Button>
            </section>
          ))}
        </section>
      ))}
      <Ideas title={t("ideas-new")} ideas={added} />
      <Ideas title={t("ideas-changed")} ideas={changed} />
      {out.length > 0 && (
        <section class="stack">
          <h2>{t("ideas-taken-out")}</h2>
          <ul class="facts">
            {out.map(({ id, name }) => (
              <li key={id} dir="auto">
                {name}
              </li>
            ))}
          </ul>
        </section>
      )}
      <div class="at-end" aria-busy={busy}>
        <Pair>
          <Button onPress={onBack}>{t(none ? "back" : "change")}</Button>
          {!none && (
            <Button kind="go" icon="send-2" onPress={give}>
              {t("ideas-give")}
            </Button>
          )}
        </Pair>
      </div>
    </>
  );
}

function Ideas({ title, ideas }: { title: string; ideas: readonly Idea[] }) {
  if (ideas.length === 0) return null;
  return (
    <section class="stack">
      <h2>{title}</h2>
      {ideas.map((idea) => (
        <Whole key={idea.id} idea={idea} />
      ))}
    </section>
  );
}

/** As those see it who open it. */
function Whole({ idea }: { idea: Idea }) {
  return (
    <article class="idea-card" style={coloursOf(idea.area)}>
      <div class="idea-face">
        <Head idea={idea} title={<h3 dir="auto">{idea.name}</h3>} />
        <p class="quiet">
          {t(`ideas-kind-${idea.kind}`)}. <Checked idea={idea} />
        </p>
        <Likes like={idea.like} />
        {idea.words !== "" && <p class="own-words">{idea.words}</p>}
        {idea.told.map((told) => (
          <Said key={told} told={told} />
        ))}
        <Reach idea={idea} />
      </div>
    </article>
  );
}
