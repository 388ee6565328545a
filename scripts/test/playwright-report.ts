import type { JSONReport, JSONReportSpec, JSONReportSuite } from "playwright/types/testReporter";
import type { Tally } from "./tally.ts";

/** The tally of a Playwright JSON report. A test that passed only when repeated has failed. */
export function tallyOfPlaywright(report: Pick<JSONReport, "suites" | "errors">): Tally {
  const tally: Tally = { passed: 0, failed: [], skipped: [] };
  for (const { spec, name } of report.suites.flatMap((suite) => specsOf(suite, ""))) {
    for (const test of spec.tests) {
      if (test.status === "expected") tally.passed += 1;
      else if (test.status === "skipped") {
        const reason = test.annotations.find(({ description }) => description !== undefined)?.description;
        tally.skipped.push({ name, reason: reason ?? "no reason given" });
      } else tally.failed.push(name);
    }
  }
  for (const error of report.errors) tally.failed.push(error.message?.split("\n", 1)[0] ?? "unknown error");
  return tally;
}

function specsOf(suite: JSONReportSuite, parent: string): { spec: JSONReportSpec; name: string }[] {
  const path = parent === "" ? suite.title : `${parent} > ${suite.title}`;
  return [
    ...suite.specs.map((spec) => ({ spec, name: `${path} > ${spec.title}` })),
    ...(suite.suites ?? []).flatMap((inner) => specsOf(inner, path)),
  ];
}
