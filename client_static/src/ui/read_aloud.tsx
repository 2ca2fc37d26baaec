/** Reads a screen's own words by the phone's own voice, where it has one that works offline. */
import { Button } from "./button.tsx";
import { canRead, readAloud, reading, stopReading } from "./say.tsx";
import { t } from "./text.ts";

export function ReadAloud({ words }: { words: string }) {
  if (!canRead.value) return null;
  const on = reading.value;
  return (
    <Button kind="plain" icon={on ? "volume-off" : "volume"} onPress={() => (on ? stopReading() : readAloud(words))}>
      {t(on ? "read-stop" : "read-to-me")}
    </Button>
  );
}
