/** One thing as a small picture: its leaf, its words. Always in the light colours: it is for somebody else's screen. */
import type { Area } from "../areas/model.ts";
import { LEAF_SHAPES } from "../tree/leaf_shapes.ts";
import { LIGHT } from "../tree/tints.ts";
import type { Said } from "./parcel.ts";

const WIDE = 1080;
const EDGE = 80;
const LEAF = 150;
const INK = "#1d2820";
const QUIET = "#404c43";
/** A longer text goes as words: as a picture nobody could read it. */
export const MOST_LETTERS = 500;

interface Style {
  readonly size: number;
  readonly weight: number;
  readonly colour: string;
}
const TITLE: Style = { size: 68, weight: 700, colour: INK };
const WORDS: Style = { size: 54, weight: 400, colour: INK };
const FOOT: Style = { size: 46, weight: 400, colour: QUIET };

export async function drawCard(said: Said, area: Area | null): Promise<File | null> {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  if (pen === null) return null;
  const family = getComputedStyle(document.body).fontFamily;
  const blocks: [Style, string][] = [
    [TITLE, said.title],
    [WORDS, said.words.trim()],
    [FOOT, said.foot.join(" · ")],
  ];
  const use = ({ size, weight }: Style) => {
    pen.font = `${weight} ${size}px ${family}`;
  };
  const set = blocks
    .filter(([, text]) => text !== "")
    .map(([style, text]) => {
      use(style);
      return { style, lines: linesOf(pen, text) };
    });
  const leaf = area === null ? 0 : LEAF + 30;
  const high = (lines: number, size: number) => lines * size * 1.4 + 24;
  canvas.width = WIDE;
  canvas.height = 2 * EDGE + leaf + set.reduce((sum, { style, lines }) => sum + high(lines.length, style.size), 0);

  const rtl = document.documentElement.dir === "rtl";
  pen.fillStyle = "#f6f7f0";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  if (area !== null) drawLeaf(pen, area, rtl ? WIDE - EDGE - LEAF / 2 : EDGE + LEAF / 2, EDGE + LEAF / 2);
  pen.direction = rtl ? "rtl" : "ltr";
  pen.textBaseline = "top";
  let y = EDGE + leaf;
  for (const { style, lines } of set) {
    use(style); // a canvas that changes its size forgets
    pen.fillStyle = style.colour;
    lines.forEach((line, at) => {
      pen.fillText(line, rtl ? WIDE - EDGE : EDGE, y + at * style.size * 1.4);
    });
    y += high(lines.length, style.size);
  }
  const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  return made === null ? null : new File([made], "picture.png", { type: "image/png" });
}

function drawLeaf(pen: CanvasRenderingContext2D, area: Area, x: number, y: number): void {
  const { outline, half, veins } = LEAF_SHAPES[area];
  pen.save();
  pen.translate(x, y);
  pen.scale(LEAF, LEAF);
  pen.rotate((-42 * Math.PI) / 180);
  pen.translate(-0.5, 0);
  pen.fillStyle = LIGHT.leaf[area][0];
  pen.fill(new Path2D(outline));
  pen.fillStyle = "#00000021";
  pen.fill(new Path2D(half));
  pen.strokeStyle = "#ffffffa6";
  pen.lineWidth = 0.045;
  pen.lineCap = "round";
  pen.stroke(new Path2D(veins));
  pen.restore();
}

/** Broken at spaces where there are any; a word that is wider than the card is cut. */
function linesOf(pen: CanvasRenderingContext2D, text: string): string[] {
  const fits = (line: string) => pen.measureText(line).width <= WIDE - 2 * EDGE;
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    let line = "";
    for (const word of paragraph.split(" ")) {
      let rest = word;
      if (line !== "" && !fits(`${line} ${rest}`)) {
        lines.push(line);
        line = "";
      }
      while (!fits(rest)) {
        let most = rest.length - 1;
        while (most > 1 && !fits(rest.slice(0, most))) most -= 1;
        lines.push(rest.slice(0, most));
        rest = rest.slice(most);
      }
      line = line === "" ? rest : `${line} ${rest}`;
    }
    lines.push(line);
  }
  return lines;
}
