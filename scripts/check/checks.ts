import { globSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { checkImports } from "./check-imports.ts";
import { findLicenceProblems, findUndecidedScripts } from "./licences.ts";
import { findLockProblems } from "./lock-file.ts";
import { findModules } from "./read-module.ts";
import { ROOT, runTool } from "./run-tool.ts";
import { findBrokenReferences } from "./security-document.ts";
import { findUnusedExports } from "./unused-exports.ts";

export interface CheckResult {
  passed: boolean;
  /** What was looked at, or what is wrong. */
  output: string;
}

export interface Check {
  name: string;
  run(): CheckResult | Promise<CheckResult>;
}

/** Everything that is checked without running the product, in order. */
export function listChecks(): Check[] {
  const projects = globSync("tsconfig.*.json", { cwd: ROOT })
    .filter((file) => file !== "tsconfig.base.json")
    .toSorted();
  return [
    ...projects.map((file) => toolCheck(`types (${file})`, "typescript", ["-p", file])),
    { name: "types are checked everywhere", run: () => findUntyped(projects) },
    toolCheck("lint", "oxlint", ["--deny-warnings"]),
    toolCheck("format", "oxfmt", ["--check"]),
    { name: "imports between folders", run: runImportCheck },
    { name: "exports are used", run: runExportCheck },
    { name: "lock file", run: runLockCheck },
    { name: "licences and install scripts", run: runPackageCheck },
    { name: "tests named in docs/security.md", run: runSecurityDocumentCheck },
  ];
}

/** A check that passes when an installed tool ends well. */
export function toolCheck(name: string, packageName: string, args: readonly string[]): Check {
  return {
    name,
    async run() {
      const { exitCode, output } = await runTool(packageName, args, { output: "keep" });
      return { passed: exitCode === 0, output };
    },
  };
}

/** A module that no project file includes is one whose types nobody checks. */
async function findUntyped(projects: readonly string[]): Promise<CheckResult> {
  const included = new Set<string>();
  for (const file of projects) {
    const { output } = await runTool("typescript", ["-p", file, "--listFilesOnly"], { output: "keep" });
    for (const line of output.split(/\r?\n/)) included.add(relative(ROOT, line).replaceAll("\\", "/"));
  }
  const modules = findModules(ROOT, ["src", "stand-in", "scripts", "bench", "test"]);
  const untyped = modules.filter((module) => !included.has(module));
  return {
    passed: untyped.length === 0 && modules.length > 0,
    output: untyped.map((module) => `${module} is in no tsconfig`).join("\n"),
  };
}

function runImportCheck(): CheckResult {
  const { modules, imports, problems } = checkImports(ROOT);
  return {
    passed: problems.length === 0,
    output: [...problems, `${imports} imports of ${modules} modules`].join("\n"),
  };
}

function runExportCheck(): CheckResult {
  const { exports, problems } = findUnusedExports(ROOT);
  return { passed: problems.length === 0, output: [...problems, `${exports} exports`].join("\n") };
}

function runLockCheck(): CheckResult {
  const [asked, locked, installed] = [
    "package.json",
    "package-lock.json",
    "node_modules/.package-lock.json",
  ].map((file) => JSON.parse(readFileSync(join(ROOT, file), "utf8")));
  const problems = findLockProblems(asked, locked, installed);
  return { passed: problems.length === 0, output: problems.join("\n") };
}

function runPackageCheck(): CheckResult {
  const [{ allowScripts }, locked] = ["package.json", "package-lock.json"].map((file) =>
    JSON.parse(readFileSync(join(ROOT, file), "utf8")),
  );
  const problems = [...findLicenceProblems(locked), ...findUndecidedScripts(locked, allowScripts)];
  return { passed: problems.length === 0, output: problems.join("\n") };
}

function runSecurityDocumentCheck(): CheckResult {
  const text = readFileSync(join(ROOT, "docs/security.md"), "utf8");
  const { references, problems } = findBrokenReferences(ROOT, text);
  return { passed: problems.length === 0, output: [...problems, `${references} references`].join("\n") };
}
