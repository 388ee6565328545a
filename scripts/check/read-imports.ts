import { globSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { parseSync } from "vite";

/** One import, re-export or `import()` of a module, by whatever name it is written. */
export interface Import {
  /** The importing module's path from the project's root, with forward slashes. */
  from: string;
  line: number;
  /** A path of ours from the project's root, or the name of a package, without the path inside it. */
  to: { kind: "module"; path: string } | { kind: "package"; name: string };
}

/** The source modules below `folders`, as paths from `root` with forward slashes, in a stable order. */
export function findModules(root: string, folders: readonly string[]): string[] {
  return folders
    .flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx,mts,cts}`, { cwd: root }))
    .map((path) => path.replaceAll("\\", "/"))
    .toSorted();
}

/** Every import of one module, types included. Throws when the module cannot be parsed. */
export function readImports(root: string, module: string): Import[] {
  const source = readFileSync(join(root, module), "utf8");
  const parsed = parseSync(module, source);
  if (parsed.errors[0] !== undefined) throw new Error(`${module}: ${parsed.errors[0].message}`);

  const { staticImports, staticExports, dynamicImports } = parsed.module;
  const requests = [
    ...staticImports.map((each) => each.moduleRequest),
    ...staticExports.flatMap((each) => each.entries.map((entry) => entry.moduleRequest)),
    ...dynamicImports.map((each) => each.moduleRequest),
  ].filter((request) => request !== null);

  const written = new Map(requests.map((request) => [request.start, request]));
  return [...written.values()].map(({ start, end }) => ({
    from: module,
    line: source.slice(0, start).split("\n").length,
    to: resolve(module, source.slice(start, end).replace(/^["'`]|["'`]$/g, "")),
  }));
}

function resolve(from: string, specifier: string): Import["to"] {
  if (specifier.startsWith(".")) {
    const path = posix.join(dirname(from), specifier.replace(/\?.*$/, ""));
    return { kind: "module", path };
  }
  if (specifier.startsWith("node:")) return { kind: "package", name: specifier };
  const parts = specifier.split("/");
  return { kind: "package", name: parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/") };
}
