import { readModules } from "./read-module.ts";

/** What was looked at, and each export that no other module takes, a line each. */
export interface ExportReport {
  exports: number;
  problems: string[];
}

/** Loaded in the place of a package, which has the names that its users want. */
const STANDS_IN_FOR_A_PACKAGE = "stand-in/electron.ts";

/**
 * Finds values that are exported for nobody. Types may be: they name the parts of a signature. So may default
 * exports: tools load them by their file's name. Having looked at no export at all is a problem too.
 */
export function findUnusedExports(root: string): ExportReport {
  const modules = readModules(root, ["src", "stand-in", "scripts", "bench", "test"]);
  const taken = new Map<string, Set<string> | "all">([[STANDS_IN_FOR_A_PACKAGE, "all"]]);
  for (const { to, names } of modules.flatMap(({ imports }) => imports)) {
    if (to.kind === "package") continue;
    const before = taken.get(to.path) ?? new Set();
    taken.set(to.path, names === "all" || before === "all" ? "all" : before.union(new Set(names)));
  }

  const offered = modules.flatMap(({ path, exports }) => exports.map((name) => ({ path, name })));
  const problems = offered
    .filter(({ path, name }) => {
      const names = taken.get(path);
      return names !== "all" && !names?.has(name);
    })
    .map(({ path, name }) => `${path}: nobody imports ${name}`);
  if (offered.length === 0) problems.push("looked at 0 exports: the check itself is broken");
  return { exports: offered.length, problems };
}
