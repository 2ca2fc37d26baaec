/** What goes to somebody when one thing is shared, exactly; made on this phone and kept nowhere. */
import { saveFile } from "../ui/save_file.ts";

export interface Parcel {
  readonly text: string; // empty where the picture says it
  readonly files: readonly File[];
}

export interface Said {
  readonly title: string; // empty where it does not go
  readonly words: string;
  readonly foot: readonly string[]; // the day, the branch
}

export function textFor({ title, words, foot }: Said): string {
  return [title, words.trim(), foot.join(" · ")].filter(Boolean).join("\n");
}

export type Way = "send" | "copy" | "save" | "copy-save";

/** By the phone's own menu where it has one that takes this; else into the clipboard and the downloads. */
export function wayFor({ text, files }: Parcel): Way {
  if ("share" in navigator && (files.length === 0 || navigator.canShare?.(shareOf({ text, files })))) return "send";
  if (files.length === 0) return "copy";
  return text === "" ? "save" : "copy-save";
}

function shareOf({ text, files }: Parcel): ShareData {
  return { ...(text ? { text } : {}), ...(files.length > 0 ? { files: [...files] } : {}) };
}

/** False where the person turned back. Rejects where the phone could not. */
export async function give(parcel: Parcel, way: Way): Promise<boolean> {
  try {
    if (way === "send") await navigator.share(shareOf(parcel));
    if (way.startsWith("copy")) await navigator.clipboard.writeText(parcel.text);
    if (way.endsWith("save")) for (const file of parcel.files) saveFile(file, file.name);
    return true;
  } catch (problem) {
    if (problem instanceof DOMException && problem.name === "AbortError") return false;
    throw problem;
  }
}
