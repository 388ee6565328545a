/** What a step of `npm test` came to. A step that could not run has failed once, under its own name. */
export interface Tally {
  passed: number;
  /** The names of what failed. */
  failed: string[];
  skipped: SkippedTest[];
}

export interface SkippedTest {
  name: string;
  reason: string;
}

export function addTallies(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, tally) => sum + tally.passed, 0),
    failed: tallies.flatMap((tally) => tally.failed),
    skipped: tallies.flatMap((tally) => tally.skipped),
  };
}

/** What is left to say at the end: every skipped test with its reason, every failure's name, the line of counts. */
export function summarize({ passed, failed, skipped }: Tally): string[] {
  return [
    ...(skipped.length === 0 ? [] : ["", "Skipped"]),
    ...skipped.map(({ name, reason }) => `  ${name}: ${reason}`),
    ...(failed.length === 0 ? [] : ["", "Failed"]),
    ...failed.map((name) => `  ${name}`),
    "",
    `${passed} passed, ${failed.length} failed, ${skipped.length} skipped`,
  ];
}

/** Only tests that ran, and all passed, are a success. */
export function exitCodeOf({ passed, failed }: Tally): number {
  return failed.length === 0 && passed > 0 ? 0 : 1;
}

/**
 * The tally of a test runner, from what its report says and how it ended. A runner that ended badly has failed,
 * even when its report names no failed test or was never written.
 */
export function judgeRunner(runner: string, exitCode: number, report: Tally | null): Tally {
  const tally = report ?? { passed: 0, failed: [], skipped: [] };
  if (report !== null && (exitCode === 0 || report.failed.length > 0)) return tally;
  return {
    ...tally,
    failed: [
      ...tally.failed,
      `${runner} ended with exit code ${exitCode} and ${report === null ? "no report" : "named no failed test"}`,
    ],
  };
}
