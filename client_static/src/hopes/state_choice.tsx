/** Where a hope or a step is, in the person's own judgement. Every state is as good as another. */
import { t } from "../ui/text.ts";
import { STATES, type State } from "./model.ts";

export function StateChoice({
  of,
  state,
  onChange,
}: {
  of: string;
  state: State;
  onChange: (state: State) => Promise<unknown>;
}) {
  return (
    <select
      class="state-choice"
      autocomplete="off"
      aria-label={t("hope-state", { hope: of })}
      value={state}
      onChange={async ({ currentTarget: choice }) => {
        await onChange(choice.value as State);
        setTimeout(() => choice.focus()); // what is done moves to the end, and the focus with it
      }}
    >
      {STATES.map((one) => (
        <option key={one} value={one}>
          {t(`state-${one}`)}
        </option>
      ))}
    </select>
  );
}
