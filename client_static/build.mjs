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

/** Work that a page hands to a thread of its own. */
async function addWorker(name) {
  const result = await build({ ...OPTIONS, entryPoints: [`src/${name.replace(".js", ".ts")}`], format: "iife" });
  addHashed(name, result.outputFiles[0].contents);
}

/** The program, and the <head> lines that load its first part in one round trip. */
async function addProgram() {
  const parts = await build({
    ...OPTIONS,
    entryPoints: ["src/main.tsx"],
    splitting: true,
    outdir: "built",
    entryNames: "[name].[hash]",
    chunkNames: "[name].[hash]",
    metafile: true,
    define: { NEWLEAF_FILES: JSON.stringify(addresses) },
  });
  const outputs = new Map(Object.entries(parts.metafile.outputs).map(([path, output]) => [basename(path), output]));
  const texts = new Map(parts.outputFiles.map((file) => [basename(file.path), file.text]));
  const [main] = [...outputs].find(([, output]) => output.entryPoint === "src/main.tsx");
  const critical = new Set([main]);
  for (const name of critical)
    for (const { path, kind } of outputs.get(name).imports)
      if (kind === "import-statement") critical.add(basename(path));
  const program = await joined(texts, outputs, main, critical);
  for (const [name, text] of program.texts) files.set(name, Buffer.from(text));
  const style = basename(outputs.get(main).cssBundle);
  const links = [`<link rel="stylesheet" href="/${style}">`, `<script type="module" src="/${program.main}"></script>`];
  return { head: links.join("\n"), critical: [program.main], style };
}

/**
 * Puts the chunks that every start needs into one file: forty small ones are slower to fetch and worse to compress.
 * The others take from it what they took from those. Its name, and so theirs, follows from all that goes into it.
 */
async function joined(texts, outputs, main, critical) {
  const chunks = [...critical].sort();
  const whole = sha256(chunks.map((name) => texts.get(name)).join("\n"), "hex");
  const renamed = new Map([[main, `main.${whole.slice(0, 8)}.js`]]);
  for (const name of texts.keys()) {
    if (critical.has(name) || !name.endsWith(".js")) continue;
    renamed.set(name, `${name.split(".")[0]}.${sha256(name + whole, "hex").slice(0, 8)}.js`);
  }
  const exported = (chunk, name) => `c${chunks.indexOf(chunk)}_${name}`;
  const all = chunks.map((chunk) => {
    const names = outputs.get(chunk).exports.map((name) => `${name} as ${exported(chunk, name)}`);
    return `import "./${chunk}"; export { ${names.join(", ")} } from "./${chunk}";`;
  });
  const fromMemory = {
    name: "chunks",
    setup(build) {
      build.onResolve({ filter: /^\.\// }, ({ path }) =>
        critical.has(path.slice(2)) ? { path: path.slice(2), namespace: "chunk" } : { path, external: true },
      );
      build.onLoad({ filter: /.*/, namespace: "chunk" }, ({ path }) => ({ contents: texts.get(path) }));
    },
  };
  const stdin = { contents: all.join("\n"), resolveDir: HERE };
  const once = await build({ ...OPTIONS, stdin, plugins: [fromMemory] });
  const rewired = new Map([[main, once.outputFiles[0].text]]);
  for (const [name, text] of texts) {
    if (critical.has(name)) continue;
    const taken = text.replace(/import(?:\{([^}]*)\}from)?"\.\/([^"]+)";/g, (statement, names, chunk) => {
      if (!critical.has(chunk)) return statement;
      if (names === undefined) return "";
      const parts = names
        .split(",")
        .map((part) => exported(chunk, part.includes(" as ") ? part : `${part} as ${part}`));
      return `import{${parts.join(",")}}from"./${main}";`;
    });
    rewired.set(name, taken);
  }
  const rename = (text) => [...renamed].reduce((done, [before, after]) => done.replaceAll(before, after), text);
  const named = [...rewired].map(([name, text]) => [renamed.get(name) ?? name, rename(text)]);
  return { main: renamed.get(main), texts: new Map(named) };
}

function addPage(name, head) {
  const text = readFileSync(join(HERE, name), "utf8").replace(/\{\{(.+?)\}\}/g, (_, key) =>
    key === "head" ? head : addresses[key],
  );
  files.set(name, Buffer.from(text));
}

/**
 * The other names and pictures the app may have on a home screen. A launcher asks for them by fixed names, and phones
 * keep only the drawing: whoever puts the app there has a network.
 */
function addLooks() {
  const template = readFileSync(join(HERE, "looks/look.webmanifest"), "utf8");
  for (const name of [...list("looks", ".svg"), ...list("looks", ".png")])
    files.set(`looks/${name}`, read(HERE, "looks", name));
  for (const look of list("looks", ".svg").map((name) => name.replace(".svg", "")))
    for (const locale of list("locales", ".ftl").filter((name) => name !== "en.ftl" && name !== "en.tree.ftl")) {
      const [language] = locale.split(".");
      const [, name] = new RegExp(`^look-${look} = (.+)$`, "m").exec(
        readFileSync(join(HERE, "locales", locale), "utf8"),
      );
      const values = { look, language, name };
      const text = template.replace(/\{\{(.+?)\}\}/g, (_, key) => values[key]);
      files.set(`looks/${look}.${language}.webmanifest`, Buffer.from(text));
    }
}

/** What the service worker may keep: every file so far but the looks. The page itself is asked for as `/`. */
async function addServiceWorker() {
  const hashes = [...files.keys()].sort().map((path) => [path, `sha256-${sha256(files.get(path), "base64")}`]);
  const release = sha256(JSON.stringify(hashes), "hex").slice(0, 16);
  const kept = hashes.filter(([path]) => !path.startsWith("looks/") || path.endsWith(".svg"));
  const manifest = Object.fromEntries(kept.map(([path, hash]) => [path === "index.html" ? "/" : `/${path}`, hash]));
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
await addWorker("argon2.js");
const program = await addProgram();
addPage("index.html", program.head);
addPage("app.webmanifest", "");
addLooks();
const release = await addServiceWorker();
const hashes = Object.fromEntries([...files.keys()].sort().map((path) => [path, sha256(files.get(path), "hex")]));
files.set("release.json", Buffer.from(`${JSON.stringify({ release, files: hashes }, null, 1)}\n`));
writeAll();
report(release, program);
