import type { SyncView } from "../../shared/contract.ts";
import { describeFailure, type Failure } from "../../shared/failures.ts";
import type { RepositoryRunState } from "../../shared/models.ts";
import { failed, ok, type Result } from "../../shared/result.ts";
import { EXIT_CODES, type ExitCode } from "../exit-codes.ts";
import type { FollowedRun } from "../follow-run.ts";
import { failureFields, type JsonEvent } from "../output/json-events.ts";
import { styled, type Line } from "../output/line.ts";
import { summarizeFailure } from "./failure.ts";
import { formatCount, formatDuration, formatQuantity } from "./format.ts";
import { renderTable } from "./table.ts";

/** Something that a run did not read in full: a repository, or the organization's members. */
export interface Gap {
  subject: string;
  state: RepositoryRunState;
  stored: number;
  /** GitHub's count; null when it was never learned. */
  expected: number | null;
  failure: Failure;
}

/** What a run left incomplete. A row without a failure of its own still names the difference of its counts. */
export function gapsOf({ run, repositories }: SyncView): Gap[] {
  const gaps: Gap[] = repositories
    .filter(({ state }) => isGap(state))
    .map(({ fullName, state, pullRequests, pullRequestsExpected, failure }) => ({
      subject: fullName,
      state,
      stored: pullRequests,
      expected: pullRequestsExpected,
      failure: failure ?? { code: "verify/mismatch" },
    }));
  const { members } = run;
  if (members && isGap(members.state)) {
    gaps.push({
      subject: `${run.organizationLogin}: members`,
      state: members.state,
      stored: members.members,
      expected: null,
      failure: members.failure ?? { code: "verify/mismatch" },
    });
  }
  return gaps;
}

const isGap = (state: RepositoryRunState): boolean => state === "gaps" || state === "failed";

/** What a run that has ended means for the command: its exit code, or the failure that cut the run short. */
export function judgeEnd(view: SyncView): Result<ExitCode> {
  const { run } = view;
  switch (run.state) {
    case "complete":
      return ok(EXIT_CODES.done);
    case "complete-with-gaps":
      return ok(EXIT_CODES.gaps);
    case "cancelled":
      return failed({ code: "run/cancelled" });
    default:
      if (run.failure) return failed(run.failure);
      if (gapsOf(view).length > 0) return ok(EXIT_CODES.gaps);
      return failed({ code: "internal/bug", detail: `the run ended in the state ${run.state}` });
  }
}

export function gapEvent({ subject, state, stored, expected, failure }: Gap): JsonEvent {
  return { event: "gap", repository: subject, state, stored, expected, ...failureFields(failure) };
}

/** The last line of a sync that ran to its end. Only a complete run is verified. */
export function doneEvent({ view: { run }, firstInsightMs, durationMs }: FollowedRun): JsonEvent {
  return {
    event: "done",
    verified: run.state === "complete",
    state: run.state,
    repositories: run.repositories,
    pullRequests: run.pullRequests,
    reviews: run.reviews,
    members: run.members?.members ?? 0,
    requests: run.requests,
    points: run.points,
    firstInsightMs,
    durationMs,
  };
}

/** The result in words: complete or not, the figures, and each gap with its cause and what to do. */
export function renderRunEnd({ view, firstInsightMs, durationMs }: FollowedRun): Line[] {
  const { run } = view;
  const gaps = gapsOf(view);
  const figures = [
    formatQuantity(run.repositories, "repository", "repositories"),
    formatQuantity(run.pullRequests, "pull request"),
    formatQuantity(run.reviews, "review"),
    formatQuantity(run.members?.members ?? 0, "member"),
  ];
  const effort = [
    formatQuantity(run.requests, "request"),
    formatQuantity(run.points, "rate-limit point"),
    ...(firstInsightMs === null ? [] : [`first insight after ${formatDuration(firstInsightMs)}`]),
    `${formatDuration(durationMs)} in all`,
  ];
  return [
    run.state === "complete"
      ? [styled("green", "Complete"), ": what is stored equals GitHub's own counts."]
      : [styled("yellow", "Not complete"), `: ${formatQuantity(gaps.length, "gap")}.`],
    `  ${figures.join(", ")}`,
    styled("dim", `  ${effort.join(", ")}`),
    ...renderGaps(gaps),
  ];
}

function renderGaps(gaps: readonly Gap[]): Line[] {
  if (gaps.length === 0) return [];
  const rows = gaps.map(({ subject, stored, expected, failure }) => [
    subject,
    formatCount(stored),
    expected === null ? "?" : formatCount(expected),
    summarizeFailure(failure),
  ]);
  const remedies = new Map(gaps.map(({ failure }) => [failure.code, describeFailure(failure)]));
  return [
    "",
    ...renderTable(
      [
        { title: "Gap" },
        { title: "Stored", align: "right" },
        { title: "GitHub", align: "right" },
        { title: "Cause" },
      ],
      rows,
    ),
    "",
    ...[...remedies.values()].map(({ title, action }): Line => [styled("bold", `${title}: `), action]),
  ];
}
