import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTool, type ToolRun } from "../check/run-tool.ts";
import { tallyOfPlaywright } from "./playwright-report.ts";
import { judgeRunner, type Tally } from "./tally.ts";
import { TALLY_FILE } from "./vitest-reporter.ts";

interface RunnerOptions {
  /** More arguments for the runner's command line. */
  args?: readonly string[];
  output?: ToolRun["output"];
}

/** Units and whole journeys. */
export function runVitest({ args = [], output = "show" }: RunnerOptions = {}): Promise<Tally> {
  return withReportFile(async (file) => {
    const tally = join(import.meta.dirname, "vitest-reporter.ts");
    const rate = join(import.meta.dirname, "../../test/faults/support/rate-reporter.ts");
    // Named here because a reporter on the command line takes the place of those in the configuration.
    const reporters = ["default", tally, rate].map((reporter) => `--reporter=${reporter}`);
    const { exitCode } = await runTool("vitest", ["run", ...reporters, ...args], {
      output,
      env: { [TALLY_FILE]: file },
    });
    return judgeRunner("Vitest", exitCode, readReport(file) as Tally | null);
  });
}

/** The window, driven by Playwright. */
export function runPlaywright({ args = [], output = "show" }: RunnerOptions = {}): Promise<Tally> {
  return withReportFile(async (file) => {
    const { exitCode } = await runTool(
      "playwright",
      ["test", "--forbid-only", "--reporter=list,json", ...args],
      {
        output,
        env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
      },
    );
    const report = readReport(file) as Parameters<typeof tallyOfPlaywright>[0] | null;
    return judgeRunner("Playwright", exitCode, report && tallyOfPlaywright(report));
  });
}

async function withReportFile(run: (file: string) => Promise<Tally>): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), "onramp-report-"));
  try {
    return await run(join(folder, "report.json"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The report, or null where the runner did not get so far as to write one. */
function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}
