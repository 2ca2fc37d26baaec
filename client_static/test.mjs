/** Bundles tests/client/*.test.ts(x) and runs them under Node: `node client_static/test.mjs [part of a name]`. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const TESTS = join(ROOT, "tests/client");
const wanted = process.argv[2] ?? "";
const entryPoints = readdirSync(TESTS)
  .filter((name) => /\.test\.tsx?$/.test(name) && name.includes(wanted))
  .map((name) => join(TESTS, name));
const outdir = mkdtempSync(join(tmpdir(), "newleaf-tests-"));

await build({
  entryPoints,
  outdir,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  outExtension: { ".js": ".mjs" },
  jsx: "automatic",
  jsxImportSource: "preact",
  loader: { ".ftl": "text", ".css": "empty" },
  sourcemap: "inline",
  nodePaths: [join(ROOT, "node_modules")],
  absWorkingDir: ROOT,
  banner: { js: "import { createRequire as __cr } from 'node:module'; const require = __cr(import.meta.url);" },
  logLevel: "warning",
});
const files = readdirSync(outdir).filter((name) => name.endsWith(".mjs"));
const run = spawnSync(
  process.execPath,
  ["--enable-source-maps", "--test", ...files.map((name) => join(outdir, name))],
  {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, NEWLEAF_ROOT: ROOT },
  },
);
rmSync(outdir, { recursive: true, force: true });
process.exit(run.status ?? 1);
