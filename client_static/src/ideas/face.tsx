/** What an idea says of itself, in a list, opened, and before it is given out. */
import type { ComponentChildren } from "preact";
import { LeafGlyph } from "../tree/leaf_glyph.tsx";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { t } from "../ui/text.ts";
import type { Idea, Like, Told } from "./model.ts";

const ICONS: Record<Like, IconName> = {
  calm: "volume-off",
  "small-group": "users",
  "step-free": "wheelchair",
  "meets-you": "heart-handshake",
  "watch-first": "eye",
  "quiet-space": "armchair",
  free: "gift",
  "come-and-go": "clock",
  food: "soup",
};

export function Head({
  idea,
  title,
  children,
}: {
  idea: Idea;
  title: ComponentChildren;
  children?: ComponentChildren;
}) {
  const about = [idea.when, idea.where].filter((words) => words !== "");
  return (
    <div class="idea-head">
      <LeafGlyph area={idea.area} size={34} />
      <div class="idea-title">
        {title}
        {about.length > 0 && (
          <p class="quiet" dir="auto">
            {about.length === 2 ? t("week-when-where", { when: idea.when, where: idea.where }) : about}
          </p>
        )}
        {idea.pay !== "" && (
          <p class="quiet strong" dir="auto">
            {idea.pay}
          </p>
        )}
      </div>
      {children}
    </div>
  );
}

export function Because({ word }: { word: string }) {
  return (
    <p class="because">
      <Icon name="quote" size={20} />
      <span>{t("ideas-because", { word })}</span>
    </p>
  );
}

export function Likes({ like }: Pick<Idea, "like">) {
  if (like.length === 0) return null;
  return (
    <ul class="likes" aria-label={t("ideas-like")}>
      {like.map((one) => (
        <li key={one} class="like">
          <Icon name={ICONS[one]} size={20} />
          <span>{t(`ideas-like-${one}`)}</span>
        </li>
      ))}
    </ul>
  );
}

export function Said({ told: { by, words } }: { told: Told }) {
  return (
    <p class="went">
      <q dir="auto">{words}</q> <span class="quiet">{t("ideas-went", { name: by })}</span>
    </p>
  );
}
