import { describe, expect, test } from "vitest";
import { describeRun, describeWait } from "../../src/renderer/features/sync/describe-run.ts";
import { actionsOf } from "../../src/renderer/features/sync/run-actions.ts";
import { countGroups, rowsOf } from "../../src/renderer/features/sync/repository-states.ts";
import { formatClock } from "../../src/renderer/ui/format.ts";
import { FAILURE_TEXTS } from "../../src/shared/failure-texts.ts";
import type { FailureCode } from "../../src/shared/failures.ts";
import type { RepositoryId } from "../../src/shared/ids.ts";
import type { RunState } from "../../src/shared/models.ts";
import { noCounts, REPOSITORY_STATES, row, run } from "./examples.ts";

const NOW = Date.UTC(2026, 10, 24, 12);
const STATES = [
  "planned",
  "running",
  "waiting",
  "stalled",
  "verifying",
  "complete",
  "complete-with-gaps",
  "failed",
  "cancelled",
  "unknown",
] as const satisfies readonly RunState[];

describe("a run in words", () => {
  test("only a complete run is called complete and verified, or good", () => {
    for (const state of STATES) {
      const { headline, tone } = describeRun(run({ state }), [], NOW);
      expect(headline === "Complete and verified").toBe(state === "complete");
      expect(tone === "good").toBe(state === "complete");
    }
  });

  test("waiting for a limit says until when", () => {
    const until = NOW + 32 * 60_000;
    const wait = { kind: "rate-limit", limit: "primary", until } as const;
    const { headline } = describeRun(run({ state: "waiting", wait }), [], NOW);
    expect(headline).toBe(`Waiting for GitHub until ${formatClock(until, NOW)}`);
    expect(describeWait(wait, NOW)).toBe(`Waiting until ${formatClock(until, NOW)}`);
  });

  test("keeping the pace is not said to be GitHub's doing", () => {
    const wait = { kind: "rate-limit", limit: "pace", until: NOW + 40_000 } as const;
    const { headline, sentence } = describeRun(run({ state: "waiting", wait }), [], NOW);
    expect(headline).toBe(`Keeping the pace until ${formatClock(wait.until, NOW)}`);
    expect(sentence).toContain("Onramp keeps below what GitHub allows");
  });

  test("a list or a count that has to be asked for again says why, and when", () => {
    const retry = { failure: { code: "github/server-error" }, at: NOW + 60_000 } as const;
    for (const state of ["planned", "verifying"] as const) {
      const { headline, sentence } = describeRun(run({ state, retry }), [], NOW);
      expect(headline).toBe(FAILURE_TEXTS["github/server-error"].title);
      expect(sentence).toContain(formatClock(NOW + 60_000, NOW));
    }
  });

  test("waiting for a network says what is in the way, when it is more than that there is none", () => {
    const sentenceFor = (code: FailureCode): string => {
      const wait = { kind: "offline", since: NOW - 60_000, failure: { code } } as const;
      return describeRun(run({ state: "waiting", wait }), [], NOW).sentence;
    };
    expect(sentenceFor("network/tls")).toContain(FAILURE_TEXTS["network/tls"].action);
    expect(sentenceFor("network/offline")).not.toContain(FAILURE_TEXTS["network/offline"].sentence);
  });

  test("a full disk says since when, that nothing is lost, and what to do", () => {
    const wait = { kind: "storage", since: NOW - 60_000, failure: { code: "store/full" } } as const;
    const { headline, sentence } = describeRun(run({ state: "waiting", wait }), [], NOW);
    expect(headline).toBe(`The disk is full, since ${formatClock(wait.since, NOW)}`);
    expect(sentence).toContain("Nothing stored was lost. Free some space");
  });

  test("a stall says for how long, since when, why, and where", () => {
    const stall = {
      cause: "request-hung",
      repositoryId: 4 as RepositoryId,
      since: NOW - 45_000,
    } as const;
    const { headline, sentence } = describeRun(run({ state: "stalled", stall }), [row(4)], NOW);
    expect(headline).toBe("No progress for 45s");
    expect(sentence).toContain("request to GitHub");
    expect(sentence).toContain(`since ${formatClock(stall.since, NOW)}`);
    expect(sentence).toContain("acme/repository-4");
  });

  test("gaps are named: how many pull requests, in how many repositories, and why", () => {
    const rows = [
      row(1, { state: "complete", pullRequests: 50, pullRequestsExpected: 50 }),
      row(2, {
        state: "gaps",
        pullRequests: 1245,
        pullRequestsExpected: 1248,
        failure: { code: "verify/mismatch" },
      }),
      row(3, { state: "gaps", failure: { code: "github/forbidden" } }),
      row(4, { state: "gaps", failure: { code: "github/forbidden" } }),
    ];
    expect(describeRun(run({ state: "complete-with-gaps" }), rows, NOW).sentence).toBe(
      "3 pull requests missing in 3 repositories: Forbidden (2), Counts differ (1). Everything else is verified.",
    );
  });

  test("a failed run says what failed", () => {
    const failure = { code: "store/corrupt" } as const;
    expect(describeRun(run({ state: "failed", failure }), [], NOW)).toMatchObject({
      headline: "The database is damaged",
      code: failure.code,
    });
  });
});

