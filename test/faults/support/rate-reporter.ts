import type { Reporter, TestModule } from "vitest/node";

/** Prints, at the end of a run, how many of the faults that can be recovered from ended verified. */
export default class RateReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const ended = modules
      .flatMap((module) => [...module.children.allTests()])
      .filter((test) => test.result().state !== "skipped")
      .flatMap((test) => test.meta().recoverable ?? []);
    if (ended.length === 0) return;
    const verified = ended.filter(({ endedVerified }) => endedVerified).length;
    const percent = Math.floor((verified / ended.length) * 100);
    process.stdout.write(
      `\nRecoverable faults that ended verified: ${verified} of ${ended.length} (${percent} %)\n`,
    );
  }
}
