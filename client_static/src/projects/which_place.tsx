/** Whose board or words these are; a choice only where the person is in several projects. */
import type { Place } from "../diary/model.ts";
import { Choice } from "../ui/choice.tsx";
import { carried } from "../ui/route.ts";
import { t } from "../ui/text.ts";

export function WhichPlace({ places, place }: { places: readonly Place[]; place: Place }) {
  if (places.length < 2)
    return (
      <p class="strong">
        <bdi>{place.name}</bdi>
      </p>
    );
  return (
    <Choice
      legend={t("project-which")}
      ways={places.map(({ code, name }) => ({ way: code, words: name }))}
      chosen={place.code}
      onChoose={(code) => {
        carried.value = code;
      }}
    />
  );
}
