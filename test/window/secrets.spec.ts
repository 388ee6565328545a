import { globSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright/test";
import type { Bridge } from "../../src/shared/bridge.ts";
import type { Organization } from "../../src/shared/models.ts";
import { findText } from "../journeys/support/find-text.ts";
import { expect, test } from "./fixtures.ts";
import { isOnElectron, launchApp, makeFolder } from "./launch-app.ts";
import { callBridge, SMALL_ORGANIZATION, setUp, show } from "./steps.ts";

test.use({ serverOptions: SMALL_ORGANIZATION });

/** Lets the page keep every event that main sends to it. */
async function recordMessages(page: Page): Promise<void> {
  await page.evaluate(() => {
    const heard: unknown[] = [];
    Object.assign(globalThis, { heard });
    (globalThis as unknown as { onramp: Bridge }).onramp.subscribe((event) => heard.push(event));
  });
}

/** What every process that this one has started, and theirs, was given: arguments and environment. */
function givenToProcesses(pid: number): string {
  const read = (file: string): string => {
    try {
      return readFileSync(file, "latin1");
    } catch {
      // It ended meanwhile.
      return "";
    }
  };
  const children = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => Number(/^PPid:\t(\d+)$/m.exec(read(`/proc/${name}/status`))?.[1]) === pid);
  const own = read(`/proc/${pid}/cmdline`) + read(`/proc/${pid}/environ`);
  return own + children.map((child) => givenToProcesses(Number(child))).join("\n");
}

/** The profile of the stand-in's browser, which lies outside the data directory; it outlives an app that is killed. */
const profileOf = (pid: number): string => globSync(join(tmpdir(), `stand-in-profile-${pid}-*`))[0]!;

async function organizations(page: Page): Promise<Organization[]> {
  const state = await callBridge(page, "app.getState", {});
  if (!state.ok) throw new Error(state.failure.code);
  return state.value.organizations;
}

// An app is started twice, and killed once.
test.setTimeout(120_000);

test("S1: a token that was typed is in no file, profile, message, process or output, also after crashes", async ({
  server,
}) => {
  test.skip(isOnElectron, "Playwright holds on to an Electron that is killed");
  const { token } = server;
  const data = makeFolder();
  // Apps of its own, since one of them is killed.
  const app = await launchApp(data.path);
  const { page } = app;
  await recordMessages(page);
  await page.getByRole("button", { name: "Connect GitHub" }).click();
  await page.getByLabel("Host").fill(server.apiUrl);
  await page.getByLabel("Personal access token").fill(token);
  await page.getByRole("button", { name: "Connect GitHub" }).click();
  const keepHere = page.getByRole("button", { name: "Choose repositories" });
  await expect(keepHere).toBeVisible();
  await show(page, "Choose");

  // What a careless proxy might do: give back what it was sent.
  const message = `Bad gateway for Authorization: token ${token}`;
  const [organization] = await organizations(page);
  const fault = await setUp(server, {
    type: "fault",
    fault: { kind: "status", status: 502, message },
    match: { route: "graphql" },
    times: 3,
  });
  await callBridge(page, "sync.start", { organizationId: organization!.id, repositories: { kind: "all" } });
  await expect
    .poll(async () => JSON.stringify(await callBridge(page, "logs.search", { code: "github/server-error" })))
    .toContain("Bad gateway");
  await fault.takeBack();
  await show(page, "Log");
  await page.getByRole("searchbox").fill(token);
  if (process.platform === "linux") expect(givenToProcesses(app.process.pid!)).not.toContain(token);
  for (const extent of ["diagnostics", "all"] as const) {
    expect(
      JSON.stringify(await callBridge(page, "support.collect", { extent, names: "kept" })),
    ).not.toContain(token);
  }
  const told: unknown[] = [
    await page.evaluate(() => (globalThis as unknown as { heard: unknown[] }).heard),
    await callBridge(page, "app.getState", {}),
    await callBridge(page, "logs.search", { limit: 1_000 }),
    await callBridge(page, "doctor.run", {}),
    // All but what was typed into the search a moment ago.
    await page.evaluate(() => JSON.stringify({ ...localStorage }) + location.href + document.body.innerText),
  ];
  expect(JSON.stringify(told[0])).toContain("run.changed");
  app.process.kill("SIGKILL");
  await app.quit().catch(() => "it was killed");
  expect(findText(profileOf(app.process.pid!), token, [])).toEqual([]);
  expect(findText(app.dataDirectory, token, [...told, app.output()])).toEqual([]);

  const again = await launchApp(app.dataDirectory);
  await expect(again.page.getByRole("heading", { level: 1 })).toBeVisible();
  const cdp = await again.page.context().newCDPSession(again.page);
  await Promise.all([again.pageAfterCrash(), cdp.send("Page.crash").catch(() => "it has crashed")]);
  await again.quit();
  expect(findText(app.dataDirectory, token, [again.output()])).toEqual([]);
  // The same search finds what is there.
  expect(findText(app.dataDirectory, "harborlight", [])).not.toEqual([]);
  data.remove();
});
