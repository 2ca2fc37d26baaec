/** Back through the seasons that have leaves. Every drag has buttons. */
import { Icon } from "../ui/icon.tsx";
import { t } from "../ui/text.ts";
import type { Season } from "./seasons.ts";

interface ScrubberProps {
  readonly seasons: readonly Season[];
  readonly stop: number;
  readonly onStop: (stop: number) => void;
}

export function seasonWords({ name, year }: Season): string {
  return t(`tree-${name}`, { year: String(year), next: String(year + 1) });
}

export function Scrubber({ seasons, stop, onStop }: ScrubberProps) {
  const last = seasons.length - 1;
  const words = (at: number) => {
    const season = seasons[at];
    if (season === undefined) return "";
    return at === last ? t("tree-now", { season: seasonWords(season) }) : seasonWords(season);
  };
  return (
    <div class="scrubber">
      <div class="scrubber-row">
        <button
          type="button"
          aria-label={t("tree-earlier-season")}
          disabled={stop === 0}
          onClick={() => onStop(stop - 1)}
        >
          <Icon name="chevron-left" />
        </button>
        <input
          type="range"
          style={{ "--seasons": last }}
          min={0}
          max={last}
          step={1}
          value={stop}
          aria-label={t("tree-scrub")}
          aria-valuetext={words(stop)}
          onInput={(event) => onStop(Number(event.currentTarget.value))}
        />
        <button
          type="button"
          aria-label={t("tree-later-season")}
          disabled={stop === last}
          onClick={() => onStop(stop + 1)}
        >
          <Icon name="chevron-right" />
        </button>
      </div>
      <p class="scrubber-words" aria-hidden="true">
        <span>{stop === 0 ? "" : words(0)}</span>
        <b>{words(stop)}</b>
      </p>
    </div>
  );
}
