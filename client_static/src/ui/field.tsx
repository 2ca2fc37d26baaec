/** One thing to write: its name, a hint where one helps, and what is wrong with it. */
import { useId } from "preact/hooks";

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly most: number; // letters
  readonly rows?: number; // of a field for more than one line
  readonly problem?: string | null;
  readonly digits?: boolean; // brings up the keys for numbers
  readonly onInput: (value: string) => void;
  readonly onLeave?: () => void;
}

export function Field({ label, hint, value, most, rows, problem, digits, onInput, onLeave }: FieldProps) {
  const id = useId();
  const field = { id, autocomplete: "off", maxLength: most, value, onBlur: () => onLeave?.() };
  return (
    <label class="field" for={id}>
      <span>{label}</span>
      {hint && <span class="quiet">{hint}</span>}
      {rows === undefined ? (
        <input
          {...field}
          inputMode={digits ? "decimal" : "text"}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      ) : (
        <textarea {...field} rows={rows} onInput={(event) => onInput(event.currentTarget.value)} />
      )}
      {problem && <span role="alert">{problem}</span>}
    </label>
  );
}
