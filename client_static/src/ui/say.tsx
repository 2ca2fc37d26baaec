/** What is said aloud: the polite live region, and the phone's own voice for those who would rather listen. */
import { signal } from "@preact/signals";
import { language } from "./text.ts";

const said = signal("");

export function say(words: string): void {
  said.value = "";
  setTimeout(() => {
    said.value = words;
  }, 30); // the same words twice are still news
}

export function LiveRegion() {
  return (
    <div class="unseen" role="status" aria-live="polite">
      {said.value}
    </div>
  );
}

/** True once the phone has a voice of its own. A voice in the cloud would hear the words, so it does not count. */
export const canRead = signal(false);

export function lookForVoice(): void {
  if (typeof speechSynthesis === "undefined") return;
  const look = () => {
    canRead.value = localVoice() !== undefined;
  };
  look();
  speechSynthesis.addEventListener?.("voiceschanged", look);
}

export function readAloud(words: string): void {
  const voice = localVoice();
  if (voice === undefined) return;
  speechSynthesis.cancel();
  const speech = new SpeechSynthesisUtterance(words);
  speech.voice = voice;
  speech.lang = voice.lang;
  speech.rate = 0.9;
  speechSynthesis.speak(speech);
}

function localVoice(): SpeechSynthesisVoice | undefined {
  return speechSynthesis.getVoices().find((one) => one.localService && one.lang.startsWith(language.value));
}
