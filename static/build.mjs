// Builds static/dist from static/src: sass to CSS, rtlcss for the mirrored sheet, esbuild for scripts.
// What is built is listed in package.json under "fgc"; the manifest maps plain names to hashed ones.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import rtlcss from "rtlcss";
import { compileAsync } from "sass";

const here = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(here, "dist");
const { fgc } = JSON.parse(await readFile(path.join(here, "package.json"), "utf8"));
const manifest = {};
const packedGzip = promisify(gzip);
const packedBrotli = promisify(brotliCompress);
const SLOWEST = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };

/** Write one file under its hashed name, packed in the two ways that browsers take too, and remember it. */
async function emit(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  const { name: stem, ext } = path.parse(name);
  const hashed = `${stem}-${hash}${ext}`;
  await writeFile(path.join(dist, hashed), content);
  await writeFile(path.join(dist, `${hashed}.gz`), await packedGzip(content, { level: 9 }));
  await writeFile(path.join(dist, `${hashed}.br`), await packedBrotli(content, SLOWEST));
  manifest[name] = hashed;
}

/** One sheet for each direction. esbuild only shrinks the CSS; it adds nothing. */
async function style(name) {
  const { css } = await compileAsync(path.join(here, "src/css", `${name}.scss`), {
    loadPaths: [path.join(here, "node_modules")],
    quietDeps: true,
  });
  for (const [file, text] of [[`${name}.css`, css], [`${name}.rtl.css`, rtlcss.process(css)]]) {
    const { outputFiles } = await build({
      stdin: { contents: text, loader: "css" },
      minify: true,
      write: false,
      target: ["chrome100", "firefox100", "safari15"],
    });
    await emit(file, outputFiles[0].contents);
  }
}

/** Scripts are classic, deferred files, so that the content policy stays `script-src 'self'`. */
async function script(name) {
  const { outputFiles } = await build({
    entryPoints: [path.join(here, "src/js", `${name}.js`)],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    legalComments: "none",
    target: ["es2020"],
  });
  await emit(`${name}.js`, outputFiles[0].contents);
}

/** The notices of what is bundled travel with the bundles. */
async function notices() {
  const { dependencies } = JSON.parse(await readFile(path.join(here, "package.json"), "utf8"));
  const texts = [];
  for (const name of Object.keys(dependencies)) {
    const folder = path.join(here, "node_modules", name);
    const { version, license, author } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
    const by = typeof author === "string" ? author : author?.name ?? "";
    const whole = await readFile(path.join(folder, "LICENSE"), "utf8").catch(() => "");
    texts.push([`${name} ${version} (${license})`, by, whole].filter(Boolean).join("\n\n"));
  }
  await writeFile(path.join(dist, "notices.txt"), `${texts.join("\n\n----\n\n")}\n`);
}

/** Files of older builds go after a day: a server that is still running hands them out until it is restarted. */
async function tidy() {
  const now = Date.now();
  const built = Object.values(manifest).flatMap((name) => [name, `${name}.gz`, `${name}.br`]);
  const mine = new Set([...built, "manifest.json", "notices.txt"]);
  for (const name of await readdir(dist)) {
    const file = path.join(dist, name);
    if (!mine.has(name) && now - (await stat(file)).mtimeMs > 86_400_000) await rm(file, { force: true });
  }
}

await mkdir(dist, { recursive: true });
for (const name of fgc.styles) await style(name);
for (const name of fgc.scripts) await script(name);
for (const name of fgc.files) await emit(name, await readFile(path.join(here, "src/img", name)));
await notices();
await tidy();
await writeFile(path.join(dist, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
console.log(`${Object.keys(manifest).length} files in dist/`);
