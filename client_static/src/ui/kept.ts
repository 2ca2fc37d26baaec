/** Words in their place, kept as they are typed: at each pause, on leaving the field, the screen or the app. */
import { useEffect, useRef, useState } from "preact/hooks";
import { PhoneFull } from "../diary/model.ts";

const SOON_MS = 300;

/** `full`: the phone has no room for them, and they are only on the screen. */
export function useKept(text: string, onKeep: (text: string) => Promise<unknown>) {
  const [typed, setTyped] = useState<string | null>(null); // null: nothing that is not kept
  const [full, setFull] = useState(false);
  const latest = useRef({ typed, onKeep });
  latest.current.onKeep = onKeep;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const keep = async () => {
    clearTimeout(timer.current);
    const words = latest.current.typed;
    if (words === null) return;
    latest.current.typed = null;
    try {
      await latest.current.onKeep(words);
      setFull(false);
      if (latest.current.typed === null) setTyped(null);
    } catch (problem) {
      if (!(problem instanceof PhoneFull)) throw problem;
      latest.current.typed ??= words; // they stay on the screen
      setFull(true);
    }
  };
  useEffect(() => {
    const now = () => void keep();
    document.addEventListener("visibilitychange", now);
    return () => {
      document.removeEventListener("visibilitychange", now);
      now();
    };
  }, []);
  const type = (words: string) => {
    latest.current.typed = words;
    setTyped(words);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void keep(), SOON_MS);
  };
  return { shown: typed ?? text, full, type, leave: () => void keep() };
}
