/** Which of the six areas a leaf is for. */
import { LeafGlyph } from "../tree/leaf_glyph.tsx";
import { t } from "../ui/text.ts";
import { AREAS, type Area } from "./model.ts";

interface AreaChoiceProps {
  readonly label: string;
  readonly area: Area;
  readonly onChoose: (area: Area) => void;
  readonly beside?: boolean; // the label stands beside it, not above
}

export function AreaChoice({ label, area, onChoose, beside }: AreaChoiceProps) {
  return (
    <label class={beside ? "leaf-for" : "field"}>
      <span class="strong">{label}</span>
      <span class="leaf-choice">
        <LeafGlyph area={area} size={26} />
        <select value={area} onChange={(event) => onChoose(event.currentTarget.value as Area)}>
          {AREAS.map((one) => (
            <option key={one} value={one}>
              {t(`area-${one}`)}
            </option>
          ))}
        </select>
      </span>
    </label>
  );
}
