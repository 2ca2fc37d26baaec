/** The whole app in one place: which screen is shown for which address. Screens ask the diary, never the network. */
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/screens.css";
import "./styles/journal.css";
import "./styles/days.css";
import "./styles/week.css";
import "./styles/help.css";
import "./styles/print.css";
import "./styles/ward.css";
import "./styles/areas.css";
import "./styles/talk.css";
import "./styles/circle.css";
import "./styles/projects.css";
import "./styles/costs.css";
import "./styles/ideas.css";
import "./styles/lock.css";
import "./styles/install.css";
import "./styles/answers.css";
import "./tree/view.css"; // here, because a style that only a late chunk names would not be loaded
import { type ComponentType, render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Diary } from "./diary/model.ts";
import { Help } from "./help/help.tsx";
import { watchShift } from "./help/leave.ts";
import { mayOffer } from "./install/device.ts";
import { nameOutside } from "./install/look.ts";
import { coverWhenLeft } from "./lock/cover.ts";
import { Start } from "./start/start.tsx";
import { Today } from "./today/today.tsx";
import { useDiary, WithDiary } from "./ui/diary.tsx";
import { Notices } from "./ui/notices.tsx";
import { focusHeading, followAddress, type Screen, screen } from "./ui/route.ts";
import { LiveRegion, lookForVoice } from "./ui/say.tsx";
import { TabBar } from "./ui/tab_bar.tsx";
import { t } from "./ui/text.ts";
import { TopBar } from "./ui/top_bar.tsx";

/** Screens that are not needed for the first tap come in chunks of their own (the service worker has them all). */
const LATER: Partial<Record<Screen, () => Promise<ComponentType>>> = {
  tree: () => import("./more/my_tree.tsx").then((part) => part.MyTree),
  talk: () => import("./talk/talks.tsx").then((part) => part.TalkList),
  conversation: () => import("./talk/conversation.tsx").then((part) => part.Conversation),
  walk: () => import("./talk/walk_with_me.tsx").then((part) => part.WalkWithMe),
  invite: () => import("./talk/invite.tsx").then((part) => part.Invite),
  invited: () => import("./talk/invited.tsx").then((part) => part.Invited),
  "circle-new": () => import("./talk/circle_new.tsx").then((part) => part.CircleNew),
  "circle-invite": () => import("./talk/circle_invite.tsx").then((part) => part.CircleInvite),
  projects: () => import("./projects/projects.tsx").then((part) => part.ProjectList),
  project: () => import("./projects/project.tsx").then((part) => part.ProjectScreen),
  "new-project": () => import("./projects/new_project.tsx").then((part) => part.NewProject),
  team: () => import("./projects/team.tsx").then((part) => part.Team),
  poster: () => import("./projects/poster.tsx").then((part) => part.Poster),
  costs: () => import("./costs/costs.tsx").then((part) => part.Costs),
  tell: () => import("./projects/tell.tsx").then((part) => part.Tell),
  care: () => import("./projects/care.tsx").then((part) => part.Care),
  board: () => import("./board/board.tsx").then((part) => part.BoardScreen),
  suggest: () => import("./board/suggest.tsx").then((part) => part.Suggest),
  "board-edit": () => import("./board/board_edit.tsx").then((part) => part.BoardEdit),
  "our-words": () => import("./words/words.tsx").then((part) => part.OurWords),
  "words-edit": () => import("./words/words_edit.tsx").then((part) => part.WordsEdit),
  "help-edit": () => import("./help/help_edit.tsx").then((part) => part.HelpEdit),
  notes: () => import("./notes/notes.tsx").then((part) => part.NotesScreen),
  journal: () => import("./journal/journal.tsx").then((part) => part.Journal),
  write: () => import("./journal/write.tsx").then((part) => part.Write),
  days: () => import("./days/days.tsx").then((part) => part.Days),
  beside: () => import("./days/beside.tsx").then((part) => part.Beside),
  share: () => import("./days/share.tsx").then((part) => part.Share),
  week: () => import("./week/week.tsx").then((part) => part.Week),
  hope: () => import("./hopes/hope.tsx").then((part) => part.HopeScreen),
  ideas: () => import("./ideas/ideas.tsx").then((part) => part.Ideas),
  "an-idea": () => import("./ideas/idea.tsx").then((part) => part.IdeaScreen),
  "ideas-edit": () => import("./ideas/edit.tsx").then((part) => part.IdeasEdit),
  areas: () => import("./areas/areas.tsx").then((part) => part.Areas),
  area: () => import("./areas/area.tsx").then((part) => part.AreaScreen),
  figure: () => import("./figure/figure.tsx").then((part) => part.Figure),
  milestones: () => import("./milestones/milestones.tsx").then((part) => part.Milestones),
  more: () => import("./more/more.tsx").then((part) => part.More),
  about: () => import("./more/about.tsx").then((part) => part.About),
  card: () => import("./safe/card.tsx").then((part) => part.Card),
  safe: () => import("./safe/safe.tsx").then((part) => part.Safe),
  shared: () => import("./safe/shared.tsx").then((part) => part.Shared),
  copy: () => import("./safe/copy.tsx").then((part) => part.CopyScreen),
  phones: () => import("./safe/phones.tsx").then((part) => part.Phones),
  "add-phone": () => import("./safe/add_phone.tsx").then((part) => part.AddPhone),
  plan: () => import("./plan/plan.tsx").then((part) => part.Plan),
  remind: () => import("./kind/remind.tsx").then((part) => part.Remind),
  "kind-words": () => import("./kind/kind_words.tsx").then((part) => part.KindWords),
  people: () => import("./people/people.tsx").then((part) => part.People),
  words: () => import("./start/have_words.tsx").then((part) => part.HaveWords),
  join: () => import("./start/join.tsx").then((part) => part.Join),
  borrow: () => import("./ward/borrow.tsx").then((part) => part.Borrow),
  lock: () => import("./lock/lock.tsx").then((part) => part.LockScreen),
  "home-screen": () => import("./install/home_screen.tsx").then((part) => part.HomeScreen),
  answers: () => import("./answers/answers.tsx").then((part) => part.Answers),
  money: () => import("./money/money.tsx").then((part) => part.Money),
};
const BEFORE_START: ReadonlySet<Screen> = new Set([
  "help",
  "words",
  "join",
  "borrow",
  "invited",
  "project",
  "home-screen",
]);
const WITH_TABS: ReadonlySet<Screen> = new Set(["today", "tree", "week", "ideas", "talk", "more"]);

