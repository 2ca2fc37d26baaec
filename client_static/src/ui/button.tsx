/** Three buttons: outline (the usual), go (one a screen at most), plain (words only). */
import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";

interface ButtonProps {
  readonly onPress: () => void;
  readonly kind?: "outline" | "go" | "plain";
  readonly icon?: IconName;
  readonly children: ComponentChildren;
}

export function Button({ onPress, kind = "outline", icon, children }: ButtonProps) {
  return (
    <button type="button" class={`button ${kind}`} onClick={onPress}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

/** Two answers side by side, the same size: a no is worth as much as a yes. */
export function Pair({ children }: { children: ComponentChildren }) {
  return <div class="pair">{children}</div>;
}
