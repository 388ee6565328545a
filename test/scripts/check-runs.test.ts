import { expect, test } from "vitest";
import { listChecks } from "../../scripts/check/checks.ts";
import { runChecks } from "../../scripts/check/run-checks.ts";

async function run(...checks: Parameters<typeof runChecks>[0]): Promise<{ failed: string[]; shown: string }> {
  const lines: string[] = [];
  const failed = await runChecks(checks, (line) => lines.push(line));
  return { failed, shown: lines.join("\n") };
}

test("a failed check is named and its output shown; the checks after it still run", async () => {
  const { failed, shown } = await run(
    { name: "format", run: () => ({ passed: false, output: "one.ts is not formatted\n" }) },
    { name: "lint", run: () => ({ passed: true, output: "0 warnings" }) },
  );
  expect(failed).toEqual(["format"]);
  expect(shown).toMatch(/FAILED {2}format .*\n +one\.ts is not formatted\n +ok +lint/);
});

test("a passed check shows one line", async () => {
  const { shown } = await run({ name: "lint", run: () => ({ passed: true, output: "much text" }) });
  expect(shown).toMatch(/^ +ok +lint \(\d+\.\d s\)$/);
});

test("a check that cannot run has failed", async () => {
  const { failed, shown } = await run({
    name: "types",
    run: () => {
      throw new Error("no compiler");
    },
  });
  expect(failed).toEqual(["types"]);
  expect(shown).toContain("no compiler");
});

test("types, lint, format, imports, exports, the lock file, packages and what docs/security.md names are checked", () => {
  expect(listChecks().map((check) => check.name)).toEqual([
    "types (tsconfig.node.json)",
    "types (tsconfig.web.json)",
    "types (tsconfig.window-tests.json)",
    "types are checked everywhere",
    "lint",
    "format",
    "imports between folders",
    "exports are used",
    "lock file",
    "licences and install scripts",
    "tests named in docs/security.md",
  ]);
});
