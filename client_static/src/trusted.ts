/** The script addresses that are trusted; the page's policy allows no other way. */
import { addressOf } from "./files.ts";

interface Policy {
  createScriptURL(url: string): string;
}
interface TrustedTypes {
  createPolicy(name: string, rules: Policy): Policy;
}

const ADDRESSES: readonly string[] = ["/sw.js", addressOf("argon2.js")];
let policy: Policy | undefined; // there can be only one of its name

export function trusted(address: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy("newleaf", {
    createScriptURL: (url) => {
      if (!ADDRESSES.includes(url)) throw new TypeError(url);
      return url;
    },
  });
  return policy?.createScriptURL(address) ?? address;
}
