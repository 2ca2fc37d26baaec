/** What goes to somebody when one thing is shared, exactly; made on this phone and kept nowhere. */
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
    if (way.endsWith("save")) for (const file of parcel.files) save(file);
    return true;
  } catch (problem) {
    if (problem instanceof DOMException && problem.name === "AbortError") return false;
    throw problem;
  }
}

export function save(file: File): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // the browser reads it after the click
}
