/** The six silhouettes, one unit long, stem at 0,0 and tip at 1,0. Told apart by shape, so colour is never alone. */
import type { Area } from "../areas/model.ts";

interface LeafShape {
  readonly outline: string;
  readonly half: string; // the upper half of the outline, for the shade
  readonly veins: string;
}

function shape(upper: string, lower: string, veins: string): LeafShape {
  return { outline: `${upper}${lower}Z`, half: `${upper}Z`, veins };
}

export const LEAF_SHAPES: Readonly<Record<Area, LeafShape>> = {
  // oak
  dwell: shape(
    "M0 0C.05-.03.1-.05.14-.06C.13-.15.2-.19.27-.15C.29-.14.3-.13.32-.13C.3-.25.4-.32.5-.25C.53-.23.54-.2.56-.19C.58-.3.7-.34.78-.25C.82-.2.81-.16.83-.14C.92-.17 1-.1 1 0",
    "C1 .1.92.17.83.14C.81.16.82.2.78.25C.7.34.58.3.56.19C.54.2.53.23.5.25C.4.32.3.25.32.13C.3.13.29.14.27.15C.2.19.13.15.14.06C.1.05.05.03 0 0",
    "M0 0H.86M.24 0L.38-.16M.24 0L.38.16M.5 0L.66-.18M.5 0L.66.18",
  ),
  // willow
  do: shape(
    "M0 0C.18-.2.55-.27 1 0",
    "C.55.27.18.2 0 0",
    "M0 0H.88M.22 0L.38-.09M.22 0L.38.09M.42 0L.6-.1M.42 0L.6.1M.62 0L.76-.06M.62 0L.76.06",
  ),
  // heart-shaped lime
  love: shape(
    "M.1 0C-.03-.2.05-.42.28-.4C.55-.38.82-.16 1 0",
    "C.82.16.55.38.28.4C.05.42-.03.2.1 0",
    "M.02 0H.86M.24 0L.38-.22M.24 0L.38.22M.48 0L.62-.15M.48 0L.62.15",
  ),
  // honesty, round as a coin
  enough: shape(
    "M0 0C.05-.01.1-.03.14-.08C.24-.36.52-.44.74-.34C.92-.25 1-.12 1 0",
    "C1 .12.92.25.74.34C.52.44.24.36.14.08C.1.03.05.01 0 0",
    "M0 0H.86M.28 0L.46-.22M.28 0L.46.22M.52 0L.7-.19M.52 0L.7.19",
  ),
  // clover
  belong: shape(
    "M0 0C.1-.01.2-.02.3-.03C.2-.1.1-.28.2-.38C.3-.48.5-.44.55-.28C.56-.22.55-.14.5-.08C.56-.16.68-.26.82-.22C.94-.19 1-.1 1 0",
    "C1 .1.94.19.82.22C.68.26.56.16.5.08C.55.14.56.22.55.28C.5.44.3.48.2.38C.1.28.2.1.3.03C.2.02.1.01 0 0",
    "M0 0H.84M.4 0L.36-.3M.4 0L.36.3",
  ),
  // ginkgo fan
  heard: shape(
    "M0 0C.14-.04.26-.12.4-.34C.46-.42.56-.44.66-.4C.86-.32.97-.18.99-.05C.93-.05.86-.03.8 0",
    "C.86.03.93.05.99.05C.97.18.86.32.66.4C.56.44.46.42.4.34C.26.12.14.04 0 0",
    "M0 0H.66M.14 0L.56-.3M.14 0L.56.3M.14 0L.76-.17M.14 0L.76.17",
  ),
};

export const BUD = "M-.06 0C.02-.13.2-.13.34 0C.2.13.02.13-.06 0Z";
