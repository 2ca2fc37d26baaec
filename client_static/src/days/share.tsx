/** Share one thing: the person chooses what goes, sees it exactly, and gives it away themselves. Our server sees none of it. */
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Photo, Talk } from "../diary/model.ts";
import { HOPE, hopesOf } from "../hopes/model.ts";
import { ShownPhoto, usePagePhotos } from "../journal/shown_photo.tsx";
import { calledOf, useTalks } from "../talk/chosen.ts";
import { longDay } from "../tree/day_words.ts";
import { today } from "../tree/days.ts";
import { titleOf } from "../tree/leaf_sheet.tsx";
import { act } from "../ui/answer.tsx";
import { Button, Pair } from "../ui/button.tsx";
import { useDiary } from "../ui/diary.tsx";
import { Icon } from "../ui/icon.tsx";
import { back, type Screen } from "../ui/route.ts";
import { say } from "../ui/say.tsx";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { drawCard, MOST_LETTERS } from "./card.ts";
import { sharing } from "./chosen.ts";
import { useEntries, useWords } from "./entry.tsx";
import type { Entry } from "./model.ts";
import { give, type Parcel, type Said, textFor, wayFor } from "./parcel.ts";

/** An entry, or a hope: that has no day, and its words are all of it. */
type Shared = Pick<Entry, "id" | "leaf" | "day"> & { readonly kind: Entry["kind"] | "hope" };

export function Share() {
  return sharing.value?.kind === "hope" ? <ShareHope /> : <ShareEntry />;
}

function ShareEntry() {
  const entries = useEntries();
  const entry = entries?.find(({ id }) => id === sharing.value?.id);
  const words = useWords(entry);
  return <Frame shared={entry} words={words} busy={entries === null} backTo="days" />;
}

function ShareHope() {
  const items = useDiary().collection(HOPE).items.value;
  const hope = hopesOf(items ?? []).find(({ id }) => id === sharing.value?.id);
  const shared: Shared | undefined = hope && { kind: "hope", id: hope.id, leaf: null, day: "" };
  return <Frame shared={shared} words={hope?.text ?? null} busy={items === null} backTo="hope" />;
}

interface FrameProps {
  readonly shared: Shared | undefined;
  readonly words: string | null;
  readonly busy: boolean;
  readonly backTo: Screen;
}

function Frame({ shared, words, busy, backTo }: FrameProps) {
  return (
    <>
      <TopBar title={t("share-title")} backTo={backTo} />
      <main class="page" aria-busy={busy}>
        {!busy && shared === undefined && <p class="lead">{t("share-none")}</p>}
        {shared && words !== null && <Choose key={shared.id} entry={shared} words={words} backTo={backTo} />}
      </main>
    </>
  );
}

function Choose({ entry, words, backTo }: { entry: Shared; words: string; backTo: Screen }) {
  const { photos, shown } = usePagePhotos(entry.kind === "page" ? entry.id : null);
  const [withWords, setWithWords] = useState(true);
  const [withDay, setWithDay] = useState(true);
  const [withBranch, setWithBranch] = useState(false);
  const [pictures, setPictures] = useState<ReadonlyMap<string, File>>(new Map());
  const [draft, setDraft] = useState(words);
  const [asPicture, setAsPicture] = useState(false);
  const { leaf, day, kind } = entry;
  const said: Said = useMemo(
    () => ({
      title: kind === "leaf" && leaf !== null ? titleOf(leaf) : "",
      words: withWords ? draft : "",
      foot: [
        ...(withDay && day !== "" ? [longDay(day, today())] : []),
        ...(withBranch && leaf !== null ? [t(`area-${leaf.area}`)] : []),
      ],
    }),
    [kind, leaf, day, draft, withWords, withDay, withBranch],
  );
  const text = textFor(said);
  const card = asPicture && text.length <= MOST_LETTERS && text !== "";
  const drawn = useCard(card ? said : null, leaf?.area ?? null);
  const parcel: Parcel | null = useMemo(() => {
    if (card && drawn === null) return null; // is being drawn
    return { text: card ? "" : text, files: [...(card && drawn ? [drawn] : []), ...pictures.values()] };
  }, [card, drawn, text, pictures]);
  const choosePhoto = async ({ id }: Photo, chosen: boolean) => {
    const jpeg = chosen ? await photos?.picture(entry.id, id) : null;
    setPictures((known) => {
      const others = new Map([...known].filter(([other]) => other !== id));
      return jpeg ? others.set(id, new File([jpeg], "photo.jpg", { type: "image/jpeg" })) : others;
    });
  };
  return (
    <>
      <p class="lead">{t("share-what")}</p>
      <fieldset class="chips">
        <legend>{t("share-goes")}</legend>
        {words !== "" && <Chip words={t("share-words")} on={withWords} onChange={setWithWords} />}
        {day !== "" && <Chip words={t("share-day")} on={withDay} onChange={setWithDay} />}
        {leaf && <Chip words={t("share-branch")} on={withBranch} onChange={setWithBranch} />}
      </fieldset>
      {photos !== null && shown.length > 0 && (
        <fieldset class="chips share-photos">
          <legend>{t("photos")}</legend>
          {shown.map((photo) => (
            <label key={photo.id} class="chip">
              <input
                type="checkbox"
                checked={pictures.has(photo.id)}
                onChange={(event) => void choosePhoto(photo, event.currentTarget.checked)}
              />
              <Tick />
              <ShownPhoto photos={photos} page={entry.id} photo={photo} />
            </label>
          ))}
        </fieldset>
      )}
      {withWords && words !== "" && (
        <label class="field">
          <span>{t("share-change")}</span>
          <span class="quiet">{t("share-change-what")}</span>
          <textarea
            autocomplete="off"
            rows={3}
            value={draft}
            onInput={(event) => setDraft(event.currentTarget.value)}
          />
        </label>
      )}
      {text !== "" && text.length <= MOST_LETTERS && (
        <fieldset class="chips">
          <legend>{t("share-how")}</legend>
          {[false, true].map((picture) => (
            <label key={String(picture)} class="chip">
              <input type="radio" name="how" checked={asPicture === picture} onChange={() => setAsPicture(picture)} />
              <span>{t(picture ? "share-as-picture" : "share-as-words")}</span>
            </label>
          ))}
        </fieldset>
      )}
      {parcel && <Preview parcel={parcel} said={text} area={leaf?.area ?? ""} backTo={backTo} />}
    </>
  );
}

