/** Change this app: ideas and complaints, answered where all can read (mission F11). Newest first; nothing is ranked. */
import { useState } from "preact/hooks";
import type { Letter } from "../diary/model.ts";
import { coordinates, useSomePlace } from "../projects/chosen.ts";
import type { GaveOut } from "../projects/leaflet.ts";
import { WhichPlace } from "../projects/which_place.tsx";
import { dayOf } from "../today/day.ts";
import { AnswerSlot, tell } from "../ui/answer.tsx";
import { Button } from "../ui/button.tsx";
import { useDraft } from "../ui/draft.ts";
import { Icon } from "../ui/icon.tsx";
import { carried, go, type Screen } from "../ui/route.ts";
import { t } from "../ui/text.ts";
import { TopBar } from "../ui/top_bar.tsx";
import { boardOf, type OpenBoard, useWanted } from "./chosen.ts";
import { EntryCard, Written } from "./entry.tsx";
import { type Entry, newestFirst, suggestionOf, suggestions, toldAlone, wantsItOff } from "./model.ts";
import { blank, draftOf } from "./suggest.tsx";

const HERE: readonly Screen[] = ["board", "suggest"];

export function BoardScreen() {
  const { projects, places, place } = useSomePlace();
  return (
    <>
      <TopBar title={t("change-app")} backTo="more" />
      <main class="page" aria-busy={projects === null}>
        <p class="lead">{t("board-what")}</p>
        {projects !== null && place === undefined && (
          <>
            <p>{t("board-nowhere")}</p>
            <Button icon="users" onPress={() => go("projects")}>
              {t("projects-title")}
            </Button>
            <p class="quiet">{t("board-nowhere-else")}</p>
          </>
        )}
        {place && <WhichPlace places={places} place={place} />}
        {projects && place && <Open key={place.code} projects={projects} place={place} />}
      </main>
    </>
  );
}

function Open({ projects, place }: OpenBoard) {
  const letters = projects.letters.value.filter(({ code }) => code === place.code);
  const board = boardOf({ projects, place });
  const [problem, setProblem] = useState<GaveOut>(null);
  const onBoard = new Set(board.entries.map(({ id }) => id));
  const mine = suggestions(letters, "").filter((one) => one.mine);
  const opened = (to: Screen) => {
    carried.value = place.code;
    go(to);
  };
  return (
    <>
      <Button kind="go" icon="pencil" onPress={() => opened("suggest")}>
        {t("board-write")}
      </Button>
      {coordinates(place) && <Button onPress={() => opened("board-edit")}>{t("board-edit-title")}</Button>}
      {problem !== null && <p role="alert">{t(`project-${problem}`)}</p>}
      {mine.some(({ id }) => !onBoard.has(id)) && (
        <section class="stack">
          <h2>{t("board-yours")}</h2>
          {mine
            .filter(({ id }) => !onBoard.has(id))
            .map((one) => (
              <Mine key={one.id} letter={one} letters={letters} open={{ projects, place }} onProblem={setProblem} />
            ))}
        </section>
      )}
      <section class="stack">
        <h2>{t("board-on-it")}</h2>
        {board.entries.length === 0 && <p class="quiet kind">{t("board-empty")}</p>}
        {newestFirst(board).map((entry) => (
          <OnBoard
            key={entry.id}
            entry={entry}
            mine={mine.find(({ id }) => id === entry.id)}
            letters={letters}
            open={{ projects, place }}
            onProblem={setProblem}
          />
        ))}
      </section>
      {board.entries.length > 0 && (
        <p class="reminder">
          <Icon name="eye" size={28} />
          <span>{t("board-who-sees")}</span>
        </p>
      )}
      <AnswerSlot screens={HERE} />
    </>
  );
}

interface MineProps {
  readonly letter: Letter;
  readonly letters: readonly Letter[];
  readonly open: OpenBoard;
  readonly onProblem: (problem: GaveOut) => void;
}

/** The person's own that is not on the board: on its way, or answered to them alone. */
function Mine({ letter, letters, open: { projects, place }, onProblem }: MineProps) {
  const draft = useDraft(draftOf(place), blank);
  const written = suggestionOf(letter);
  const told = toldAlone(letter, letters);
  const takeBack = async () => {
    const failed = await projects.takeBack(letter.id);
    onProblem(failed);
    if (failed !== null) return;
    if (written !== null && draft.value.words === "") draft.set({ name: written.name, words: written.words });
    tell({ words: t("board-taken-back") });
  };
  return (
    <article class="entry">
      {written === null ? (
        <p class="quiet">{t("care-other-phone")}</p>
      ) : (
        <Written {...written} day={dayOf(new Date(letter.sent))} />
      )}
      {told === null ? (
        <p>
          <span class="tag">{t("board-sent")}</span>
        </p>
      ) : (
        <div class="shown">
          <span class="quiet">{t("board-alone")}</span>
          <span class="own-words" dir="auto">
            {told}
          </span>
        </div>
      )}
      <Button onPress={takeBack}>{t(told === null ? "talk-take-back" : "board-put-away")}</Button>
    </article>
  );
}

interface OnBoardProps extends Omit<MineProps, "letter"> {
  readonly entry: Entry;
  readonly mine: Letter | undefined;
}

function OnBoard({ entry, mine, letters, open, onProblem }: OnBoardProps) {
  const { projects, place } = open;
  const wanted = useWanted(open);
  const people = projects.leaflets.wanted(place.code).get(entry.id) ?? 0;
  const asked = mine !== undefined && wantsItOff(mine, letters);
  const want = async (yes: boolean) => onProblem(await wanted.want(entry.id, yes));
  const takeOff = async () => {
    const failed = await projects.care.answer(entry.id, "closed", "");
    onProblem(failed);
    if (failed === null) tell({ words: t("board-off-asked") });
  };
  return (
    <EntryCard entry={entry}>
      {people > 0 && <p>{t("board-wanted", { people })}</p>}
      {mine === undefined && entry.state !== "done" && wanted.ready && (
        <label class="chip">
          <input
            type="checkbox"
            checked={wanted.mine(entry.id)}
            onChange={(event) => want(event.currentTarget.checked)}
          />
          <span class="tick">
            <Icon name="check" size={22} />
          </span>
          <span>{t("board-want")}</span>
        </label>
      )}
      {mine !== undefined && !asked && <Button onPress={takeOff}>{t("board-take-off")}</Button>}
      {asked && <p class="quiet">{t("board-off-asked")}</p>}
    </EntryCard>
  );
}
