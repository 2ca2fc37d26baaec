/** Replays an editing trace as a page: typed in bursts, as the app seals them, then merged. Called by bench_text.py. */
import { readFileSync, writeFileSync } from "node:fs";
import { hex } from "../../client_static/src/crypto/encoding.ts";
import { type Edit, Text } from "../../client_static/src/sync/text.ts";

interface Trace {
  readonly endContent: string;
  readonly txns: readonly { patches: readonly (readonly [at: number, gone: number, put: string])[] }[];
}

const [, , path, out, burst] = process.argv as [string, string, string, string, string];
const trace = JSON.parse(readFileSync(path, "utf8")) as Trace;
const patches = trace.txns.flatMap((txn) => txn.patches);

const edits: Edit[] = [];
const page = new Text([]);
let letters = "";
const typing = performance.now();
for (let start = 0; start < patches.length; start += Number(burst)) {
  for (const [at, gone, put] of patches.slice(start, start + Number(burst)))
    letters = letters.slice(0, at) + put + letters.slice(at + gone);
  page.type(letters);
  const edit = page.unsealed();
  if (edit === null) continue;
  const id = String(edits.length).padStart(32, "0");
  edits.push({ id, ...edit });
  page.sealed(id, edit);
}
const typed = performance.now() - typing;

const merges: number[] = [];
let merged = "";
for (let run = 0; run < 5; run += 1) {
  const shuffled = run % 2 === 0 ? edits : edits.toReversed();
  const start = performance.now();
  merged = new Text(shuffled).toString();
  merges.push(performance.now() - start);
}
if (merged !== trace.endContent) throw new Error("another text than the trace's");
writeFileSync(out, JSON.stringify(edits.map(({ id, update, after: known }) => [id, hex(update), known])));
const bytes = edits.reduce((sum, { update }) => sum + update.length, 0);
console.log(JSON.stringify({ typed, merges, edits: edits.length, bytes, text: merged.length, keystrokes: patches.length }));
