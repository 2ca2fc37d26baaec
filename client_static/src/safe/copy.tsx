/** Everything is the person's own: a copy to take, one to bring in, and a way to delete it all. */
import { useRef, useState } from "preact/hooks";
import { lookNow } from "../install/look.ts";
import { today } from "../tree/days.ts";
import { Button, Pair } from "../ui/button.tsx";
import { dates } from "../ui/dates.ts";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import { replace } from "../ui/route.ts";
import { saveFile } from "../ui/save_file.ts";
import { say } from "../ui/say.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";

type State = "taking" | "taken" | "taken-some" | "bringing" | "brought" | "not-a-copy" | null;

export function CopyScreen() {
  const diary = useDiary();
  const file = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<State>(null);
  const [deleting, setDeleting] = useState(false);
  const show = (next: State) => {
    setState(next);
    if (next !== null) say(t(`copy-${next}`));
  };
  const take = async () => {
    show("taking");
    const { toZip } = await import("./copy_file.ts");
    const days = dates({ dateStyle: "full", timeZone: "UTC" });
    const copy = await diary.takeCopy();
    const bytes = toZip(copy, (day) => days.format(Date.parse(`${day}T12:00:00Z`)));
    saveFile(new Blob([bytes], { type: "application/zip" }), `${lookNow()}-${today()}.zip`);
    const whole = copy.pages.every(({ photos }) => photos.every(({ jpeg }) => jpeg !== null));
    show(whole ? "taken" : "taken-some");
  };
  const bring = async () => {
    const chosen = file.current?.files?.[0];
    if (chosen === undefined) return;
    show("bringing");
    const { fromFile } = await import("./copy_file.ts");
    const copy = fromFile(new Uint8Array(await chosen.arrayBuffer()));
    if (copy !== null) await diary.bringCopy(copy);
    show(copy === null ? "not-a-copy" : "brought");
    if (file.current) file.current.value = "";
  };
  return (
    <>
      <TopBar title={t("copy")} backTo="more" />
      <main class="page">
        <p class="lead">{t("copy-yours")}</p>
        {state !== null && <p class="lock-strip">{t(`copy-${state}`)}</p>}
        <h2>{t("copy-take")}</h2>
        <p>{t("copy-take-what")}</p>
        <p class="reminder">
          <Icon name="alert-circle" size={28} />
          <span>{t("copy-open")}</span>
        </p>
        <Button icon="leaf" onPress={take}>
          {t("copy-take")}
        </Button>
        <h2>{t("copy-bring")}</h2>
        <p>{t("copy-bring-what")}</p>
        <input ref={file} hidden type="file" accept=".zip,.json" onChange={bring} />
        <Button icon="plus" onPress={() => file.current?.click()}>
          {t("copy-file")}
        </Button>
        <h2>{t("delete-all")}</h2>
        <p>{t("delete-all-what")}</p>
        <Button icon="trash" onPress={() => setDeleting(true)}>
          {t("delete-all")}
        </Button>
      </main>
      {deleting && <Deleting onClose={() => setDeleting(false)} />}
    </>
  );
}

function Deleting({ onClose }: { onClose: () => void }) {
  const diary = useDiary();
  const [noSignal, setNoSignal] = useState(false);
  const everywhere = async () => {
    if (await diary.deleteEverything()) replace("today");
    else setNoSignal(true);
  };
  const here = async () => {
    await diary.deleteHere();
    replace("today");
  };
  return (
    <Sheet title={t("delete-ask")} onClose={onClose}>
      <p>{t(noSignal ? "delete-no-signal" : "delete-cannot-undo")}</p>
      <Pair>
        <Button onPress={onClose}>{t("leave-it")}</Button>
        {noSignal ? (
          <Button onPress={here}>{t("delete-here")}</Button>
        ) : (
          <Button onPress={everywhere}>{t("delete-yes")}</Button>
        )}
      </Pair>
    </Sheet>
  );
}
