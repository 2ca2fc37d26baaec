/** The place under the tiles that is kept free for the answer, so that nothing jumps and nothing is covered. */
import type { Leaf } from "../diary/model.ts";
import { LeafGlyph } from "../tree/leaf_glyph.tsx";
import { Button } from "../ui/button.tsx";
import { say } from "../ui/say.tsx";
import { t } from "../ui/text.ts";
import { KeepingLine, KeepingWords } from "./keeping.tsx";
import { type Replies, wordsOf } from "./reply.ts";

interface SlotProps {
  readonly replies: Replies;
  readonly onOther: () => void;
  readonly onWords: (leaf: Leaf) => void;
}

export function Slot({ replies, onOther, onWords }: SlotProps) {
  const reply = replies.shown.value;
  const unkept = replies.unkept.value;
  if (reply) {
    return (
      <div class="slot">
        <div class="reply">
          <LeafGlyph area={reply.leaf.area} size={32} />
          <p>
            <span class="strong">{t(reply.line)}</span>
            <KeepingWords />
          </p>
          <button
            type="button"
            class="link"
            onClick={() => {
              onWords(reply.leaf);
              replies.clear();
            }}
          >
            {t("add-words-short")}
          </button>
          <button
            type="button"
            class="link"
            onClick={async () => {
              await replies.undo();
              say(t("taken-back"));
            }}
          >
            {t("undo")}
          </button>
        </div>
      </div>
    );
  }
  if (unkept) {
    return (
      <div class="slot">
        <div class="notice alarm" role="alert">
          <div>
            <p class="strong">{t("keeping-phone-full")}</p>
            <p>{wordsOf(unkept)}</p>
            <p>{t("phone-full-what")}</p>
          </div>
          <Button onPress={() => void replies.add(unkept)}>{t("try-again")}</Button>
        </div>
      </div>
    );
  }
  return (
    <div class="slot idle">
      <Button kind="plain" icon="plus" onPress={onOther}>
        {t("something-else")}
      </Button>
      <KeepingLine />
    </div>
  );
}
