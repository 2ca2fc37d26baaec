/** An invitation that came as a text: an installed app does not open links by itself everywhere. */
import { useState } from "preact/hooks";
import { Button, Pair } from "../ui/button.tsx";
import { carried, go } from "../ui/route.ts";
import { Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";

export function LinkSheet({ onClose }: { onClose: () => void }) {
  const [link, setLink] = useState("");
  const [wrong, setWrong] = useState(false);
  const look = () => {
    const text = link.trim().split("/").at(-1) ?? "";
    if (!/^[\w-]{80,100}$/.test(text)) return setWrong(true);
    carried.value = text;
    onClose();
    go("invited");
  };
  return (
    <Sheet title={t("talk-have-link")} onClose={onClose}>
      <label class="field">
        <span>{t("talk-link")}</span>
        <textarea
          autocomplete="off"
          dir="ltr"
          rows={3}
          value={link}
          onInput={(event) => setLink(event.currentTarget.value)}
        />
      </label>
      {wrong && <p role="alert">{t("invited-malformed")}</p>}
      <Pair>
        <Button onPress={onClose}>{t("close")}</Button>
        <Button kind="go" onPress={look}>
          {t("talk-look")}
        </Button>
      </Pair>
    </Sheet>
  );
}
