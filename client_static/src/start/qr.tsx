/** A text as a picture for a camera. The maker of pictures is fetched only here. */
import { useEffect, useState } from "preact/hooks";

export function QrPicture({ text, label }: { text: string; label: string }) {
  const [path, setPath] = useState<{ d: string; size: number } | null>(null);
  useEffect(() => {
    let current = true;
    void import("./qr_picture.ts").then(({ qrPath }) => current && setPath(qrPath(text)));
    return () => {
      current = false;
    };
  }, [text]);
  return (
    <div class="qr">
      {path && (
        <svg viewBox={`0 0 ${path.size} ${path.size}`} role="img" aria-label={label} shape-rendering="crispEdges">
          <rect width={path.size} height={path.size} fill="#fff" />
          <path d={path.d} fill="#000" />
        </svg>
      )}
    </div>
  );
}
