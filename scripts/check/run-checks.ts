import type { Check, CheckResult } from "./checks.ts";

/** Runs the checks one after the other, shows how each went, and returns the names of those that failed. */
export async function runChecks(checks: readonly Check[], print: (line: string) => void): Promise<string[]> {
  const failed: string[] = [];
  for (const check of checks) {
    const startedAt = performance.now();
    const { passed, output } = await outcomeOf(check);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    print(`  ${passed ? "ok    " : "FAILED"}  ${check.name} (${seconds} s)`);
    if (passed) continue;
    failed.push(check.name);
    print(output.trimEnd().replaceAll(/^/gm, "          "));
  }
  return failed;
}

/** A check that cannot run has failed. */
async function outcomeOf(check: Check): Promise<CheckResult> {
  try {
    return await check.run();
  } catch (error) {
    return { passed: false, output: String(error) };
  }
}
