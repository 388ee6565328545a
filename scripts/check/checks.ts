import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkImports } from "./check-imports.ts";
import { findLockProblems } from "./lock-file.ts";
import { ROOT, runTool } from "./run-tool.ts";

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
  return [
    ...globSync("tsconfig.*.json", { cwd: ROOT })
      .filter((file) => file !== "tsconfig.base.json")
      .toSorted()
      .map((file) => toolCheck(`types (${file})`, "typescript", ["-p", file])),
    toolCheck("lint", "oxlint", ["--deny-warnings"]),
    toolCheck("format", "oxfmt", ["--check"]),
    { name: "imports between folders", run: runImportCheck },
    { name: "lock file", run: runLockCheck },
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

function runImportCheck(): CheckResult {
  const { modules, imports, problems } = checkImports(ROOT);
  return {
    passed: problems.length === 0,
    output: [...problems, `${imports} imports of ${modules} modules`].join("\n"),
  };
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
