/** Where the build put a file whose name carries its hash: `addressOf("icons.svg")` -> `/icons.1a2b3c4d.svg`. */
declare const NEWLEAF_FILES: Readonly<Record<string, string>>;

export function addressOf(name: string): string {
  return (typeof NEWLEAF_FILES === "undefined" ? undefined : NEWLEAF_FILES[name]) ?? `/${name}`;
}
