/** One of a few ways, each with its words. */
import { useId } from "preact/hooks";

interface ChoiceProps<Way extends string> {
  readonly legend: string;
  readonly ways: readonly { readonly way: Way; readonly words: string }[];
  readonly chosen: Way | null;
  readonly onChoose: (way: Way) => void;
}

export function Choice<Way extends string>({ legend, ways, chosen, onChoose }: ChoiceProps<Way>) {
  const name = useId();
  return (
    <fieldset class="ways">
      <legend>{legend}</legend>
      {ways.map(({ way, words }) => (
        <label key={way} class="choice-row">
          <input type="radio" name={name} checked={chosen === way} onChange={() => onChoose(way)} />
          <span class="strong">{words}</span>
        </label>
      ))}
    </fieldset>
  );
}
