import { describeFailure, type Failure, type FailureCode } from "../../../shared/failures.ts";
import type { EpochMs } from "../../../shared/ids.ts";
import type { RepositoryProgress, RunProgress, Wait } from "../../../shared/models.ts";
import { assertNever } from "../../../shared/result.ts";
import { GAP_TEXTS, RUN_TEXTS, STALL_TEXTS, WAIT_TEXTS } from "../../texts/sync.ts";
import { formatClock, formatDuration } from "../../ui/format.ts";
import type { IconName } from "../../ui/icon.tsx";
import type { Tone } from "../../ui/notice.tsx";

/** A run's state in words, with a mark and a tone that say the same. */
export interface RunDescription {
  tone: Tone;
  icon: IconName;
  headline: string;
  sentence: string;
  /** Of the failure that the sentence tells of, for whoever helps. */
  code: FailureCode | null;
}

/** Says what a run is doing, from its stated state alone: nothing here infers completion. */
export function describeRun(
  run: RunProgress,
  rows: Iterable<RepositoryProgress>,
  now: EpochMs,
): RunDescription {
  if (run.retry && (run.state === "planned" || run.state === "verifying"))
    return describeRetry(run.retry, now);
  switch (run.state) {
    case "planned":
      return say("neutral", "clock", ...RUN_TEXTS.planned);
    case "running":
      return say(
        "info",
        "running",
        run.listing ? RUN_TEXTS.listing : RUN_TEXTS.reading,
        RUN_TEXTS.readingText,
      );
    case "verifying":
      return say("info", "running", ...RUN_TEXTS.verifying);
    case "waiting":
      return run.wait === null
        ? say("caution", "clock", ...WAIT_TEXTS.unknown)
        : describeWaiting(run.wait, now);
    case "stalled":
      return describeStall(run, rows, now);
    case "complete":
      return say("good", "check", RUN_TEXTS.complete, RUN_TEXTS.completeText(run.pullRequests));
    case "complete-with-gaps":
      return say("caution", "gap", RUN_TEXTS.gaps, describeGaps(rows));
    case "failed":
      return describeFailedRun(run.failure);
    case "cancelled":
      return say("neutral", "stop", ...RUN_TEXTS.cancelled);
    case "unknown":
      return say("caution", "question", ...RUN_TEXTS.unknown);
    default:
      return assertNever(run.state);
  }
}

const say = (
  tone: Tone,
  icon: IconName,
  headline: string,
  sentence: string,
  code: FailureCode | null = null,
): RunDescription => ({ tone, icon, headline, sentence, code });

/** What concerns no single repository, so that no row tells of it. */
function describeRetry({ failure, at }: NonNullable<RunProgress["retry"]>, now: EpochMs): RunDescription {
  const { title, sentence } = describeFailure(failure);
  return say("caution", "retry", title, RUN_TEXTS.retryText(sentence, formatClock(at, now)));
}

function describeFailedRun(failure: Failure | null): RunDescription {
  if (failure === null) return say("bad", "alert", ...RUN_TEXTS.failed);
  const { title, sentence } = describeFailure(failure);
  return say("bad", "alert", title, RUN_TEXTS.failedText(sentence), failure.code);
}

function describeWaiting(wait: Wait, now: EpochMs): RunDescription {
  switch (wait.kind) {
    case "rate-limit": {
      const until = formatClock(wait.until, now);
      const headline = wait.limit === "pace" ? WAIT_TEXTS.pace(until) : WAIT_TEXTS.limit(until);
      return say("caution", "gauge", headline, WAIT_TEXTS.limitText[wait.limit](until));
    }
    case "offline": {
      const text = WAIT_TEXTS.offlineText(formatClock(wait.since, now));
      const { failure } = wait;
      if (!failure || failure.code === "network/offline")
        return say("neutral", "offline", WAIT_TEXTS.offline, text);
      // Something is in the way that the person may be able to mend.
      const { sentence, action } = describeFailure(failure);
      return say("caution", "offline", WAIT_TEXTS.offline, `${sentence} ${action} ${text}`);
    }
    case "paused":
      return say("neutral", "pause", WAIT_TEXTS.paused, WAIT_TEXTS.pausedText);
    case "asleep":
      return say("neutral", "pause", WAIT_TEXTS.asleep, WAIT_TEXTS.asleepText);
    case "on-battery":
      return say("neutral", "pause", WAIT_TEXTS.onBattery, WAIT_TEXTS.onBatteryText);
    case "storage": {
      const text = describeFailure(wait.failure);
      const headline = WAIT_TEXTS.since(text.title, formatClock(wait.since, now));
      return say("caution", "alert", headline, `${text.sentence} ${text.action}`, wait.failure.code);
    }
    case "sign-in": {
      const text = describeFailure(wait.failure);
      return say("caution", "key", text.title, `${text.sentence} ${text.action}`, wait.failure.code);
    }
    default:
      return assertNever(wait);
  }
}

/** A wait in one or two words, for a repository's row. */
export function describeWait(wait: Wait, now: EpochMs): string {
  switch (wait.kind) {
    case "rate-limit":
      return WAIT_TEXTS.row.until(formatClock(wait.until, now));
    case "offline":
    case "paused":
    case "asleep":
    case "on-battery":
    case "sign-in":
      return WAIT_TEXTS.row[wait.kind];
    case "storage":
      return describeFailure(wait.failure).title;
    default:
      return assertNever(wait);
  }
}

function describeStall(run: RunProgress, rows: Iterable<RepositoryProgress>, now: EpochMs): RunDescription {
  const { stall } = run;
  if (stall === null) return say("bad", "slow", STALL_TEXTS.stalled, STALL_TEXTS.causes.unknown);
  const repository = [...rows].find((row) => row.repositoryId === stall.repositoryId);
  const since = STALL_TEXTS.since(STALL_TEXTS.causes[stall.cause], formatClock(stall.since, now));
  const concerns = repository ? STALL_TEXTS.concerns(repository.fullName) : "";
  const headline = STALL_TEXTS.headline(formatDuration(now - stall.since));
  return say("bad", "slow", headline, `${since}${concerns}${STALL_TEXTS.byItself}`);
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
    .map(([title, times]) => GAP_TEXTS.reason(title, times))
    .join(", ");
  const what = missing > 0 ? GAP_TEXTS.missing(missing, repositories) : GAP_TEXTS.notReadInFull(repositories);
  return GAP_TEXTS.rest(GAP_TEXTS.because(what, because));
}

function count(reasons: Map<string, number>, failure: Failure): void {
  const { title } = describeFailure(failure);
  reasons.set(title, (reasons.get(title) ?? 0) + 1);
}
