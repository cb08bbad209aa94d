// Prints the gzipped size of every built file and fails when a family's first page grows past its budget.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const BUDGET = 50 * 1024; // of 60 KiB for the whole page: ten are left for the HTML itself
const FIRST_PAGE = ["app.css", "start.js", "base.js", "join.js", "icon.svg"];

const dist = path.join(path.dirname(fileURLToPath(import.meta.url)), "dist");
const manifest = JSON.parse(await readFile(path.join(dist, "manifest.json"), "utf8"));
let first = 0;
for (const [name, file] of Object.entries(manifest)) {
  const plain = await readFile(path.join(dist, file));
  const packed = gzipSync(plain, { level: 9 }).length;
  if (FIRST_PAGE.includes(name)) first += packed;
  console.log(`${name.padEnd(14)} ${String(plain.length).padStart(7)} B  ${String(packed).padStart(6)} B gz`);
}
console.log(`family first page without HTML: ${first} B gz of ${BUDGET}`);
if (first > BUDGET) process.exitCode = 1;
