/** A code as black squares: one SVG path, with the quiet border that cameras need. */
import encodeQR from "qr";

const BORDER = 3;

export function qrPath(code: string): { d: string; size: number } {
  const rows = encodeQR(code, "raw", { border: BORDER, ecc: "medium" });
  const squares = rows.flatMap((row, y) => row.flatMap((black, x) => (black ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { d: squares.join(""), size: rows.length };
}
