/** Atkinson Hyperlegible Next, after the first paint: the phone's own font is a full substitute until then. */
import { addressOf } from "../files.ts";

export async function loadFont(): Promise<void> {
  // Who saves data, on a ward's slow network for one, loses nothing without it.
  if ((navigator as { connection?: { saveData?: boolean } }).connection?.saveData) return;
  const source = `url(${addressOf("fonts/atkinson-hyperlegible-next.woff2")}) format("woff2")`;
  const font = new FontFace("Atkinson Hyperlegible Next", source, { weight: "200 800", display: "optional" });
  try {
    document.fonts.add(await font.load());
  } catch {
    // No font, no harm.
  }
}
