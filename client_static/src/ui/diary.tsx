/** Hands the one diary to every screen. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Diary } from "../diary/model.ts";

const Shared = createContext<Diary | null>(null);
export const WithDiary = Shared.Provider;

export function useDiary(): Diary {
  const diary = useContext(Shared);
  if (diary === null) throw new Error("a screen was drawn outside WithDiary");
  return diary;
}
