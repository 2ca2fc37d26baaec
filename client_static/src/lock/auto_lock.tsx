/**
 * While there is a lock: it closes after the time that the person chose, away or without a touch.
 *
 * Rule: a timer may sleep with the phone, so the clock is asked as well when somebody is back.
 */
import { useEffect } from "preact/hooks";
import { useDiary } from "../ui/diary.tsx";
import { say } from "../ui/say.tsx";

const MINUTE = 60_000;
const SIGNS_OF_LIFE = ["pointerdown", "keydown", "input", "scroll"] as const;

export function AutoLock() {
  const diary = useDiary();
  const delay = diary.lock.value?.delay ?? 0;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let since = Date.now();
    const away = () => document.visibilityState === "hidden";
    // "At once" is for leaving the app: whoever reads has a minute.
    const limit = () => (away() ? delay : Math.max(delay, 1)) * MINUTE;
    const lock = () => {
      say("");
      diary.lockNow();
    };
    const look = () => {
      clearTimeout(timer);
      const left = since + limit() - Date.now();
      if (left <= 0) lock();
      else timer = setTimeout(look, left);
    };
    const touched = () => {
      if (away() || Date.now() - since > limit()) return;
      since = Date.now();
    };
    const moved = () => {
      if (away()) since = Date.now();
      look();
    };
    const signs = { passive: true, capture: true };
    look();
    document.addEventListener("visibilitychange", moved);
    addEventListener("pageshow", look);
    for (const sign of SIGNS_OF_LIFE) addEventListener(sign, touched, signs);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", moved);
      removeEventListener("pageshow", look);
      for (const sign of SIGNS_OF_LIFE) removeEventListener(sign, touched, signs);
    };
  }, [diary, delay]);
  return null;
}
