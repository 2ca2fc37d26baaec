/** What a session tells: one shape for each thing that can happen on a connection. */
import type { Bytes } from "../crypto/encoding.ts";
import type { Entry, Limits, RefusalKind } from "./frames.ts";

export type Event =
  | { readonly is: "prove"; readonly nonce: Bytes; readonly expires: number }
  | { readonly is: "opened"; readonly logId: Bytes; readonly time: number; readonly limits: Limits }
  | {
      readonly is: "arrived";
      readonly space: Bytes;
      readonly first: number;
      readonly last: number;
      readonly items: readonly Entry[];
      readonly head: number;
      readonly answer: boolean;
    }
  | {
      readonly is: "acknowledged";
      readonly space: Bytes;
      readonly counters: readonly number[];
      readonly seqs: readonly number[];
      readonly received: number;
    }
  /** A document before its turn: its entries are authentic, but the log has not told yet whether they are all. */
  | { readonly is: "read"; readonly space: Bytes; readonly items: readonly Entry[] }
  /** What the snapshot at this seq stands for is gone from the server. */
  | { readonly is: "pruned"; readonly space: Bytes; readonly snapshot: number }
  | {
      readonly is: "refused";
      readonly kind: RefusalKind;
      readonly code: string;
      readonly text: string;
      readonly retryMs: number;
      readonly space: Bytes;
      readonly counter: number;
      /** Of the push in flight, or of an entry in it. */
      readonly ofPush: boolean;
    }
  | { readonly is: "rang"; readonly space: Bytes; readonly head: number }
  | { readonly is: "ended"; readonly code: string; readonly retryMs: number };
