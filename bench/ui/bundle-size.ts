import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** The compressed size of all scripts that the page loads at its start: those that it names, and what they import. */
export function startingBundleBytes(folder: string): number {
  const html = readFileSync(join(folder, "index.html"), "utf8");
  const waiting = [...html.matchAll(/(?:src|href)="\.?\/?(assets\/[^"]+\.js)"/g)].map(([, path]) => path!);
  const loaded = new Set<string>();
  let bytes = 0;
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (loaded.has(path)) continue;
    loaded.add(path);
    const script = readFileSync(join(folder, path), "utf8");
    bytes += gzipSync(script).length;
    for (const [, name] of script.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g))
      waiting.push(`assets/${name}`);
  }
  return bytes;
}
