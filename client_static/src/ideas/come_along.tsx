/** "Would you like someone to come with you?" (mission C7). A no is as large as a yes, and told to nobody. */
import type { Projects } from "../diary/model.ts";
import { openPlace } from "../projects/chosen.ts";
import { act } from "../ui/answer.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { go } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { IDEA_NO } from "./marks.ts";
import type { Near } from "./near.ts";

/** Leads to whom one can ask: the project that knows of it, or the people one talks with. */
function askSomebody({ code }: Near, projects: Projects): void {
  const place = projects.list.value.find((one) => one.code === code);
  if (place?.role === null) openPlace(place);
  else go("talk");
}

/** again: after a no there is still a way to it, for whoever goes to look. */
export function ComeAlong({ near, projects, again }: { near: Near; projects: Projects; again?: boolean }) {
  const noes = useDiary().ownCollection(IDEA_NO);
  const no = noes.items.value?.find(({ fields }) => fields.of === near.key);
  if (noes.items.value === null || (no && !again)) return null;
  if (no)
    return (
      <Button kind="plain" onPress={() => void act(() => noes.takeOut(no.id), null)}>
        {t("ideas-along-after")}
      </Button>
    );
  const decline = () => {
    let made = "";
    void act(
      async () => {
        made = await noes.add({ of: near.key });
      },
      { words: t("project-passed"), undo: () => noes.takeOut(made) },
    );
  };
  return (
    <div class="along">
      <p class="strong">{t("ideas-along")}</p>
      <Pair>
        <Button onPress={() => askSomebody(near, projects)}>{t("ideas-yes")}</Button>
        <Button onPress={decline}>{t("no-thanks")}</Button>
      </Pair>
    </div>
  );
}
