/** One answer. Pressed shows three ways: soft fill, deep border, a small leaf. */

import { coloursOf } from "../areas/model.ts";
import { LeafGlyph } from "../tree/leaf_glyph.tsx";
import { Icon } from "../ui/icon.tsx";
import { leafFor, type Tile as TileModel } from "./model.ts";
import { wordsOf } from "./reply.ts";

export function Tile({ tile, pressed, onPress }: { tile: TileModel; pressed: boolean; onPress: () => void }) {
  return (
    <button type="button" class="tile" aria-pressed={pressed} onClick={onPress} style={coloursOf(tile.area)}>
      <span class="tile-top">
        <Icon name={tile.icon} size={28} />
        {pressed && <LeafGlyph area={tile.area} size={24} />}
      </span>
      <span class="tile-words" dir="auto">
        {wordsOf(leafFor(tile))}
      </span>
    </button>
  );
}
