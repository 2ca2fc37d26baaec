/** A range on a line that begins at nothing. Its ends are written on it, and said in words for whoever does not see it. */
import { useId } from "preact/hooks";
import { t } from "../ui/text.ts";
import { number } from "./words.ts";

interface RangePictureProps {
  readonly low: number;
  readonly high: number;
  readonly leaf?: number; // the middle, where there is one
}

const END = 86; // of 100: so that the last number has room
const LEAF = "M-9 7C-9 -3 -4 -9 9 -9C9 4 4 9 -7 9Z"; // with its small corner where a stem would be

export function RangePicture({ low, high, leaf }: RangePictureProps) {
  const [title, words] = [useId(), useId()];
  const at = (value: number) => `${(END * value) / high}%`;
  const [line, above] = leaf === undefined ? ["75%", "55%"] : ["50%", "36%"];
  const nights = { low: number(low), high: number(high) };
  return (
    <svg class={leaf === undefined ? "range bare" : "range"} role="img" aria-labelledby={`${title} ${words}`}>
      <title id={title}>{t("costs-picture", nights)}</title>
      <desc id={words}>{leaf === undefined ? "" : t("costs-picture-leaf", { nights: number(leaf) })}</desc>
      <rect class="range-line" x="0" y={line} width="100%" height="2" />
      <rect
        class="range-part"
        x={at(low)}
        y={line}
        width={at(high - low)}
        height="10"
        rx="5"
        transform="translate(0 -4)"
      />
      <text x={at(low)} y={above} text-anchor={low === 0 ? "start" : "middle"}>
        {nights.low}
      </text>
      <text x={at(high)} y={above} text-anchor="middle">
        {nights.high}
      </text>
      {leaf !== undefined && (
        <>
          <svg class="range-leaf" aria-hidden="true" x={at(leaf)} y={line} overflow="visible">
            <path d={LEAF} transform="translate(0 1)" />
          </svg>
          <text class="range-middle" x={at(leaf)} y="94%" text-anchor="middle">
            {number(leaf)}
          </text>
        </>
      )}
    </svg>
  );
}
