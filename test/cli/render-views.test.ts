import { expect, test } from "vitest";
import { paintLine, type Line } from "../../src/cli/output/line.ts";
import { renderAccount } from "../../src/cli/render/account.ts";
import { renderFirstInsight } from "../../src/cli/render/first-insight.ts";
import { formatDuration, formatRange, formatShare } from "../../src/cli/render/format.ts";
import { renderInsights } from "../../src/cli/render/insights.ts";
import { renderLogEntry } from "../../src/cli/render/log-entry.ts";
import { renderRepositories } from "../../src/cli/render/repositories.ts";
import { renderStatus } from "../../src/cli/render/status.ts";
import type { ReconciliationRow } from "../../src/shared/contract.ts";
import type { AccountId, OrganizationId, RepositoryId } from "../../src/shared/ids.ts";
import type { Insights } from "../../src/shared/insights.ts";
import type { Account, Repository } from "../../src/shared/models.ts";
import { makeRun } from "./run-fixtures.ts";

const DAY_MS = 86_400_000;
const page = (lines: readonly Line[]): string => lines.map((line) => paintLine(line, false)).join("\n");

test.for([
  [0, "0 s"],
  [999, "999 ms"],
  [1_450, "1.4 s"],
  [12_900, "12 s"],
  [60_000, "1 min"],
  [185_000, "3 min 5 s"],
  [15_000_000, "4 h 10 min"],
  [5 * DAY_MS, "5 d"],
  [412 * DAY_MS, "412 d"],
] as const)("a duration of %i ms reads %s", ([ms, text]) => {
  expect(formatDuration(ms)).toBe(text);
});

test("a range with equal ends reads as one; a share is 100% only when it is all", () => {
  expect(formatRange({ low: 12_100, high: 12_900 })).toBe("12 s");
  expect(formatShare(0.9999)).toBe("99%");
  expect(formatShare(1)).toBe("100%");
});

const account: Account = {
  id: 1 as AccountId,
  host: "github.com",
  apiUrl: "https://api.github.com",
  login: "mona",
  name: "Mona \u001b[31mLisa",
  isSample: false,
  tokenKind: "classic",
  scopes: ["repo", "read:org"],
  tokenExpiresAt: 20 * DAY_MS,
  tokenStorage: "keychain",
  isSignedIn: true,
};

test("an account says who, which kind of token, its scopes and its end", () => {
  expect(page(renderAccount(account, 0))).toBe(
    [
      "Signed in to github.com as mona (Mona \ufffd[31mLisa).",
      "  Token: classic personal access token",
      "  Scopes: repo, read:org",
      "  Ends: 1970-01-21, in 20 d",
    ].join("\n"),
  );
  const fineGrained = { ...account, tokenKind: "fine-grained", scopes: null, tokenExpiresAt: null } as const;
  expect(page(renderAccount(fineGrained, 0))).toContain("Scopes: this kind of token does not list them");
});

function makeRepository(changes: Partial<Repository>): Repository {
  return {
    id: 1 as RepositoryId,
    organizationId: 1 as OrganizationId,
    host: "github.com",
    fullName: "acme/web",
    name: "web",
    description: null,
    visibility: "private",
    isFork: false,
    isArchived: false,
    isDisabled: false,
    hasPullRequests: true,
    primaryLanguage: "TypeScript",
    pushedAt: null,
    updatedAt: "2026-11-20T10:00:00Z",
    pullRequestCount: 1_204,
    ...changes,
  };
}

test("repositories are listed by name; a count that is not known is not shown as 0", () => {
  const old = makeRepository({
    fullName: "acme/attic",
    isArchived: true,
    pullRequestCount: null,
    updatedAt: null,
  });
  expect(page(renderRepositories([makeRepository({}), old]))).toBe(
    [
      "Repository  Visibility         Pull requests  Updated",
      "acme/attic  private, archived              ?  never",
      "acme/web    private                    1,204  2026-11-20",
      "2 repositories",
    ].join("\n"),
  );
});

function makeReconciled(changes: Partial<ReconciliationRow>): ReconciliationRow {
  const repositoryId = 1 as RepositoryId;
  return {
    repositoryId,
    fullName: "acme/web",
    coverage: [
      {
        repositoryId,
        stream: "pull_requests",
        state: "verified",
        githubCount: 10,
        storedCount: 10,
        asOf: null,
        failure: null,
      },
    ],
    githubPullRequests: 10,
    storedPullRequests: 10,
    storedReviews: 3,
    jobId: null,
    jobState: "done",
    hasLiveWorker: false,
    phase: null,
    failure: null,
    disagreements: [],
    ...changes,
  };
}

test("the status puts GitHub's count beside what is stored and marks what disagrees", () => {
  const run = makeRun({ state: "complete-with-gaps", endedAt: 2_000 });
  const rows = [
    makeReconciled({}),
    makeReconciled({
      fullName: "acme/api",
      storedPullRequests: 7,
      disagreements: [{ kind: "behind-github", text: "GitHub counts 10, 7 are stored" }],
    }),
    makeReconciled({
      fullName: "acme/gone",
      coverage: [],
      githubPullRequests: null,
      jobState: "dead",
      failure: { code: "github/not-found" },
    }),
  ];
  const text = page(renderStatus({ run, rows }));
  expect(text).toContain("acme: Complete with gaps");
  expect(text).toMatch(/^acme\/web +10 +10 +3 {2}verified/m);
  expect(text).toMatch(/^acme\/api +10 +7 +3 {2}verified +GitHub counts 10, 7 are stored/m);
  expect(text).toMatch(/^acme\/gone +\? +10 +3 {2}failed +Gone or no longer accessible/m);
  expect(text).toContain("1 of 3 repositories disagree.");
});

