/** "Hide this now": blanks the screen at once, then puts a neutral page in this page's place, so Back does not return. */
import { thePack } from "./pack.ts";

const TIMES = 3;
const WITHIN_MS = 1500;

export function hideNow(): void {
  document.body.replaceChildren();
  document.title = "";
  location.replace(thePack().neutral);
}

/** Shift three times, for keyboards. Any other key in between starts again, so typing capitals never triggers it. */
export function watchShift(hide: () => void = hideNow): () => void {
  let presses: number[] = [];
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Shift") presses = [];
    else if (!event.repeat) {
      presses = [...presses.filter((at) => event.timeStamp - at < WITHIN_MS), event.timeStamp];
      if (presses.length >= TIMES) {
        presses = [];
        hide();
      }
    }
  };
  addEventListener("keydown", press);
  return () => removeEventListener("keydown", press);
}
