/** A project in a list: its name, and the first thing that waits there. */
import type { Letter, Place } from "../diary/model.ts";
import { Initial } from "../talk/initial.tsx";
import { Icon } from "../ui/icon.tsx";
import { t } from "../ui/text.ts";
import { openPlace } from "./chosen.ts";
import { waitingIn } from "./waiting.ts";

export function PlaceRow({ place, letters }: { place: Place; letters: readonly Letter[] }) {
  const waits = waitingIn(place, letters);
  return (
    <button type="button" onClick={() => openPlace(place)}>
      <Initial name={place.name} />
      <span class="strong" dir="auto">
        {place.name}
      </span>
      {waits && <span class={waits === "said" ? "tag quiet" : "tag"}>{t(`project-waits-${waits}`)}</span>}
      <Icon name="chevron-right" size={20} />
    </button>
  );
}
