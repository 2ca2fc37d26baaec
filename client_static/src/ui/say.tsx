/** What is said aloud: the polite live region, and the phone's own voice for those who would rather listen. */
import { computed, signal } from "@preact/signals";
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

const voices = signal<readonly SpeechSynthesisVoice[]>([]);
/** A voice in the cloud would hear the words, so it does not count. */
const ownVoice = computed(() =>
  voices.value.find((one) => one.localService && one.lang.toLowerCase().startsWith(language.value)),
);
/** True once the phone has a voice of its own for this language. */
export const canRead = computed(() => ownVoice.value !== undefined);
export const reading = signal(false);

export function lookForVoice(): void {
  if (typeof speechSynthesis === "undefined") return;
  const look = () => {
    voices.value = speechSynthesis.getVoices();
  };
  look();
  speechSynthesis.addEventListener?.("voiceschanged", look);
}

export function readAloud(words: string): void {
  const voice = ownVoice.value;
  if (voice === undefined) return;
  stopReading();
  const speech = new SpeechSynthesisUtterance(words);
  speech.voice = voice;
  speech.lang = voice.lang;
  speech.rate = 0.9;
  speech.onend = speech.onerror = () => {
    if (now === speech) stopReading();
  };
  now = speech;
  reading.value = true;
  for (const [place, left] of LEAVING) place.addEventListener(left, stopReading);
  speechSynthesis.speak(speech);
}

let now: SpeechSynthesisUtterance | null = null;

/** Another screen, another app, another page: a voice that goes on would tell the room. */
const LEAVING: readonly [EventTarget, string][] =
  typeof document === "undefined"
    ? []
    : [
        [globalThis, "hashchange"],
        [globalThis, "pagehide"],
        [document, "visibilitychange"],
      ];

export function stopReading(): void {
  now = null;
  reading.value = false;
  for (const [place, left] of LEAVING) place.removeEventListener(left, stopReading);
  speechSynthesis.cancel();
}
