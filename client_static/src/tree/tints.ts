/** The tree's own colours: illustration, brighter than the app's. Four tints an area; `rest` is for what is not asked about. */
import type { Area } from "../areas/model.ts";

type Four = readonly [string, string, string, string];

export interface Tints {
  readonly leaf: Readonly<Record<Area, Four>>;
  readonly rest: Four;
  readonly wood: string;
  readonly bark: string;
  readonly lit: string; // the sunny side of the trunk
  readonly sun: string;
  readonly sunEdge: string;
  readonly farHill: string;
  readonly nearHill: string;
  readonly grass: string;
  readonly shadow: string;
  readonly stars: boolean;
}

export const LIGHT: Tints = {
  leaf: {
    dwell: ["#A5582A", "#B9692F", "#93491F", "#C07B3D"],
    enough: ["#C3941C", "#D2A834", "#AE8212", "#DDB84A"],
    do: ["#4C8A3F", "#5F9B4B", "#3C7634", "#78AB52"],
    belong: ["#17827B", "#2A958B", "#0D6E6B", "#46A592"],
    heard: ["#5564B4", "#6A79C4", "#4653A0", "#8290D0"],
    love: ["#9C4380", "#B05692", "#87346D", "#C071A4"],
  },
  rest: ["#B4BFAC", "#BFC9B8", "#A9B5A1", "#C9D2C2"],
  wood: "#5A4A3C",
  bark: "#473A2F",
  lit: "#7A6754",
  sun: "#F9EDC6",
  sunEdge: "#F9EDC600",
  farHill: "#DFE8D3",
  nearHill: "#C9D8B9",
  grass: "#6F9163",
  shadow: "#8CA67C",
  stars: false,
};

export const DARK: Tints = {
  leaf: {
    dwell: ["#D08453", "#DD9866", "#BF7340", "#E3A878"],
    enough: ["#DDB84A", "#E7C766", "#C9A232", "#EDD488"],
    do: ["#7DB866", "#93CC8C", "#68A552", "#A9D79C"],
    belong: ["#3DB0A5", "#5BC4B8", "#2A9A90", "#84D6CB"],
    heard: ["#8A98E6", "#A2AEF0", "#7584D6", "#BAC4F6"],
    love: ["#CE78B4", "#DC94C5", "#BE63A2", "#E7AED5"],
  },
  rest: ["#45533F", "#4D5C47", "#3D4A38", "#566651"],
  wood: "#8B7764",
  bark: "#6F5E4E",
  lit: "#A8937F",
  sun: "#EDF2E8",
  sunEdge: "#11161200",
  farHill: "#172119",
  nearHill: "#223022",
  grass: "#48623F",
  shadow: "#141D14",
  stars: true,
};

/** The deeper tone of leaves behind the wood. */
export function deeper(colour: string): string {
  const value = Number.parseInt(colour.slice(1), 16);
  const part = (shift: number) => Math.round(((value >> shift) & 255) * 0.78) << shift;
  return `#${(part(16) | part(8) | part(0)).toString(16).padStart(6, "0")}`;
}
