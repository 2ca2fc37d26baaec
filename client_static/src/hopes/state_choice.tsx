/** Where a hope or a step is, in the person's own judgement. Every state is as good as another. */
import { Icon } from "../ui/icon.tsx";
import { t } from "../ui/text.ts";
import { STATES, type State } from "./model.ts";

export function StateChoice({ of, state, onChange }: { of: string; state: State; onChange: (state: State) => void }) {
  return (
    <span class="state-choice">
      <select
        aria-label={t("hope-state", { hope: of })}
        value={state}
        onChange={(event) => onChange(event.currentTarget.value as State)}
      >
        {STATES.map((one) => (
          <option key={one} value={one}>
            {t(`state-${one}`)}
          </option>
        ))}
      </select>
      <Icon name="chevron-down" size={24} />
    </span>
  );
}