test("a status before any sync says so", () => {
  expect(page(renderStatus({ run: null, rows: [] }))).toBe("Nothing has been synced here yet.");
});

const insights: Insights = {
  scope: { organizationId: 1 as OrganizationId },
  computedAt: Date.parse("2026-11-24T00:00:00Z"),
  coverage: {
    storedPullRequests: 50,
    githubPullRequests: 200,
    repositories: 4,
    countedRepositories: 3,
    verifiedRepositories: 1,
    share: 0.25,
    oldestVerification: null,
  },
  open: {
    count: 12,
    drafts: 1,
    ages: [
      { label: "under a week", maxDays: 7, count: 8 },
      { label: "older", maxDays: null, count: 4 },
    ],
    medianAgeMs: { kind: "value", value: 3 * DAY_MS, sample: 12 },
    oldest: [
      {
        repositoryFullName: "acme/web",
        number: 7,
        title: "Fix \u001b[2Jeverything",
        authorLogin: null,
        isDraft: false,
        createdAt: "2026-11-14T00:00:00Z",
        updatedAt: "2026-11-14T00:00:00Z",
        url: "https://github.com/acme/web/pull/7",
      },
    ],
  },
  mergedPerWeek: [{ week: "2026-11-16T00:00:00Z", merged: 5 }],
  timeToFirstReview: { kind: "too-little-data", sample: 2, minimum: 5 },
  timeToMerge: { kind: "value", value: { medianMs: 7_200_000, p90Ms: 2 * DAY_MS }, sample: 30 },
  stale: { afterDays: 14, count: 2, longest: [] },
  cycleTime: {
    stages: {
      kind: "value",
      value: {
        firstReview: { medianMs: 3_600_000, p90Ms: DAY_MS },
        review: { medianMs: 1_800_000, p90Ms: 3_600_000 },
        merge: { medianMs: 600_000, p90Ms: 7_200_000 },
        whole: { medianMs: 7_200_000, p90Ms: 2 * DAY_MS },
      },
      sample: 21,
    },
    excluded: { notReviewed: 9, reviewsUnread: 1 },
  },
  sizeAndTime: [
    {
      label: "up to 10 lines",
      maxLines: 10,
      timeToMerge: { kind: "too-little-data", sample: 2, minimum: 10 },
    },
    {
      label: "11 to 50",
      maxLines: 50,
      timeToMerge: { kind: "value", value: { medianMs: 3_600_000, p90Ms: DAY_MS }, sample: 28 },
    },
  ],
  reviewLoad: {
    reviews: 12,
    reviewerCount: 2,
    reviewers: [{ login: "mona", reviews: 9, authors: 4 }],
    matrix: { reviewers: [], authors: [], otherReviewers: 0, otherAuthors: 0, counts: [] },
    pairCount: 3,
    pairs: [{ reviewer: "mona", author: null, reviews: 5 }],
  },
};

test("insights say what they rest on, refuse on too little data, and show titles harmlessly", () => {
  const text = page(renderInsights("acme", insights));
  expect(text).toContain(
    "From 25% of the data: 50 of 200 pull requests; of 4 repositories, 3 counted and 1 verified",
  );
  expect(text).toContain("Open pull requests: 12, of which 1 draft; median age 3 d (from 12)");
  expect(text).toMatch(/^ {2}older {9}█{15}░{15} {2}4$/m);
  expect(text).toContain("Time to first review: too little data (2; at least 5 are needed)");
  expect(text).toContain("Time to merge: half within 2 h, nine in ten within 2 d (from 30)");
  expect(text).toContain("Stale for 14 days and more: 2 pull requests");
  expect(text).toContain("Cycle time (from 21; left out: 9 not reviewed, 1 with reviews not read yet)");
  expect(text).toMatch(/^ {2}to first review +1 h +1 d$/m);
  expect(text).toMatch(/^ {2}11 to 50 +1 h +1 d +28$/m);
  expect(text).toMatch(/^ {2}up to 10 lines +too little data +2$/m);
  expect(text).toMatch(/^ {2}mona +\(deleted account\) +5$/m);
  expect(text).toMatch(/acme\/web#7 +10 d {2}\(deleted account\) {2}Fix \ufffd\[2Jeverything/);
});

test("the first insight is one sentence with its basis", () => {
  expect(page(renderFirstInsight(insights, 420))).toBe(
    "First insight after 420 ms: 12 open pull requests, half of them older than 3 d (from 25% of the pull requests counted so far).",
  );
});

test("a log entry is one line whatever it holds", () => {
  const at = new Date(2026, 10, 24, 14, 32, 7, 120).getTime();
  const entry = {
    at,
    level: "warn",
    event: "job.failed",
    message: "a\nb",
    code: "network/reset",
    data: { path: "/x", status: null },
  } as const;
  expect(page([renderLogEntry(entry)])).toBe(
    "2026-11-24 14:32:07.120  warn   job.failed  a b  network/reset path=/x status=null",
  );
});
