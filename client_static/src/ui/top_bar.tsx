/** Help never moves: the same pill in the same corner of every screen; on the Help page the same spot is Close. */
import type { ComponentChildren } from "preact";
import { nameOutside } from "../install/look.ts";
import { LeafGlyph } from "../tree/leaf_glyph.tsx";
import { Icon } from "./icon.tsx";
import { back, go, type Screen } from "./route.ts";
import { t } from "./text.ts";

export function TopBar({ title, backTo, children }: { title?: string; backTo?: Screen; children?: ComponentChildren }) {
  return (
    <header class="top-bar">
      {backTo && (
        <button type="button" class="back" aria-label={t("back")} onClick={() => back(backTo)}>
          <Icon name="arrow-left" size={28} />
        </button>
      )}
      {title === undefined ? children : <h1 tabIndex={-1}>{title}</h1>}
      <HelpPill />
    </header>
  );
}

/** Also on what covers a whole screen. */
export function HelpPill() {
  return (
    // biome-ignore lint/a11y/useValidAnchor: it is navigation, and works as a plain link too
    <a class="pill help-pill" href="#/help" onClick={(event) => follow(event, "help")}>
      <Icon name="lifebuoy" />
      <span>{t("help-now")}</span>
    </a>
  );
}

export function Mark() {
  return (
    <span class="mark">
      <LeafGlyph area="do" size={26} />
      <span>{nameOutside() ?? t("app-name")}</span>
    </span>
  );
}

/** Links stay real links (long press, middle click), but a plain tap goes through the router, which counts steps. */
export function follow(event: MouseEvent, to: Screen): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(to);
}
