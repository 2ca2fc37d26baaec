/** One thing that was said. Under the newest own one stands how far it came, in words. */
import { AREAS, type Area } from "../areas/model.ts";
import type { Talk } from "../diary/model.ts";
import { LeafGlyph } from "../tree/leaf_glyph.tsx";
import { dates } from "../ui/dates.ts";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { t } from "../ui/text.ts";
import type { Message, Way } from "./model.ts";
import { TalkPhoto } from "./talk_photo.tsx";

const ICONS: Readonly<Record<Way, IconName>> = { waits: "clock", sent: "server", there: "check" };

interface BubbleProps {
  readonly talk: Talk;
  readonly message: Message;
  readonly name: string;
  readonly named: boolean; // whose words these are stands above them
  readonly last: boolean;
  readonly held: boolean; // nothing is sent: what the server says of this talk cannot be right
  readonly onOpen: () => void;
}

export function Bubble({ talk, message, name, named, last, held, onOpen }: BubbleProps) {
  const { mine, removed, way, changed } = message;
  if (removed) {
    return <p class="bubble taken-back quiet">{t(mine ? "talk-taken-back-me" : "talk-taken-back", { name })}</p>;
  }
  const area = AREAS.find((one): one is Area => one === message.area);
  return (
    <>
      {named && (
        <p class="said-by" aria-hidden="true" dir="auto">
          {name}
        </p>
      )}
      <button type="button" class={`bubble ${way}`} onClick={onOpen} aria-haspopup="dialog">
        {area && <LeafGlyph area={area} size={40} />}
        <span>
          <span class="unseen">{t(mine ? "talk-me-says" : "talk-they-say", { name })} </span>
          {message.shared && <span class="quiet">{t(mine ? "talk-shared-me" : "talk-shared", { name })}</span>}
          <TalkPhoto talk={talk} name={name} message={message} />
          {message.text !== "" && (
            <span class="own-words" dir="auto">
              {message.text}
            </span>
          )}
        </span>
      </button>
      <p class="way quiet">
        {(way === "waits" || (mine && last)) && (
          <span class={way === "waits" ? "waits" : ""}>
            <Icon name={ICONS[way]} size={18} />{" "}
            {t(way === "waits" && held ? "keeping-alarm" : `talk-way-${way}`, { name })}
          </span>
        )}
        {!mine && <span>{hourWords(message.ms)}</span>}
        {changed && <span>{t("talk-changed")}</span>}
      </p>
    </>
  );
}

function hourWords(ms: number): string {
  return dates({ hour: "numeric", minute: "2-digit" }).format(ms);
}
