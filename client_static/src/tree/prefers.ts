/** What the phone was set to: dark colours, less motion. */
import { useEffect, useState } from "preact/hooks";

const STILL = "(prefers-reduced-motion: reduce)";
const DARK_COLOURS = "(prefers-color-scheme: dark)";

export function useDark(): boolean {
  const [dark, setDark] = useState(() => matchMedia(DARK_COLOURS).matches);
  useEffect(() => {
    const media = matchMedia(DARK_COLOURS);
    const follow = () => setDark(media.matches);
    media.addEventListener("change", follow);
    return () => media.removeEventListener("change", follow);
  }, []);
  return dark;
}

export function wantsStill(): boolean {
  return matchMedia(STILL).matches;
}