function App() {
  const diary = useDiary();
  const started = diary.started.value;
  const wanted = screen.value;
  const locked = diary.locked.value;
  const open = locked ? wanted === "help" : started || BEFORE_START.has(wanted);
  const shown = open ? wanted : null;
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) focusHeading();
    first.current = false;
  }, [shown, locked]);
  return (
    <>
      {shown !== "help" && <Notices />}
      {started && diary.borrowed.value && shown !== "help" && <Part load={loadBorrowed} />}
      {mayOffer.value && !locked && !diary.borrowed.value && (shown === null || shown === "today") && (
        <Part load={loadOffer} />
      )}
      {diary.lock.value !== null && !locked && <Part load={loadAutoLock} />}
      {shown === null && (locked ? <Later key="locked" load={loadLocked} /> : <Start />)}
      {shown === "today" && <Today />}
      {shown === "help" && <Help />}
      {shown !== null && LATER[shown] && <Later key={shown} load={LATER[shown]} />}
      {started && WITH_TABS.has(wanted) && <TabBar />}
      <LiveRegion />
    </>
  );
}

/** A part that comes in a chunk of its own; null until it is here. */
function useLater(load: (() => Promise<ComponentType>) | undefined): ComponentType | null {
  const [Part, setPart] = useState<ComponentType | null>(null);
  useEffect(() => {
    // English words of later screens come with the first of them.
    if (load) void Promise.all([load(), import("./ui/later_words.ts")]).then(([part]) => setPart(() => part));
  }, [load]);
  return Part;
}

type Load = () => Promise<ComponentType>;
const loadBorrowed: Load = () => import("./ward/borrowed.tsx").then((part) => part.Borrowed);
const loadLocked: Load = () => import("./lock/locked.tsx").then((part) => part.Locked);
const loadAutoLock: Load = () => import("./lock/auto_lock.tsx").then((part) => part.AutoLock);
const loadOffer: Load = () => import("./install/offer.tsx").then((part) => part.Offer);

/** What is no screen of its own. */
function Part({ load }: { load: Load }) {
  const Found = useLater(load);
  return Found && <Found />;
}

function Later({ load }: { load: Load | undefined }) {
  const Part = useLater(load);
  useEffect(() => {
    if (Part) focusHeading();
  }, [Part]);
  if (Part) return <Part />;
  return (
    <>
      <TopBar title={nameOutside() ?? t("app-name")} />
      <main class="page" aria-busy="true" />
    </>
  );
}

export function renderApp(diary: Diary, into: Element = document.getElementById("app") ?? document.body): void {
  followAddress();
  lookForVoice();
  watchShift();
  coverWhenLeft();
  setTimeout(
    () => void import("./projects/follow.ts").then((part) => part.followProjects(diary)).catch(() => undefined),
    1500,
  );
  setTimeout(
    () => void import("./help/project_pack.ts").then((part) => part.lookForPack()).catch(() => undefined),
    4000,
  );
  render(
    <WithDiary value={diary}>
      <App />
    </WithDiary>,
    into,
  );
}
