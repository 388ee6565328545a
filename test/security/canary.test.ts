import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Fault } from "../../src/sample/faults.ts";
import type { CommandInput, CommandName } from "../../src/shared/contract.ts";
import { failureOf } from "../../src/shared/failures.ts";
import { findText } from "../journeys/support/find-text.ts";
import { Stage } from "../journeys/support/stage.ts";

/** Every way in which the sample GitHub can fail. One that is added has to be added here. */
function everyFault(token: string): { [Kind in Fault["kind"]]: Extract<Fault, { kind: Kind }> } {
  return {
    // What a careless proxy might do: give back what it was sent.
    status: { kind: "status", status: 502, message: `Bad gateway for Authorization: token ${token}` },
    "html-200": { kind: "html-200" },
    "wrong-content-type": { kind: "wrong-content-type" },
    "truncated-json": { kind: "truncated-json" },
    reset: { kind: "reset", when: "after-headers" },
    hang: { kind: "hang" },
    "slow-body": { kind: "slow-body", bytesPerSecond: 1 },
    delay: { kind: "delay", delayMs: 20 },
    "primary-limit": { kind: "primary-limit", resetInMs: 1_000 },
    "secondary-limit": { kind: "secondary-limit", retryAfterSeconds: 1 },
    "bad-credentials": { kind: "bad-credentials" },
    "proxy-401": { kind: "proxy-401" },
    sso: { kind: "sso" },
    "sso-partial-results": { kind: "sso-partial-results" },
    "scope-missing": { kind: "scope-missing" },
    "ip-allow-list": { kind: "ip-allow-list" },
    "org-policy": { kind: "org-policy" },
    "approval-pending": { kind: "approval-pending" },
    "not-found": { kind: "not-found" },
    "gone-410": { kind: "gone-410" },
    "blocked-451": { kind: "blocked-451" },
    "tos-403": { kind: "tos-403" },
    "validation-422": { kind: "validation-422" },
    "empty-409": { kind: "empty-409" },
    "server-error": { kind: "server-error", form: "502-html" },
    "resource-limits": { kind: "resource-limits" },
    "graphql-partial": { kind: "graphql-partial" },
    "github-under-load": { kind: "github-under-load" },
    "fails-at-every-size": { kind: "fails-at-every-size", from: 1, to: 5 },
    "clock-skew": { kind: "clock-skew", skewMs: 600_000 },
  };
}

/** GitHub falls silent: a command would wait for half a minute of the wall's clock. */
const SILENT: ReadonlySet<Fault["kind"]> = new Set(["hang", "slow-body"]);

test("S1: with every fault in turn, and all that can be asked for, the token is in no file, event, answer or export", async ({
  onTestFinished,
}) => {
  const stage = await Stage.open({ world: { repositories: 3, pullRequests: 120, members: 4 } });
  onTestFinished(() => stage.close());
  const { token } = stage.github;
  const organizationId = stage.organization.id;
  const accountId = stage.account.id;
  const told: unknown[] = [];
  const ask = async <Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<void> => {
    told.push(await stage.call(name, input).catch(failureOf));
  };

  for (const fault of Object.values(everyFault(token))) {
    await stage.fault(fault, {}, 4);
    await stage.newRequests();
    await ask("sync.start", { organizationId, repositories: { kind: "all" } });
    // The sync may still wait out the fault before: for that, time passes.
    const newRequests = async (): Promise<number> => {
      await stage.clock.pass(1_000);
      return stage.countRequests();
    };
    await expect.poll(newRequests, { interval: 20, timeout: 60_000 }).toBeGreaterThan(0);
    if (!SILENT.has(fault.kind)) {
      await ask("organizations.list", { accountId });
      await ask("sync.plan", { organizationId, repositories: { kind: "all" } });
    }
    // Workers wait for GitHub by this clock.
    await stage.clock.pass(90_000);
    await stage.heal();
    await stage.connect();
  }
  await stage.fault(everyFault(token).status, {}, 2);
  await stage.start();
  await stage.end();

  await ask("app.getState", {});
  await ask("sync.get", { organizationId });
  await ask("status.get", { organizationId });
  await ask("insights.get", { organizationId });
  await ask("logs.search", { limit: 1_000 });
  await ask("logs.search", { search: token });
  await ask("doctor.run", {});
  await ask("support.collect", { extent: "all", names: "kept" });
  await ask("data.measure", {});
  const folder = join(stage.dataDirectory, "exported");
  mkdirSync(folder);
  await ask("export.write", { organizationId, folder, format: "json", mayReplace: true });
  await ask("account.connect", {
    host: stage.github.apiUrl,
    token: `${token}\n${token}`,
    storage: "session",
  });
  await stage.closeCore();

  expect(findText(stage.dataDirectory, token, [stage.events, told])).toEqual([]);
  // The same search finds what is there.
  const [name] = await stage.names();
  expect(findText(stage.dataDirectory, name!, told).length).toBeGreaterThan(3);
}, 300_000);
