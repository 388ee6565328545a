import { writeFileSync } from "node:fs";
import type { Reporter, SerializedError, TestModule, TestSuite } from "vitest/node";
import type { Tally } from "./tally.ts";

/** Where the reporter writes its tally: the value of this environment variable. */
export const TALLY_FILE = "ONRAMP_TALLY_FILE";

/**
 * Writes Vitest's result as a `Tally`. Vitest's own JSON report leaves out why a test was skipped, and errors that
 * belong to no test.
 */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const file = process.env[TALLY_FILE];
    if (file === undefined) throw new Error(`${TALLY_FILE} is not set`);
    writeFileSync(file, JSON.stringify(tallyOf(modules, unhandledErrors)));
  }
}

function tallyOf(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): Tally {
  const tally: Tally = { passed: 0, failed: [], skipped: [] };
  for (const module of modules) {
    const nameOf = (test: string): string => `${module.relativeModuleId} > ${test}`;
    for (const test of module.children.allTests()) {
      const result = test.result();
      if (result.state === "passed") tally.passed += 1;
      else if (result.state === "skipped") {
        tally.skipped.push({ name: nameOf(test.fullName), reason: result.note ?? "no reason given" });
      } else tally.failed.push(nameOf(test.fullName));
    }
    const suites: (TestModule | TestSuite)[] = [module, ...module.children.allSuites()];
    for (const suite of suites) {
      for (const { message } of suite.errors()) tally.failed.push(nameOf(firstLine(message)));
    }
  }
  for (const { message } of unhandledErrors) tally.failed.push(`unhandled error: ${firstLine(message)}`);
  return tally;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0]!;
}
