/** What somebody sees with whom the person talks, and what they never do: before it begins. */
import type { ComponentChildren } from "preact";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { t } from "../ui/text.ts";

export function WhatTheySee({ children }: { children?: ComponentChildren }) {
  return (
    <ul class="sees">
      <Sees icon="eye" strong={t("invited-see")} words={t("invited-see-what")} />
      <Sees icon="eye-off" strong={t("invited-never")} words={t("invited-never-what")} />
      {children}
    </ul>
  );
}

export function Sees({ icon, strong, words }: { icon: IconName; strong: string; words: string }) {
  return (
    <li>
      <Icon name={icon} />
      <span>
        <strong>{strong}</strong> {words}
      </span>
    </li>
  );
}
