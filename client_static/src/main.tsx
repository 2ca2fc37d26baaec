/** The first lines that run: the diary is opened from the phone, the screen drawn, and only then the rest. */
import { renderApp } from "./app.tsx";
import { openDiary } from "./diary/diary.ts";
import { keepPrompt, lookWhetherToOffer } from "./install/device.ts";
import { nameOutside, wearLook } from "./install/look.ts";
import { loadFont } from "./ui/font.ts";
import { startLanguage } from "./ui/text.ts";
import { keepUpToDate } from "./update.ts";

keepPrompt();
wearLook();
lookWhetherToOffer();
const [diary] = await Promise.all([openDiary(), startLanguage()]);
renderApp(diary);
requestAnimationFrame(() => {
  performance.mark("today-shown");
  void keepUpToDate();
  void loadFont();
  if (location.search !== "" && nameOutside() === null) void import("./install/from_address.ts");
});
