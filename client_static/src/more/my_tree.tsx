/** The tree between the bars that every screen has. */
import { TreeScreen } from "../tree/view.tsx";
import { useDiary } from "../ui/diary.tsx";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";

export function MyTree() {
  return (
    <>
      <TopBar title={t("tab-tree")} />
      <main class="tree-page">
        <TreeScreen diary={useDiary()} />
      </main>
    </>
  );
}