function Chip({ words, on, onChange }: { words: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label class="chip">
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.currentTarget.checked)} />
      <Tick />
      <span>{words}</span>
    </label>
  );
}

/** Shown where the box before it is ticked. */
function Tick() {
  return (
    <span class="tick">
      <Icon name="check" size={22} />
    </span>
  );
}

/** Drawn a moment after the last letter. */
function useCard(said: Said | null, area: Parameters<typeof drawCard>[1]): File | null {
  const [drawn, setDrawn] = useState<{ readonly of: Said; readonly card: File | null } | null>(null);
  useEffect(() => {
    if (said === null) return;
    let stale = false;
    const timer = setTimeout(async () => {
      const card = await drawCard(said, area);
      if (!stale) setDrawn({ of: said, card });
    }, 150);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [said, area]);
  return drawn !== null && drawn.of === said ? drawn.card : null;
}

/** Shows the parcel itself, and gives away that very one. */
interface PreviewProps {
  readonly parcel: Parcel;
  readonly said: string;
  readonly area: string;
  readonly backTo: Screen;
}

function Preview({ parcel, said, area, backTo }: PreviewProps) {
  const [result, setResult] = useState<string | null>(null);
  const bare = parcel.text === "" && parcel.files.length === 0;
  const way = wayFor(parcel);
  useEffect(() => setResult(null), [parcel]);
  const send = async () => {
    let words = "share-nothing";
    try {
      if (!bare) words = (await give(parcel, way)) ? `share-${way}-done` : "";
    } catch {
      words = "share-not";
    }
    setResult(words ? t(words) : null);
    if (words) say(t(words));
  };
  const inTalk = async (talk: Talk) => {
    const name = calledOf(talk);
    if (!(await act(() => talk.say(parcel.text, area, true), null))) return;
    setResult(t("share-to-done", { name }));
    say(t("share-to-done", { name }));
  };
  return (
    <>
      <section class="preview" aria-labelledby="preview">
        <h2 id="preview">{t("share-preview")}</h2>
        <div class="parcel" data-testid="parcel">
          {parcel.text !== "" && <p class="own-words">{parcel.text}</p>}
          {parcel.files.map((file) => (
            <FilePicture key={file} file={file} words={file.type === "image/png" ? said : t("share-photo")} />
          ))}
          {bare && <p class="quiet">{t("share-nothing")}</p>}
        </div>
        <p class="quiet share-note">
          <Icon name="lock" size={20} />
          <span>{t("share-note")}</span>
        </p>
      </section>
      {result && <p class="strong">{result}</p>}
      {parcel.text !== "" && parcel.files.length === 0 && <InTalks onSend={inTalk} />}
      <div class="at-end">
        <Pair>
          <Button onPress={() => back(backTo)}>{t("share-not-now")}</Button>
          <Button kind="go" onPress={send}>
            {t(`share-${way}`)}
          </Button>
        </Pair>
      </div>
    </>
  );
}

/** The people one talks with: it goes as a copy, sealed between the two, and can be taken back. */
function InTalks({ onSend }: { onSend: (talk: Talk) => void }) {
  const list = useTalks()?.list.value.filter(({ left }) => left.value === null) ?? [];
  return (
    <>
      {list.map((talk) => (
        <Button key={talk.id} icon="message-circle" onPress={() => onSend(talk)}>
          {t("share-to", { name: calledOf(talk) })}
        </Button>
      ))}
    </>
  );
}

function FilePicture({ file, words }: { file: File; words: string }) {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return address === null ? null : <img src={address} alt={words} />;
}
