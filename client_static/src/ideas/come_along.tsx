/** "Would you like someone to come with you?" (mission C7). A no is as large as a yes, and told to nobody. */
import { openWalk } from "../talk/chosen.ts";
import { act } from "../ui/answer.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { t } from "../ui/text.ts";
import { IDEA_NO } from "./marks.ts";
import type { Near } from "./near.ts";

/** again: after a no there is still a way to it, for whoever goes to look. */
export function ComeAlong({ near, again }: { near: Near; again?: boolean }) {
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
        <Button onPress={() => openWalk(near.idea.name)}>{t("ideas-yes")}</Button>
        <Button onPress={decline}>{t("no-thanks")}</Button>
      </Pair>
    </div>
  );
}
