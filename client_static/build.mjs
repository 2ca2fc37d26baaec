/**
 * Builds the client into `built/`: one deterministic folder that the server serves and the wheel contains.
 * Every file is named after its content, but for those that a browser asks for by a fixed name.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync, constants as zlib } from "node:zlib";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const MODULES = join(HERE, "..", "node_modules");
const OUT = join(HERE, "built");
const FONT = "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2";
const COMPRESSIBLE = new Set([".html", ".js", ".css", ".svg", ".json", ".webmanifest", ".ftl"]);

const read = (...path) => readFileSync(join(...path));
const sha256 = (bytes, encoding) => createHash("sha256").update(bytes).digest(encoding);
const list = (folder, ending) =>
  readdirSync(join(HERE, folder))
    .filter((name) => name.endsWith(ending))
    .sort();

/** path -> bytes of all that is built. */
const files = new Map();
/** The name a source file has before hashing -> its address. */
const addresses = {};

function addHashed(name, bytes) {
  const ending = extname(name);
  const path = `${name.slice(0, -ending.length)}.${sha256(bytes, "hex").slice(0, 8)}${ending}`;
  files.set(path, Buffer.from(bytes));
  addresses[name] = `/${path}`;
}

/** The Tabler icons that `src/ui/icons.ts` names, as one sheet of symbols: `<use href="/icons.HASH.svg#leaf">`. */
function iconSheet() {
  const source = join(HERE, "src/ui/icons.ts");
  const words = existsSync(source) ? readFileSync(source, "utf8").matchAll(/["'`]([a-z][a-z0-9-]*)["'`]/g) : [];
  const outline = join(MODULES, "@tabler/icons/icons/outline");
  const names = [...new Set([...words].map((match) => match[1]))].filter((name) =>
    existsSync(join(outline, `${name}.svg`)),
  );
  const symbols = names.sort().map((name) => {
    const drawing = readFileSync(join(outline, `${name}.svg`), "utf8")
      .replace(/^[\s\S]*?<svg[^>]*>/, "")
      .replace("</svg>", "")
      .replace('<path stroke="none" d="M0 0h24v24H0z" fill="none" />', "")
      .replace(/\s*\n\s*/g, "");
    const pen =
      'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" viewBox="0 0 24 24"';
    return `<symbol id="${name}" ${pen}>${drawing}</symbol>`;
  });
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`);
}

function addStaticFiles() {
  for (const name of list("icons", ".svg")) addHashed(`icons/${name}`, read(HERE, "icons", name));
  for (const name of list("icons", ".png")) addHashed(`icons/${name}`, read(HERE, "icons", name));
  // English is in the program.
  for (const name of list("locales", ".ftl").filter((name) => !name.startsWith("en.")))
    addHashed(`locales/${name}`, read(HERE, "locales", name));
  addHashed("fonts/atkinson-hyperlegible-next.woff2", read(MODULES, FONT));
  addHashed("icons.svg", iconSheet());
}

/** A file of words as text, without its headings, remarks and needless spaces. */
function wordsOnly({ path }) {
  const words = readFileSync(path, "utf8").replace(/^(?:#.*)?\n/gm, "");
  return { contents: words.replace(/^([a-z0-9-]+) = /gm, "$1=").trimEnd(), loader: "text" };
}

const OPTIONS = {
  absWorkingDir: HERE,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  charset: "utf8",
  jsx: "automatic",
  jsxImportSource: "preact",
  plugins: [{ name: "words", setup: (build) => build.onLoad({ filter: /\.ftl$/ }, wordsOnly) }],
  write: false,
  logLevel: "warning",
};

/** The program, and the <head> lines that load its first part in one round trip. */
async function addProgram() {
  const result = await build({
    ...OPTIONS,
    entryPoints: ["src/main.tsx"],
    splitting: true,
    outdir: "built",
    entryNames: "[name].[hash]",
    chunkNames: "[name].[hash]",
    metafile: true,
    define: { NEWLEAF_FILES: JSON.stringify(addresses) },
  });
  for (const file of result.outputFiles) files.set(basename(file.path), Buffer.from(file.contents));
  const outputs = result.metafile.outputs;
  const main = Object.keys(outputs).find((path) => outputs[path].entryPoint === "src/main.tsx");
  const critical = new Set([main]);
  for (const path of critical) {
    for (const { path: imported, kind } of outputs[path].imports)
      if (kind === "import-statement") critical.add(imported);
  }
  const address = (path) => `/${basename(path)}`;
  const style = outputs[main].cssBundle;
  const head = [...critical]
    .filter((path) => path !== main)
    .map((path) => `<link rel="modulepreload" href="${address(path)}">`);
  if (style) head.push(`<link rel="stylesheet" href="${address(style)}">`);
  head.push(`<script type="module" src="${address(main)}"></script>`);
  return {
    head: head.join("\n"),
    critical: [...critical].map((path) => basename(path)),
    style: style && basename(style),
  };
}

function addPage(name, head) {
  const text = readFileSync(join(HERE, name), "utf8").replace(/\{\{(.+?)\}\}/g, (_, key) =>
    key === "head" ? head : addresses[key],
  );
  files.set(name, Buffer.from(text));
}

/** What the service worker may keep: every file so far. The page itself is asked for as `/`. */
async function addServiceWorker() {
  const paths = [...files.keys()].sort();
  const manifest = Object.fromEntries(
    paths.map((path) => [path === "index.html" ? "/" : `/${path}`, `sha256-${sha256(files.get(path), "base64")}`]),
  );
  const release = sha256(JSON.stringify(manifest), "hex").slice(0, 16);
  const result = await build({
    ...OPTIONS,
    entryPoints: ["src/sw.ts"],
    format: "iife",
    define: { NEWLEAF_MANIFEST: JSON.stringify(manifest), NEWLEAF_RELEASE: JSON.stringify(release) },
  });
  files.set("sw.js", Buffer.from(result.outputFiles[0].contents));
  return release;
}

function writeAll() {
  rmSync(OUT, { recursive: true, force: true });
  for (const [path, bytes] of files) {
    const target = join(OUT, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
    if (!COMPRESSIBLE.has(extname(path))) continue;
    const params = { [zlib.BROTLI_PARAM_QUALITY]: 11, [zlib.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(`${target}.br`, brotliCompressSync(bytes, { params }));
    writeFileSync(`${target}.gz`, gzipSync(bytes, { level: 9 }));
  }
}

function report(release, { critical, style }) {
  const size = (path) =>
    (COMPRESSIBLE.has(extname(path)) ? gzipSync(files.get(path), { level: 9 }) : files.get(path)).length;
  const lines = [...files.keys()].sort().map((path) => [path, size(path)]);
  const script = critical.reduce((sum, path) => sum + size(path), 0);
  const first = script + size("index.html") + (style ? size(style) : 0) + size(addresses["icons.svg"].slice(1));
  lines.push(["= critical JavaScript (gate 75000)", script], ["= first load (gate 150000)", first]);
  const text = lines.map(([path, bytes]) => `${String(bytes).padStart(8)}  ${path}`).join("\n");
  process.stdout.write(`release ${release}, bytes after gzip\n${text}\n`);
}

addStaticFiles();
const program = await addProgram();
addPage("index.html", program.head);
addPage("app.webmanifest", "");
const release = await addServiceWorker();
const hashes = Object.fromEntries([...files.keys()].sort().map((path) => [path, sha256(files.get(path), "hex")]));
files.set("release.json", Buffer.from(`${JSON.stringify({ release, files: hashes }, null, 1)}\n`));
writeAll();
report(release, program);
