/** The person's own order: by buttons, or by dragging the handle. */
import { useRef, useState } from "preact/hooks";
import type { Collection } from "../diary/model.ts";
import { act } from "../ui/answer.tsx";
import { Icon } from "../ui/icon.tsx";
import { t } from "../ui/text.ts";
import { placeBeside } from "./model.ts";

/** One of the list, as it is read. */
interface Row {
  readonly id: string;
  readonly text: string;
}

/** Puts `id` where `other` stands, which gives way to the side it came from. */
export function moveTo(list: Collection, shown: readonly Row[], id: string, to: number): Promise<boolean> | null {
  const from = shown.findIndex((one) => one.id === id);
  const other = shown[to];
  if (from < 0 || other === undefined || to === from) return null;
  const items = list.items.value ?? [];
  const others = items.filter((item) => item.id !== id);
  const back = items.findIndex((item) => item.id === id);
  const place = placeBeside(others, id, other.id, to > from);
  return act(() => list.move(id, place), { words: t("order-moved"), undo: () => list.move(id, back) });
}

interface SortingProps {
  readonly shown: readonly Row[];
  /** Puts it where another of them stands. */
  readonly onMove: (id: string, to: number) => Promise<unknown> | null;
}

export function Sorting({ shown, onMove }: SortingProps) {
  const rows = useRef<HTMLUListElement>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const press = async (id: string, to: number, button: HTMLElement) => {
    await onMove(id, to);
    button.focus(); // it moved with its row
  };
  const rowAt = (y: number) =>
    [...(rows.current?.children ?? [])].findIndex((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return y >= top && y < bottom;
    });
  const drop = () => {
    if (dragged !== null && over !== null) void onMove(dragged, over);
    setDragged(null);
    setOver(null);
  };
  return (
    <ul class="hope-list" ref={rows}>
      {shown.map(({ id, text }, at) => (
        <li
          key={id}
          class={`hope-card sorting${dragged === id ? " dragged" : ""}${over === at && dragged !== id ? " over" : ""}`}
        >
          <span
            class="handle"
            aria-hidden="true" // the buttons beside it do the same
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId);
              setDragged(id);
            }}
            onPointerMove={(event) => dragged === id && setOver(rowAt(event.clientY) < 0 ? null : rowAt(event.clientY))}
            onPointerUp={drop}
            onPointerCancel={() => {
              setDragged(null);
              setOver(null);
            }}
          >
            <Icon name="grip-vertical" />
          </span>
          <span class="hope-words">{text}</span>
          {(["up", "down"] as const).map((way) => {
            const to = way === "up" ? at - 1 : at + 1;
            return (
              <button
                key={way}
                type="button"
                class="move"
                aria-label={t(`hope-${way}`, { hope: text })}
                aria-disabled={to < 0 || to >= shown.length}
                onClick={(event) => press(id, to, event.currentTarget)}
              >
                <Icon name={`arrow-${way}`} />
              </button>
            );
          })}
        </li>
      ))}
    </ul>
  );
}
