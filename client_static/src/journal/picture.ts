/** A picture made anew: smaller, and with nothing of the camera's own notes (place, time, camera) in it. */
import type { Picture } from "../diary/model.ts";

const LONGEST = 1600;
const QUALITY = 0.82;

/** null for a file that this phone cannot show as a picture. */
export async function shrink(file: Blob): Promise<Picture | null> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return null;
  }
  const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const { width, height } = canvas;
  const pen = canvas.getContext("2d");
  if (pen === null) return null;
  pen.fillStyle = "#fff"; // what shows through
  pen.fillRect(0, 0, width, height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  canvas.width = 0; // gives its memory back at once
  if (made === null) return null;
  return { jpeg: new Uint8Array(await made.arrayBuffer()), width, height };
}
