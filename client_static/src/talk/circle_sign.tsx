/** Several people, where one would have an initial. */
import { Icon } from "../ui/icon.tsx";

export function CircleSign() {
  return (
    <span class="initial" aria-hidden="true">
      <Icon name="users" size={26} />
    </span>
  );
}
