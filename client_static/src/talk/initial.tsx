/** The first letter of a name, where others put a face. */
export function Initial({ name }: { name: string }) {
  return (
    <span class="initial" aria-hidden="true">
      {[...name][0]?.toLocaleUpperCase()}
    </span>
  );
}
