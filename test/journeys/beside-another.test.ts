import { describe, expect, onTestFinished, test } from "vitest";
import { MAINS_POWER } from "../../src/core/ports.ts";
import type { AnyEvent, EventName, Events } from "../../src/shared/contract.ts";
import { Stage } from "./support/stage.ts";

/** For a hang, not for speed: a busy computer looks more rarely for what others have stored. */
const LOOKS = { timeout: 45_000 };

describe("a window that is open while another process works on the same data", () => {
  /** A window beside a terminal, neither of which has done anything yet. */
  async function openBoth() {
    const stage = await Stage.openUnconnected({ world: { repositories: 4, pullRequests: 200, members: 3 } });
    const window = await stage.openSecondCore({
      desktop: { power: MAINS_POWER, openedAt: stage.clock.now(), unexpectedEnd: null },
    });
    onTestFinished(async () => {
      await window.close();
      await stage.close();
    });
    const heard: AnyEvent[] = [];
    window.subscribe((event) => heard.push(event));
    const last = <Name extends EventName>(name: Name): Events[Name] | undefined =>
      heard.findLast((it): it is AnyEvent & { name: Name } => it.name === name)?.payload as
        | Events[Name]
        | undefined;
    return { stage, window, last };
  }

  test("hears of its account, its sync as it goes, and how that ended", { timeout: 120_000 }, async () => {
    const { stage, window, last } = await openBoth();
    await stage.connect();
    await expect
      .poll(() => last("accounts.changed"), LOOKS)
      .toMatchObject({ accounts: [{ isSignedIn: true }], organizations: [{ id: stage.organization.id }] });

    const organizationId = stage.organization.id;
    await window.call("repositories.load", { organizationId });
    const [busiest] = (await stage.names()) as [string];
    const hold = await stage.hold({ repository: busiest, operation: "PullRequestPage" });
    await stage.start();
    await hold.reached();
    await expect.poll(() => last("run.changed")?.run.counts.complete, LOOKS).toBe(3);
    await hold.release();
    const { run } = await stage.expectVerified();
    await expect
      .poll(() => last("run.changed")?.run, LOOKS)
      .toMatchObject({ state: "complete", endedAt: run.endedAt });
    await expect.poll(() => last("insights.changed"), LOOKS).toEqual({ organizationId });
    const counts = () => last("repositories.changed")?.changed.map((it) => it.pullRequestCount);
    await expect.poll(counts, LOOKS).not.toContain(null);
  });

  test("goes on with the sync that it left unfinished", { timeout: 120_000 }, async () => {
    const { stage, window, last } = await openBoth();
    await stage.connect();
    const [busiest] = (await stage.names()) as [string];
    const hold = await stage.hold({ repository: busiest, operation: "PullRequestPage" });
    await stage.start();
    await hold.reached();
    await stage.closeCore();
    await hold.release();
    await expect.poll(() => last("run.changed")?.run.state, LOOKS).toBe("complete");
    stage.adopt(window);
    await stage.expectVerified();
  });
});
