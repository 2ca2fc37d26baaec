/** The whole app in one place: which screen is shown for which address. Screens ask the diary, never the network. */
import { render } from "preact";
import type { Diary } from "./diary/model.ts";

export function renderApp(_diary: Diary, into: Element = document.body): void {
  render(<main />, into);
}