describe("what can be asked of a run", () => {
  test("a going run can be paused and cancelled; a paused one resumed; an ended one neither", () => {
    const paused = run({ state: "waiting", wait: { kind: "paused", since: NOW } });
    expect(actionsOf(run())).toMatchObject({ canPause: true, canResume: false, canCancel: true });
    expect(actionsOf(paused)).toMatchObject({ canPause: false, canResume: true, canCancel: true });
    expect(actionsOf(run({ state: "complete", endedAt: NOW }))).toMatchObject({
      canPause: false,
      canResume: false,
      canCancel: false,
    });
  });

  test("a stalled run can be retried at once, one that is offline tried now, an ended one synced again", () => {
    const offline = run({ state: "waiting", wait: { kind: "offline", since: NOW } });
    expect(actionsOf(run({ state: "stalled" })).canRetryStalled).toBe(true);
    expect(actionsOf(offline)).toMatchObject({ canTryNow: true, canRetryStalled: false });
    expect(actionsOf(run({ state: "complete", endedAt: NOW })).canSyncAgain).toBe(true);
  });

  test("failed repositories and those with gaps can be retried", () => {
    expect(actionsOf(run({ counts: { ...noCounts(), failed: 2, gaps: 1, complete: 9 } })).retryable).toBe(3);
  });

  test("a run that failed before it reached a repository can be retried as a whole", () => {
    const failed = run({ state: "failed", endedAt: NOW, counts: noCounts() });
    expect(actionsOf(failed)).toMatchObject({ canRetryWhole: true, retryable: 0 });
    const atOne = { ...failed, counts: { ...noCounts(), failed: 1 } };
    expect(actionsOf(atOne)).toMatchObject({ canRetryWhole: false, retryable: 1 });
    expect(actionsOf(run({ state: "complete", endedAt: NOW })).canRetryWhole).toBe(false);
  });
});

describe("the groups of the list", () => {
  const rows = REPOSITORY_STATES.map((state, index) => row(index, { state }));

  test("every repository is in exactly one of them", () => {
    const grouped = [
      ...rowsOf(rows, "attention", ""),
      ...rowsOf(rows, "going", ""),
      ...rowsOf(rows, "complete", ""),
    ];
    expect(new Set(grouped)).toEqual(new Set(rows));
    expect(grouped).toHaveLength(rows.length);
  });

  test("complete ones are those in the state complete, and no others", () => {
    expect(rowsOf(rows, "complete", "").map(({ state }) => state)).toEqual(["complete"]);
  });

  test("are narrowed by a part of the repository's name, in any case", () => {
    const named = [
      row(1, { fullName: "acme/Harbor-web" }),
      row(2, { state: "complete", fullName: "acme/harbor" }),
    ];
    expect(rowsOf(named, "all", " HARBOR ")).toEqual(named);
    expect(rowsOf(named, "complete", "harbor")).toEqual(named.slice(1));
    expect(rowsOf(named, "all", "tide")).toEqual([]);
  });

  test("their counts are the run's own", () => {
    const counts = { ...noCounts(), complete: 4, failed: 1, running: 2, queued: 3 };
    expect(countGroups(counts)).toEqual({ all: 10, attention: 1, going: 5, complete: 4 });
  });
});
