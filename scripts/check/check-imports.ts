import { IMPORT_RULES, PACKAGE_RULES, type ImportRule } from "./import-rules.ts";
import { readModules, type Import } from "./read-module.ts";

/** What was looked at and what is wrong, a line each. */
export interface ImportReport {
  modules: number;
  imports: number;
  problems: string[];
}

/**
 * Checks every module under `src` and `stand-in` against the rules of `import-rules.ts`. Looking at nothing is a
 * problem too: an empty check must not pass.
 */
export function checkImports(root: string): ImportReport {
  const modules = readModules(root, ["src", "stand-in"]);
  const imports = modules.flatMap((module) => module.imports.map((each) => ({ from: module.path, ...each })));
  const problems = [
    ...modules
      .filter(({ path }) => ruleOf(path) === undefined)
      .map(({ path }) => `${path}: no import rule covers this folder`),
    ...imports.map(problemOf).filter((problem) => problem !== null),
  ];
  if (modules.length === 0 || imports.length === 0) {
    problems.push(
      `looked at ${modules.length} modules and ${imports.length} imports: the check itself is broken`,
    );
  }
  return { modules: modules.length, imports: imports.length, problems };
}

/** What a rule forbids about one import, as a line to print, or null. */
function problemOf({ from, line, to }: Import & { from: string }): string | null {
  const place = `${from}:${line}`;
  if (to.kind === "package") {
    const rule = PACKAGE_RULES.find(
      ({ name }) => to.name === name || (name.endsWith(":") && to.name.startsWith(name)),
    );
    if (rule === undefined || rule.onlyIn.some((folder) => isInside(from, folder))) return null;
    return `${place}: only ${rule.onlyIn.join(", ")} may import "${to.name}"`;
  }
  const rule = ruleOf(from);
  if (
    rule === undefined ||
    [ownFolder(from, rule), ...rule.mayImport].some((folder) => isInside(to.path, folder))
  ) {
    return null;
  }
  const allowed = rule.mayImport.length === 0 ? "nothing of ours" : rule.mayImport.join(", ");
  return `${place}: imports ${to.path}; ${rule.folder} may import ${allowed}`;
}

/** The rule of the longest folder that holds the module. */
function ruleOf(module: string): ImportRule | undefined {
  return IMPORT_RULES.filter((rule) => isInside(module, ownFolder(module, rule))).toSorted(
    (a, b) => b.folder.length - a.folder.length,
  )[0];
}

/** The rule's folder with its `*` replaced by the name that the module's path has in that place. */
function ownFolder(module: string, rule: ImportRule): string {
  const names = module.split("/");
  return rule.folder
    .split("/")
    .map((name, place) => (name === "*" ? (names[place] ?? name) : name))
    .join("/");
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
