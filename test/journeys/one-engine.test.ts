import { expect, test } from "vitest";
import { ToldPower } from "../support/told-power.ts";
import { Stage } from "./support/stage.ts";

test("a second Onramp on the same data says who holds it, reads, and takes over when the first has ended", async () => {
  const stage = await Stage.open({ world: { repositories: 4, pullRequests: 200, members: 3 } });
  const [busiest] = (await stage.names()) as [string];
  const hold = await stage.hold({ repository: busiest, operation: "PullRequestPage" });
  await stage.start();
  await hold.reached();

  const second = await stage.openSecondCore();
  const organizationId = stage.organization.id;
  const all = { organizationId, repositories: { kind: "all" } };
  expect(await second.call("sync.start", all)).toMatchObject({
    ok: false,
    failure: { code: "store/held", detail: expect.stringContaining(`process ${process.pid}`) },
  });
  expect(await second.call("sync.get", { organizationId })).toMatchObject({
    ok: true,
    value: { run: { organizationLogin: stage.github.organization } },
  });
  expect(stage.count("sync_runs")).toBe(1);

  await stage.closeCore();
  await hold.release();
  expect(await second.call("sync.start", all)).toMatchObject({ ok: true });
  stage.adopt(second);
  await stage.expectVerified();
  expect(stage.count("sync_runs")).toBe(1);
  await stage.close();
});

test("a second Onramp does none of the first one's work, also when something happens that wakes an engine (P21)", async () => {
  // More than all workers of one engine take on.
  const stage = await Stage.open({ world: { repositories: 80, pullRequests: 160, members: 3 } });
  const hold = await stage.hold({ route: "graphql" });
  await stage.start();
  const done = () => stage.count("jobs WHERE kind IN ('repositories', 'members') AND state = 'done'");
  await expect.poll(done).toBe(2);
  await expect.poll(() => stage.count("jobs WHERE state = 'leased'") % 32).toBe(0);
  const untouched = () => stage.count("jobs WHERE fence = 0 AND state = 'ready'");
  const before = untouched();
  expect(before).toBeGreaterThan(0);

  const power = new ToldPower();
  const second = await stage.openSecondCore({
    desktop: { power, openedAt: Date.now(), unexpectedEnd: null },
  });
  power.fallAsleep();
  power.wake();
  // Its answer comes from another thread: by then, whoever was awoken has looked for work.
  await second.call("status.get", { organizationId: stage.organization.id });
  await second.close();
  expect(untouched()).toBe(before);

  await hold.release();
  await stage.expectVerified();
  await stage.close();
});
