import { globSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { parseSync } from "vite";

/** What one module takes from others, types included, and offers to them. */
export interface Module {
  /** From the project's root, with forward slashes. */
  path: string;
  imports: Import[];
  /** The values it exports by name: no types, no default export. */
  exports: string[];
}

/** One import, re-export or `import()`. */
export interface Import {
  line: number;
  /** A path of ours from the project's root, or the name of a package, without the path inside it. */
  to: { kind: "module"; path: string } | { kind: "package"; name: string };
  /** The names that are taken, as the other module exports them. */
  names: string[] | "all";
}

/** Every source module below `folders`, in a stable order. Throws when one cannot be parsed. */
export function readModules(root: string, folders: readonly string[]): Module[] {
  return findModules(root, folders).map((path) => readModule(path, readFileSync(join(root, path), "utf8")));
}

/** The paths of the source modules below `folders`, from `root`, with forward slashes. */
export function findModules(root: string, folders: readonly string[]): string[] {
  return folders
    .flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx,mts,cts}`, { cwd: root }))
    .map((path) => path.replaceAll("\\", "/"))
    .toSorted();
}

function readModule(path: string, source: string): Module {
  const { module, errors } = parseSync(path, source);
  if (errors[0] !== undefined) throw new Error(`${path}: ${errors[0].message}`);

  const exported = module.staticExports.flatMap(({ entries }) => entries);
  const taken = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      at: moduleRequest,
      names: namesOf(entries.map(({ importName }) => importName)),
    })),
    ...exported.map(({ moduleRequest, importName }) => ({ at: moduleRequest, names: namesOf([importName]) })),
    ...module.dynamicImports.map(({ moduleRequest }) => ({ at: moduleRequest, names: "all" as const })),
  ];
  return {
    path,
    imports: taken.flatMap(({ at, names }) =>
      at === null
        ? []
        : [
            {
              line: source.slice(0, at.start).split("\n").length,
              to: resolveSpecifier(path, source.slice(at.start + 1, at.end - 1)),
              names,
            },
          ],
    ),
    exports: exported
      .filter(({ isType }) => !isType)
      .map(({ exportName }) => exportName.name)
      .filter((name) => name !== null)
      .filter((name) => name !== "default"),
  };
}

/** A name that is null stands for the whole module, unless it is the default export's. */
function namesOf(taken: readonly { kind: string; name: string | null }[]): string[] | "all" {
  const names = taken.map(({ kind, name }) => (kind === "Default" ? "default" : name));
  return names.every((name) => name !== null) ? names : "all";
}

function resolveSpecifier(from: string, specifier: string): Import["to"] {
  if (specifier.startsWith(".")) {
    return { kind: "module", path: posix.join(dirname(from), specifier.replace(/\?.*$/, "")) };
  }
  if (specifier.startsWith("node:")) return { kind: "package", name: specifier };
  const parts = specifier.split("/");
  return { kind: "package", name: parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/") };
}
