/** What is typed for the lock, as it counts. */
import type { LockChoice } from "../diary/model.ts";

type Kind = LockChoice["kind"];

/** What a person may type in more than one way is one secret: digits of any script, and spaces that came along. */
export function plain(kind: Kind, secret: string): string {
  if (kind === "words") return secret.normalize("NFC").trim().replace(/\s+/g, " ");
  return secret.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15)).replace(/[\s-]/g, "");
}

/** Good enough to be a lock at all. */
export function isLong(kind: Kind, secret: string): boolean {
  return kind === "number" ? /^\d{6,}$/.test(plain(kind, secret)) : plain(kind, secret).length >= 8;
}
