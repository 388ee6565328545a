import { afterEach, beforeEach, expect, test } from "vitest";
import { Stage } from "./support/stage.ts";
import { ask } from "./support/truth.ts";

const DAY_MS = 24 * 60 * 60_000;

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.open({ world: { repositories: 3, pullRequests: 90, members: 4 } });
  await stage.start();
  await stage.expectVerified();
});
afterEach(() => stage.close());

/** GitHub moves no time for it, so nothing tells an ordinary sync. */
async function removeOneReview(): Promise<void> {
  for (const repository of await stage.names()) {
    const truth = await ask(stage.github, { type: "truth", repository }, "repository-truth");
    const reviewed = truth.pullRequests.find(({ reviews }) => reviews.length > 0);
    if (reviewed) return stage.control({ type: "remove-review", repository, number: reviewed.number });
  }
  throw new Error("no pull request has a review");
}

test("everything is read anew once the days that the settings name have passed, and not before", async () => {
  await stage.call("settings.set", { deepVerifyEveryDays: 7 });
  await removeOneReview();
  const before = stage.count("reviews");

  stage.clock.set(6 * DAY_MS);
  await stage.start();
  await stage.end();
  expect(stage.count("reviews")).toBe(before);

  stage.clock.set(2 * DAY_MS);
  await stage.start();
  await stage.expectVerified();
  expect(stage.count("reviews")).toBe(before - 1);
});

test("reading anew takes in repositories that the sync under way has settled already", async () => {
  const [busiest] = await stage.names();
  const hold = await stage.hold({ repository: busiest! });
  await ask(stage.github, { type: "open-pull-request", repository: busiest! }, "number");
  await stage.start();
  await removeOneReview();
  const { id: organizationId } = stage.organization;
  await stage.call("sync.verify", { organizationId, repositories: { kind: "all" } });
  await hold.release();
  await stage.expectVerified();
});
