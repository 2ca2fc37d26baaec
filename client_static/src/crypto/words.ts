/** Twelve words and the 16 bytes that they stand for (BIP-39, English). Loaded with the first card. */
import { entropyToMnemonic, mnemonicToEntropy } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import type { Bytes } from "./encoding.ts";
import { CardError, WrongChecksum, WrongWord } from "./errors.ts";

export function wordsOf(entropy: Uint8Array): string[] {
  return entropyToMnemonic(entropy, wordlist).split(" ");
}

/** Reads what a person typed. Throws WrongWord with the index of the first that is not on the list, or WrongChecksum. */
export function entropyOf(words: readonly string[]): Bytes {
  const meant = words.map((word) => word.normalize("NFKD").trim().toLowerCase());
  const unknown = meant.findIndex((word) => !wordlist.includes(word));
  if (unknown >= 0) throw new WrongWord(unknown);
  if (meant.length !== 12) throw new CardError("twelve words are needed");
  try {
    return mnemonicToEntropy(meant.join(" "), wordlist).slice() as Bytes;
  } catch {
    throw new WrongChecksum();
  }
}
