/** Three small drawings of what an iPhone shows on the way to its home screen. The words beside them say the same. */
import type { ComponentChildren } from "preact";

function Drawing({ children }: { children: ComponentChildren }) {
  return (
    <svg class="drawing" viewBox="0 0 112 80" width={112} height={80} aria-hidden="true" focusable="false">
      <rect class="around" x="1" y="1" width="110" height="78" rx="12" />
      {children}
    </svg>
  );
}

/** The bar at the end of the screen, with Share in its middle. */
export function SharePicture() {
  return (
    <Drawing>
      <path class="faint" d="M1 44h110M18 62l-6 0M18 56l-6 6l6 6M92 56h8v12h-8z" />
      <circle class="here" cx="56" cy="60" r="17" />
      <path class="pen" d="M52 57h-3v13h14v-13h-3M56 64v-15M51 53l5-5l5 5" />
    </Drawing>
  );
}

/** One row of a menu, with a plus in a square at its end. */
export function MenuPicture() {
  return (
    <Drawing>
      <path class="faint" d="M14 16h36M88 16h8M14 64h28M88 64h8" />
      <rect class="here" x="6" y="27" width="100" height="26" rx="8" />
      <path class="pen" d="M14 40h48M84 33h14v14h-14zM91 36.500v7M87.500 40h7" />
    </Drawing>
  );
}

/** A home screen with the app among others. */
export function HomePicture({ address }: { address: string }) {
  return (
    <Drawing>
      <path class="faint" d="M16 12h20v20h-20zM76 12h20v20h-20zM16 48h20v20h-20zM46 48h20v20h-20zM76 48h20v20h-20z" />
      <image href={address} x="42" y="8" width="28" height="28" />
    </Drawing>
  );
}
