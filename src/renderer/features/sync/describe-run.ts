import { describeFailure, type Failure } from "../../../shared/failures.ts";
import type { EpochMs } from "../../../shared/ids.ts";
import type { RepositoryProgress, RunProgress, StallCause, Wait } from "../../../shared/models.ts";
import { assertNever } from "../../../shared/result.ts";
import { formatClock, formatCount, formatDuration, formatNumber } from "../../ui/format.ts";
import type { IconName } from "../../ui/icon.tsx";
import type { Tone } from "../../ui/notice.tsx";

/** A run's state in words, with a mark and a tone that say the same. */
export interface RunDescription {
  tone: Tone;
  icon: IconName;
  headline: string;
  sentence: string;
}

/** Says what a run is doing, from its stated state alone: nothing here infers completion. */
export function describeRun(
  run: RunProgress,
  rows: Iterable<RepositoryProgress>,
  now: EpochMs,
): RunDescription {
  switch (run.state) {
    case "planned":
      return say("neutral", "clock", "About to start", "The work is queued.");
    case "running":
      return say(
        "info",
        "running",
        run.listing ? "Listing and reading" : "Reading pull requests",
        "Newest pages of every repository first, then their history.",
      );
    case "verifying":
      return say("info", "running", "Verifying", "Comparing every stored row count with GitHub’s own.");
    case "waiting":
      return describeWaiting(run, now);
    case "stalled":
      return describeStall(run, rows, now);
    case "complete":
      return say(
        "good",
        "check",
        "Complete and verified",
        `${formatCount(run.pullRequests, "pull request", "pull requests")} stored: as many as GitHub counts, in every repository.`,
      );
    case "complete-with-gaps":
      return say("caution", "gap", "Complete with gaps", describeGaps(rows));
    case "failed":
      return run.failure
        ? say("bad", "alert", describeFailure(run.failure).title, describeFailure(run.failure).sentence)
        : say("bad", "alert", "Failed", "What was fetched is kept. The failed repositories say why.");
    case "cancelled":
      return say("neutral", "stop", "Cancelled", "What was fetched stays. Start again at any time.");
    case "unknown":
      return say(
        "caution",
        "question",
        "State unknown",
        "The stored facts contradict each other, so nothing is claimed. The diagnostics say more.",
      );
    default:
      return assertNever(run.state);
  }
}

const say = (tone: Tone, icon: IconName, headline: string, sentence: string): RunDescription => ({
  tone,
  icon,
  headline,
  sentence,
});

const LIMIT_SENTENCES = {
  primary: "GitHub’s hourly limit is used up.",
  secondary: "GitHub asked us to slow down.",
  pace: "Onramp keeps below what GitHub allows in a minute.",
} as const;

function describeWaiting(run: RunProgress, now: EpochMs): RunDescription {
  const { wait } = run;
  if (wait === null) return say("caution", "clock", "Waiting", "The reason is not known yet.");
  switch (wait.kind) {
    case "rate-limit":
      return say(
        "caution",
        "clock",
        `${wait.limit === "pace" ? "Keeping the pace" : "Waiting for GitHub"} until ${formatClock(wait.until, now)}`,
        `${LIMIT_SENTENCES[wait.limit]} Nothing is lost; Onramp goes on by itself.`,
      );
    case "offline":
      return say(
        "caution",
        "clock",
        "Offline",
        `GitHub has not been reachable since ${formatClock(wait.since, now)}. Onramp goes on by itself when it is.`,
      );
    case "paused":
      return say(
        "neutral",
        "pause",
        "Paused",
        "Everything fetched so far is kept. Resume whenever you like.",
      );
    case "asleep":
      return say(
        "neutral",
        "pause",
        "This computer goes to sleep",
        "Onramp goes on by itself when it wakes.",
      );
    case "on-battery":
      return say(
        "neutral",
        "pause",
        "Waiting for mains power",
        "Your settings let syncs wait while this computer runs on its battery. Everything fetched so far is kept.",
      );
    case "storage": {
      const text = describeFailure(wait.failure);
      return say(
        "caution",
        "alert",
        `${text.title}, since ${formatClock(wait.since, now)}`,
        `${text.sentence} ${text.action}`,
      );
    }
    case "sign-in": {
      const text = describeFailure(wait.failure);
      return say("caution", "key", text.title, `${text.sentence} ${text.action}`);
    }
    default:
      return assertNever(wait);
  }
}

/** A wait in one or two words, for a repository's row. */
export function describeWait(wait: Wait, now: EpochMs): string {
  switch (wait.kind) {
    case "rate-limit":
      return `Waiting until ${formatClock(wait.until, now)}`;
    case "offline":
      return "Offline";
    case "paused":
      return "Paused";
    case "asleep":
      return "Asleep";
    case "on-battery":
      return "On battery";
    case "storage":
      return describeFailure(wait.failure).title;
    case "sign-in":
      return "Sign-in needed";
    default:
      return assertNever(wait);
  }
}

const STALL_CAUSES: Record<StallCause, string> = {
  "request-hung": "A request to GitHub has been sent and is not answered.",
  "worker-not-answering": "A background worker does not answer.",
  "database-locked": "Another program holds the database.",
  "machine-slept": "This computer was asleep.",
  unknown: "The cause is not known yet.",
};

function describeStall(run: RunProgress, rows: Iterable<RepositoryProgress>, now: EpochMs): RunDescription {
  const { stall } = run;
  if (stall === null) return say("caution", "alert", "Stalled", STALL_CAUSES.unknown);
  const repository = [...rows].find((row) => row.repositoryId === stall.repositoryId);
  return say(
    "caution",
    "alert",
    `No progress for ${formatDuration(now - stall.since)}`,
    `${STALL_CAUSES[stall.cause]} Nothing has come in since ${formatClock(stall.since, now)}.${repository ? ` It concerns ${repository.fullName}.` : ""} Onramp starts that part again by itself.`,
  );
}

/** How much is missing, and why: the reasons by how many repositories they hold for. */
function describeGaps(rows: Iterable<RepositoryProgress>): string {
  let repositories = 0;
  let missing = 0;
  const reasons = new Map<string, number>();
  for (const row of rows) {
    if (row.state !== "gaps" && row.state !== "failed") continue;
    repositories += 1;
    missing += Math.max(0, (row.pullRequestsExpected ?? 0) - row.pullRequests);
    if (row.failure) count(reasons, row.failure);
  }
  const because = [...reasons]
    .sort(([, a], [, b]) => b - a)
    .map(([title, times]) => `${title} (${formatNumber(times)})`)
    .join(", ");
  const what =
    missing > 0
      ? `${formatCount(missing, "pull request", "pull requests")} missing in ${formatCount(repositories, "repository", "repositories")}`
      : `${formatCount(repositories, "repository", "repositories")} could not be read in full`;
  return `${what}${because ? `: ${because}` : ""}. Everything else is verified.`;
}

function count(reasons: Map<string, number>, failure: Failure): void {
  const { title } = describeFailure(failure);
  reasons.set(title, (reasons.get(title) ?? 0) + 1);
}
