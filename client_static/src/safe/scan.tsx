/** The camera reads a code. Nothing of the picture is kept. */
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { t } from "../ui/text.ts";
import { readCode } from "./camera.ts";

export function Scan({ onCode, onStop }: { onCode: (code: string) => void; onStop: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    let stop: (() => void) | null = null;
    let gone = false;
    if (video.current) {
      readCode(video.current, onCode).then(
        (stopper) => {
          if (gone) stopper();
          else stop = stopper;
        },
        () => setRefused(true),
      );
    }
    return () => {
      gone = true;
      stop?.();
    };
  }, []);
  return (
    <div class="scan">
      {refused ? (
        <p class="notice" role="alert">
          {t("camera-refused")}
        </p>
      ) : (
        <>
          <video ref={video} playsInline muted aria-label={t("camera-label")} />
          <p class="quiet">{t("camera-hint")}</p>
        </>
      )}
      <Button onPress={onStop}>{t("camera-stop")}</Button>
    </div>
  );
}
