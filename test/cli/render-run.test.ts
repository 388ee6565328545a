import { expect, test } from "vitest";
import { displayWidth, paintLine, type Line } from "../../src/cli/output/line.ts";
import { drawBar } from "../../src/cli/render/bar.ts";
import { doneEvent, gapEvent, gapsOf, judgeEnd, renderRunEnd } from "../../src/cli/render/run-end.ts";
import {
  renderPlan,
  renderProgressNote,
  renderStatusLine,
  shareDone,
} from "../../src/cli/render/run-progress.ts";
import { makeRow, makeRun, makeView } from "./run-fixtures.ts";

const plain = (line: Line): string => paintLine(line, false);
const page = (lines: readonly Line[]): string => lines.map(plain).join("\n");

test("the status line says as much as fits, the most important first", () => {
  const run = makeRun({ counts: { complete: 12, running: 28 } });
  expect(plain(renderStatusLine(run, 140))).toBe(
    "█████░░░░░░░░░░░░░░░░░░░ 22% Reading · 1,204 of 5,312 pull requests · 12 of 40 repositories verified · 12 s to 20 s left · 320/s",
  );
  expect(plain(renderStatusLine(run, 60))).toBe("██░░░░░░░░ 22% Reading · 1,204 of 5,312 pull requests");
  expect(plain(renderStatusLine(run, 20))).toBe("Reading");
  for (let columns = 50; columns < 160; columns++) {
    expect(displayWidth(plain(renderStatusLine(run, columns)))).toBeLessThanOrEqual(columns);
  }
});

test("the plan says what the sync will cost", () => {
  const plan = {
    repositories: 40,
    unchangedRepositories: 3,
    pullRequests: 5_312,
    requests: 230,
    points: 240,
    expectedMs: { low: 8_000, high: 20_000 },
    pointsRemaining: 4_900,
    refused: [],
  };
  expect(plain(renderPlan(plan))).toBe(
    "Plan: 5,312 pull requests in 40 repositories, 3 of them unchanged; about 230 requests, 240 rate-limit points, 8 s to 20 s.",
  );
});

test("a wait is shown with its reason, not as a frozen bar", () => {
  const wait = { kind: "offline", since: new Date(2026, 10, 24, 14, 32).getTime() } as const;
  expect(plain(renderProgressNote(makeRun({ state: "waiting", wait })))).toMatch(
    /^Offline since 14:32, waiting for the network · 1,204 of 5,312/,
  );
  const refused = { ...wait, failure: { code: "network/proxy-refused" } } as const;
  expect(plain(renderProgressNote(makeRun({ state: "waiting", wait: refused })))).toMatch(
    /^Offline since 14:32 \(A proxy refused\), waiting for the network/,
  );
});

test("a list that has to be asked for again is no mere beginning", () => {
  const retry = {
    failure: { code: "github/server-error" },
    at: new Date(2026, 10, 24, 14, 32).getTime(),
  } as const;
  expect(plain(renderProgressNote(makeRun({ state: "planned", retry })))).toMatch(
    /^GitHub's error, next try at 14:32/,
  );
});

test("the bar is full only when the run is verified complete", () => {
  const allStored = { pullRequests: 5_312, pullRequestsExpected: 5_312 };
  expect(shareDone(makeRun({ ...allStored, state: "verifying" }))).toBe(0.99);
  expect(shareDone(makeRun({ ...allStored, state: "complete" }))).toBe(1);
  expect(shareDone(makeRun({ listing: true }))).toBeNull();
  expect(drawBar(0.99, 10)).toBe("█████████░");
  expect(drawBar(0.001, 10)).toBe("█░░░░░░░░░");
  expect(drawBar(1, 10)).toBe("██████████");
});

test("failed, cancelled and unstarted repositories never move the bar", () => {
  const none = { pullRequests: 0, pullRequestsExpected: 0 };
  expect(shareDone(makeRun({ ...none, counts: { failed: 20, cancelled: 10, queued: 10 } }))).toBe(0);
});

test("only a run that is complete ends with exit code 0 and verified", () => {
  const view = makeView(makeRun({ state: "complete" }), [makeRow()]);
  expect(judgeEnd(view)).toEqual({ ok: true, value: 0 });
  expect(doneEvent({ view, firstInsightMs: 420, durationMs: 6_200 })).toEqual({
    event: "done",
    verified: true,
    state: "complete",
    repositories: 40,
    pullRequests: 1_204,
    reviews: 2_000,
    members: 60,
    requests: 142,
    points: 131,
    firstInsightMs: 420,
    durationMs: 6_200,
  });
});

test("gaps and dead jobs end with exit code 2, each named with its cause and what to do", () => {
  const view = makeView(makeRun({ state: "complete-with-gaps" }), [
    makeRow(),
    makeRow({
      fullName: "acme/secret",
      state: "gaps",
      pullRequests: 0,
      pullRequestsExpected: null,
      failure: { code: "github/forbidden" },
    }),
    makeRow({ fullName: "acme/big", state: "gaps", pullRequests: 7, pullRequestsExpected: 10 }),
  ]);
  expect(judgeEnd(view)).toEqual({ ok: true, value: 2 });
  expect(doneEvent({ view, firstInsightMs: null, durationMs: 1 })).toMatchObject({ verified: false });
  expect(page(renderRunEnd({ view, firstInsightMs: null, durationMs: 6_240 }))).toBe(
    [
      "Not complete: 2 gaps.",
      "  40 repositories, 1,204 pull requests, 2,000 reviews, 60 members",
      "  142 requests, 131 rate-limit points, 6.2 s in all",
      "",
      "Gap          Stored  GitHub  Cause",
      "acme/secret       0       ?  Forbidden",
      "acme/big          7      10  Counts differ",
      "",
      "Forbidden: Ask for access, or use another account.",
      "Counts differ: Retry this repository; the difference is shown in the coverage.",
    ].join("\n"),
  );
});

test("members that could not be read are a gap too", () => {
  const members = { state: "gaps", members: 0, failure: { code: "auth/scope-missing" } } as const;
  const [gap] = gapsOf(makeView(makeRun({ state: "complete-with-gaps", members })));
  expect(gap && gapEvent(gap)).toMatchObject({
    event: "gap",
    repository: "acme: members",
    code: "auth/scope-missing",
    action: "Give the token the named scope on GitHub, then try again.",
  });
});

test("a failed run gives its failure, a cancelled one says so, neither is an end with success", () => {
  const failure = { code: "store/full" } as const;
  expect(judgeEnd(makeView(makeRun({ state: "failed", failure })))).toEqual({ ok: false, failure });
  expect(judgeEnd(makeView(makeRun({ state: "failed" }), [makeRow({ state: "failed" })]))).toEqual({
    ok: true,
    value: 2,
  });
  expect(judgeEnd(makeView(makeRun({ state: "cancelled" })))).toMatchObject({
    ok: false,
    failure: { code: "run/cancelled" },
  });
  expect(judgeEnd(makeView(makeRun({ state: "unknown", endedAt: 1 })))).toMatchObject({ ok: false });
});
