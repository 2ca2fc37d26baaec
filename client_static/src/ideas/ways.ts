/** Ways to reach a place: a number to ring, an address to write to, a page. Each is a link that no other kind of link can pass for. */

export interface Way {
  readonly by: "tel" | "mailto" | "https";
  readonly link: string;
  readonly show: string;
}

const TEL = /^tel:(\+?\d[\d-]{1,24})$/;
const MAILTO = /^mailto:([^\s@?&%<>"]+@[^\s@?&%<>".]+(?:\.[^\s@?&%<>".]+)+)$/;

/** Of the lines that an idea holds; null where one of them leads nowhere. */
export function waysOf(contact: string): readonly Way[] | null {
  const ways = contact === "" ? [] : contact.split("\n").map(wayOf);
  return ways.includes(null) ? null : (ways as Way[]);
}

function wayOf(line: string): Way | null {
  const number = TEL.exec(line)?.[1];
  if (number) return { by: "tel", link: `tel:${number.replaceAll("-", "")}`, show: number.replaceAll("-", " ") };
  const address = MAILTO.exec(line)?.[1];
  if (address) return { by: "mailto", link: line, show: address };
  return pageOf(line);
}

function pageOf(line: string): Way | null {
  if (!/^https:\/\/\S+$/.test(line)) return null;
  try {
    const { hostname, pathname, username, password, href } = new URL(line);
    if (username !== "" || password !== "" || !hostname.includes(".")) return null; // somewhere@elsewhere
    return { by: "https", link: href, show: `${hostname}${pathname}`.replace(/\/$/, "") };
  } catch {
    return null;
  }
}

/** What somebody typed, as an idea holds it; a line that is no way to anybody stays as it was typed. */
export function contactFrom(typed: string): string {
  const lines = typed.split("\n").map((line) => line.trim());
  return lines
    .filter((line) => line !== "")
    .map((line) => {
      if (/^\+?[\d\s().\-/]{3,}$/.test(line))
        return `tel:${line
          .replace(/\(0\)/, "")
          .replace(/[^\d+]+/g, "-")
          .replace(/^-|-$/g, "")}`;
      if (/^[^\s:/]+@[^\s:/]+$/.test(line)) return `mailto:${line}`;
      return /^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(line) ? `https://${line}` : line;
    })
    .join("\n");
}

/** As somebody would type it. */
export function contactTyped(contact: string): string {
  return contact.replace(/^tel:(.*)$/gm, (_, number: string) => number.replaceAll("-", " ")).replace(/^mailto:/gm, "");
}
