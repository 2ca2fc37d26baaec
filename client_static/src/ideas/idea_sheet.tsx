/** One idea as its project's coordinators write it. */

import { useState } from "preact/hooks";
import { AreaChoice } from "../areas/area_choice.tsx";
import { today } from "../tree/days.ts";
import { Button } from "../ui/button.tsx";
import { useDraft } from "../ui/draft.ts";
import { Field } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { KeepOrClose, Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import { Said } from "./face.tsx";
import { EMPTY_FORM, type Form, formOf, ideaFrom, newId } from "./form.ts";
import { type Idea, KINDS, type Kind, LIKES, MOST, type Told, wrongPart } from "./model.ts";
import { wrongWords } from "./wrong.ts";

interface IdeaSheetProps {
  readonly idea: Idea | null; // null: a new one
  readonly draft: string; // its name, for a new one
  readonly me: string; // what the coordinator is called
  readonly onKeep: (idea: Idea) => Promise<void>;
  readonly onClose: () => void;
  readonly onTakeOut: (id: string) => void;
}

const TYPED: readonly { part: "name" | "when" | "where" | "pay"; most: number; hint?: string }[] = [
  { part: "name", most: MOST.name },
  { part: "when", most: MOST.line },
  { part: "where", most: MOST.line },
  { part: "pay", most: MOST.pay, hint: "ideas-pay-what" },
];
const MOST_TAGS = 300;

export function IdeaSheet({ idea, draft: name, me, onKeep, onClose, onTakeOut }: IdeaSheetProps) {
  const draft = useDraft(idea ? null : name, idea ? formOf(idea) : EMPTY_FORM);
  const [told, setTold] = useState<readonly Told[]>(idea?.told ?? []);
  const [wrong, setWrong] = useState<keyof Idea | null>(null);
  const form = draft.value;
  const problem = (part: keyof Idea) => (wrong === part ? wrongWords(part) : null);
  const chosen = form.like.split(" ").filter((one) => one !== "");
  const keep = async () => {
    const fresh = { id: newId(), checked: today(), checkedBy: me };
    const made = ideaFrom(form, { ...(idea ?? fresh), told });
    const part = wrongPart(made);
    setWrong(part);
    if (part !== null) return;
    await onKeep(made);
    draft.done();
    onClose();
  };
  return (
    <Sheet title={t(idea ? "ideas-change" : "ideas-add")} onClose={onClose}>
      {TYPED.map(({ part, most, hint }) => (
        <Field
          key={part}
          label={t(`ideas-its-${part}`)}
          most={most}
          value={form[part]}
          problem={problem(part)}
          {...(hint ? { hint: t(hint) } : {})}
          onInput={(text) => draft.set({ [part]: text } as Partial<Form>)}
        />
      ))}
      <label class="field">
        <span>{t("ideas-its-kind")}</span>
        <select value={form.kind} onChange={(event) => draft.set({ kind: event.currentTarget.value as Kind })}>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`ideas-kind-${kind}`)}
            </option>
          ))}
        </select>
      </label>
      <AreaChoice label={t("which-branch")} area={form.area} onChoose={(area) => draft.set({ area })} />
      <Field
        label={t("ideas-its-words")}
        rows={4}
        most={MOST.words}
        value={form.words}
        problem={problem("words")}
        onInput={(words) => draft.set({ words })}
      />
      <Field
        label={t("ideas-reach")}
        hint={t("ideas-contact-what")}
        rows={2}
        most={MOST.contact}
        value={form.contact}
        problem={problem("contact")}
        onInput={(contact) => draft.set({ contact })}
      />
      <fieldset class="chips">
        <legend>{t("ideas-like")}</legend>
        {LIKES.map((like) => (
          <label key={like} class="chip">
            <input
              type="checkbox"
              checked={chosen.includes(like)}
              onChange={(event) => {
                const others = chosen.filter((one) => one !== like);
                draft.set({ like: [...others, ...(event.currentTarget.checked ? [like] : [])].join(" ") });
              }}
            />
            <span class="tick">
              <Icon name="check" size={22} />
            </span>
            <span>{t(`ideas-like-${like}`)}</span>
          </label>
        ))}
      </fieldset>
      <Field
        label={t("ideas-tags")}
        hint={t("ideas-tags-what")}
        most={MOST_TAGS}
        value={form.tags}
        problem={problem("tags")}
        onInput={(tags) => draft.set({ tags })}
      />
      {told.map((one) => (
        <div key={one} class="parcel">
          <Said told={one} />
          <button type="button" class="link text-link" onClick={() => setTold(told.filter((other) => other !== one))}>
            {t("team-unlink")}
          </button>
        </div>
      ))}
      {wrong !== null && <p role="alert">{t("ideas-look-above")}</p>}
      {idea && (
        <Button icon="trash" onPress={() => onTakeOut(idea.id)}>
          {t("week-take-out")}
        </Button>
      )}
      <KeepOrClose onKeep={keep} onClose={onClose} />
    </Sheet>
  );
}
