import type { ReconciliationRow, StatusReport } from "../../shared/contract.ts";
import type { Coverage } from "../../shared/models.ts";
import type { JsonEvent } from "../output/json-events.ts";
import { styled, type Line, type Span } from "../output/line.ts";
import { summarizeFailure } from "./failure.ts";
import { formatCount, formatQuantity, formatTimestamp } from "./format.ts";
import { describeState } from "./run-progress.ts";
import { renderTable } from "./table.ts";

/** The run, then a line for each repository. */
export function statusEvents({ run, rows }: StatusReport): JsonEvent[] {
  return [
    ...(run ? [{ event: "run", ...run }] : []),
    ...rows.map((row) => ({ event: "repository", ...row })),
  ];
}

/** GitHub's count, stored rows, and state of each repository, disagreements marked. */
export function renderStatus(report: StatusReport): Line[] {
  const { run, rows } = report;
  if (run === null) return ["Nothing has been synced here yet."];
  const disagreeing = rows.filter(({ disagreements }) => disagreements.length > 0);
  return [
    [
      `${run.organizationLogin}: `,
      describeState(run),
      styled("dim", `, ${formatTimestamp(run.endedAt ?? run.startedAt)}`),
    ],
    ...(run.failure ? [`  ${summarizeFailure(run.failure)}`] : []),
    "",
    ...renderTable(
      [
        { title: "Repository" },
        { title: "GitHub", align: "right" },
        { title: "Stored", align: "right" },
        { title: "Reviews", align: "right" },
        { title: "State" },
        { title: "" },
      ],
      rows.map((row) => [
        row.fullName,
        formatCountOrUnknown(row.githubPullRequests),
        formatCount(row.storedPullRequests),
        formatCount(row.storedReviews),
        describeRow(row),
        explainRow(row),
      ]),
    ),
    "",
    disagreeing.length === 0
      ? styled("green", `${formatQuantity(rows.length, "repository", "repositories")}; nothing disagrees.`)
      : styled(
          "yellow",
          `${formatCount(disagreeing.length)} of ${formatCount(rows.length)} repositories disagree.`,
        ),
  ];
}

const pullRequestCoverage = (coverage: readonly Coverage[]): Coverage | undefined =>
  coverage.find(({ stream }) => stream === "pull_requests");

const formatCountOrUnknown = (count: number | null): string => (count === null ? "?" : formatCount(count));

/** The job while there is work to do, else what the ledger says. */
function describeRow(row: ReconciliationRow): Span {
  switch (row.jobState) {
    case "ready":
      return "queued";
    case "leased":
      return row.hasLiveWorker
        ? styled("cyan", row.phase ?? "running")
        : styled("yellow", "leased, no worker");
    case "dead":
      return styled("red", "failed");
    case "cancelled":
      return styled("yellow", "cancelled");
    case "done":
    case null:
      return describeCoverage(pullRequestCoverage(row.coverage));
  }
}

function describeCoverage(coverage: Coverage | undefined): Span {
  switch (coverage?.state) {
    case "verified":
      return styled("green", "verified");
    case "empty":
      return styled("green", "empty, verified");
    case "disabled":
      return styled("green", "disabled, verified");
    case "gaps":
      return styled("yellow", "gaps");
    case "forbidden":
      return styled("yellow", "forbidden");
    case "sso-blocked":
      return styled("yellow", "single sign-on needed");
    case "gone":
      return styled("yellow", "gone");
    case "not-yet-read":
    case undefined:
      return "not yet read";
  }
}

/** What disagrees, or else why the repository is not complete. */
function explainRow({ disagreements, failure, coverage }: ReconciliationRow): Span {
  if (disagreements.length > 0) return styled("yellow", disagreements.map(({ text }) => text).join("; "));
  const cause = failure ?? coverage.find((one) => one.failure)?.failure;
  return cause ? summarizeFailure(cause) : "";
}
