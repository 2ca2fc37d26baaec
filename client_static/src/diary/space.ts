/** A space as a book reads and writes it: its keys, and who may write what. One's own diary is one, a talk another. */
import type { Bytes } from "../crypto/encoding.ts";
import type { Opened } from "../crypto/envelope.ts";
import type { SpaceKeys } from "./account.ts";
import type { Content } from "./content.ts";

export interface Space {
  readonly id: Bytes;
  readonly keys: SpaceKeys;
  /** What a device signs with; undefined for one that nobody let in. */
  deviceKey(device: Uint8Array): Bytes | undefined;
  /** False for what a device wrote after it was taken off. */
  mayHaveWritten(opened: Opened): boolean;
  /** Names that a document may have, into which this device wrote that. */
  namesIn(content: Content, device: Uint8Array): string[];
  /** Whether the document is one that this device writes into: what others put there is nobody's word. */
  isFor(name: string, device: Uint8Array): boolean;
  /** False for an epoch that the person was no member in: nothing of it can be opened, now or ever. */
  wasHere(epoch: number): boolean;
  /** Asks the server who may write here now, and with which keys. */
  refresh(): Promise<void>;
  /** As refresh, where the server takes no entries under the keys that are known: new ones are made if nobody has. */
  renew(): Promise<void>;
  /** Takes what another tab stored. */
  load(): Promise<void>;
}
