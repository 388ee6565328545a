import { describeFailure } from "../../shared/failures.ts";
import type { RunProgress, SyncPlan } from "../../shared/models.ts";
import { displayWidth, styled, textOf, type Line, type Span } from "../output/line.ts";
import { drawBar } from "./bar.ts";
import { formatCount, formatQuantity, formatRange, formatShare, formatTimeOfDay } from "./format.ts";

/** How a run stands, in as many parts as fit into the columns, the most important first. */
export function renderStatusLine(run: RunProgress, columns: number): Line {
  const share = shareDone(run);
  const bar: Span[] =
    share === null || columns < 50
      ? []
      : [styled("cyan", drawBar(share, columns < 90 ? 10 : 24)), ` ${formatShare(share)} `];
  const line: Span[] = [...bar];
  let used = widthOf(bar);
  for (const [index, part] of progressParts(run).entries()) {
    const piece: Span[] = index === 0 ? [part] : [styled("dim", " · "), part];
    used += widthOf(piece);
    if (index > 0 && used > columns) break;
    line.push(...piece);
  }
  return line;
}

/** The same as a plain line, for where nothing can be redrawn. */
export function renderProgressNote(run: RunProgress): Line {
  return progressParts(run).flatMap((part, index) => (index === 0 ? [part] : [" · ", part]));
}

/** What a run will cost, in one line. */
export function renderPlan(plan: SyncPlan): Line {
  const unchanged =
    plan.unchangedRepositories > 0 ? `, ${formatCount(plan.unchangedRepositories)} of them unchanged` : "";
  return [
    styled("bold", "Plan: "),
    `${formatQuantity(plan.pullRequests, "pull request")} in `,
    `${formatQuantity(plan.repositories, "repository", "repositories")}${unchanged}; about `,
    `${formatQuantity(plan.requests, "request")}, ${formatQuantity(plan.points, "rate-limit point")}, `,
    `${formatRange(plan.expectedMs)}.`,
  ];
}

/**
 * The share of GitHub's pull requests that are stored, or of the repositories where there are none; null while the
 * list still grows. It reaches 1 only when the run is verified complete.
 */
export function shareDone(run: RunProgress): number | null {
  if (run.state === "complete") return 1;
  if (run.listing || run.repositories === 0) return null;
  const share =
    run.pullRequestsExpected > 0
      ? run.pullRequests / run.pullRequestsExpected
      : run.counts.complete / run.repositories;
  return Math.min(0.99, share);
}

function progressParts(run: RunProgress): Span[] {
  const { counts } = run;
  const parts: Span[] = [describeState(run)];
  if (run.pullRequestsExpected > 0) {
    parts.push(`${formatCount(run.pullRequests)} of ${formatCount(run.pullRequestsExpected)} pull requests`);
  }
  if (run.repositories > 0) {
    parts.push(
      run.listing
        ? `${formatQuantity(run.repositories, "repository", "repositories")} so far`
        : `${formatCount(counts.complete)} of ${formatCount(run.repositories)} repositories verified`,
    );
  }
  if (counts.failed > 0) parts.push(styled("red", `${formatCount(counts.failed)} failed`));
  if (counts.gaps > 0) parts.push(styled("yellow", `${formatCount(counts.gaps)} with gaps`));
  if (counts.retrying > 0) parts.push(`${formatCount(counts.retrying)} to be tried again`);
  if (run.remainingMs) parts.push(`${formatRange(run.remainingMs)} left`);
  if (run.rowsPerSecond) parts.push(`${formatCount(Math.round(run.rowsPerSecond))}/s`);
  if (run.degraded) parts.push(styled("yellow", "degraded: no worker thread could be started"));
  return parts;
}

/** The state of a run in words; a wait with its reason and its end. */
export function describeState(run: RunProgress): Span {
  if (run.retry && (run.state === "planned" || run.state === "verifying")) {
    const { failure, at } = run.retry;
    return styled("yellow", `${describeFailure(failure).title}, next try at ${formatTimeOfDay(at)}`);
  }
  switch (run.state) {
    case "planned":
      return "Starting";
    case "running":
      return run.listing ? "Listing and reading" : "Reading";
    case "waiting":
      return styled("yellow", describeWait(run));
    case "stalled":
      return styled(
        "yellow",
        `Stalled${run.stall ? ` (${describeStall(run.stall.cause)})` : ""}, recovering`,
      );
    case "verifying":
      return "Verifying";
    case "complete":
      return styled("green", "Complete");
    case "complete-with-gaps":
      return styled("yellow", "Complete with gaps");
    case "failed":
      return styled("red", "Failed");
    case "cancelled":
      return styled("yellow", "Cancelled");
    case "unknown":
      return styled("red", "Unknown");
  }
}

function describeWait({ wait }: RunProgress): string {
  switch (wait?.kind) {
    case "rate-limit": {
      const reason = {
        primary: "GitHub's hourly limit",
        secondary: "GitHub, which asked to slow down",
        pace: "GitHub's limits of the minute",
      }[wait.limit];
      return `Waiting for ${reason}, until ${formatTimeOfDay(wait.until)}`;
    }
    case "offline":
      return `Offline since ${formatTimeOfDay(wait.since)}${causeOfOffline(wait)}, waiting for the network`;
    case "paused":
      return "Paused";
    case "asleep":
      return "This computer goes to sleep";
    case "on-battery":
      return "Waiting for mains power, as the settings say";
    case "storage":
      return `${describeFailure(wait.failure).title}, waiting since ${formatTimeOfDay(wait.since)}`;
    case "sign-in":
      return "Waiting for a sign-in";
    case undefined:
      return "Waiting";
  }
}

/** What is in the way, unless it is only that there is no network. */
const causeOfOffline = ({ failure }: Extract<RunProgress["wait"], { kind: "offline" }>): string =>
  failure && failure.code !== "network/offline" ? ` (${describeFailure(failure).title})` : "";

function describeStall(cause: NonNullable<RunProgress["stall"]>["cause"]): string {
  switch (cause) {
    case "request-hung":
      return "a request hangs";
    case "worker-not-answering":
      return "a worker does not answer";
    case "database-locked":
      return "the database is locked";
    case "machine-slept":
      return "the machine was asleep";
    case "unknown":
      return "cause unknown";
  }
}

const widthOf = (spans: readonly Span[]): number =>
  spans.reduce((columns, span) => columns + displayWidth(textOf(span)), 0);
