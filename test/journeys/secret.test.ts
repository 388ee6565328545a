import { expect, test } from "vitest";
import { findText } from "./support/find-text.ts";
import { Stage } from "./support/stage.ts";

test("S1: after a whole journey with failures, the token is in no file, no event and no answer", async () => {
  const stage = await Stage.open({ world: { repositories: 6, pullRequests: 300, members: 4 } });
  const { token } = stage.github;
  const [first, second, third] = (await stage.names()) as [string, string, string];
  // What a careless proxy might do: give back what it was sent.
  const echo = { kind: "status", status: 502, message: `Bad gateway for ${token}` } as const;
  await stage.fault(echo, { repository: first }, 2);
  await stage.fault({ kind: "html-200" }, { repository: second }, 2);
  await stage.fault({ kind: "tos-403" }, { repository: third }, 1);
  await stage.start();
  await stage.end();
  await stage.call("sync.retry", { runId: (await stage.view()).run.runId });
  await stage.expectVerified();

  const told: unknown[] = [stage.events];
  told.push(await stage.call("app.getState", {}));
  told.push(await stage.view());
  told.push(await stage.call("logs.search", { limit: 1_000 }));
  const organizationId = stage.organization.id;
  told.push(await stage.call("status.get", { organizationId }));
  await stage.closeCore();

  expect(findText(stage.dataDirectory, token, told)).toEqual([]);
  // The same search finds what is there.
  expect(findText(stage.dataDirectory, first, told)).not.toEqual([]);
  await stage.close();
});
