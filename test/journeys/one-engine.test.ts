import { expect, test } from "vitest";
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
