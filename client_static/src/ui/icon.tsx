/** An icon never stands without words (or a label on its button), so it is hidden from screen readers. */
import { addressOf } from "../files.ts";
import { FLIPPED, type IconName } from "./icons.ts";

export function Icon({ name, size = 24 }: { name: IconName; size?: number }) {
  return (
    <svg
      class={FLIPPED.has(name) ? "icon flips" : "icon"}
      width={size}
      height={size}
      aria-hidden="true"
      focusable="false"
    >
      <use href={`${addressOf("icons.svg")}#${name}`} />
    </svg>
  );
}
