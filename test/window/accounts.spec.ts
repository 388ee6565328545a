import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright/test";
import { startSampleServerInThread } from "../../src/sample/sample-thread.ts";
import type { SampleServer } from "../../src/sample/sample-server.ts";
import { makeAuthority } from "../support/certificates.ts";
import { startTlsFront, type TlsFront } from "../support/tls-front.ts";
import { connectTo, expect, test } from "./fixtures.ts";
import { callBridge, show } from "./steps.ts";

/** Fills the form with a host and a token, and connects. */
async function connectByToken(page: Page, address: string, token: string): Promise<void> {
  await page.getByLabel("Host").fill(address);
  await page.getByLabel("Personal access token").fill(token);
  await page.getByRole("button", { name: "Connect GitHub" }).click();
}

test.describe("two accounts on two hosts", () => {
  test.use({ serverOptions: { world: { repositories: 7, pullRequests: 120 } } });
  let enterprise: SampleServer;
  test.beforeEach(async () => {
    enterprise = await startSampleServerInThread(
      new URL("../../src/sample/sample-thread-entry.ts", import.meta.url),
      { enterprise: true, world: { repositories: 11, pullRequests: 150 } },
    );
  });
  test.afterEach(() => enterprise.close());

  test("are connected one after the other, chosen from by host, and sync at once", async ({
    page,
    server,
    takeScreenshot,
  }) => {
    await connectTo(page, server);
    await show(page, "Connect");
    await page.getByRole("button", { name: "Connect another account" }).click();
    await connectByToken(page, enterprise.apiUrl, enterprise.token);
    const cards = page.getByRole("list", { name: "Connected accounts" }).locator("> li");
    await expect(cards).toHaveCount(2);
    await expect(cards.getByText("Signed in", { exact: true })).toHaveCount(2);
    await takeScreenshot("accounts-two-hosts");

    // Each card leads to its own host's organization.
    await cards.nth(0).getByRole("button", { name: "Choose repositories" }).click();
    await expect(page.getByTestId("list-status")).toHaveText("7 repositories");
    await takeScreenshot("choose-two-hosts");
    await show(page, "Connect");
    await cards.nth(1).getByRole("button", { name: "Choose repositories" }).click();
    await expect(page.getByTestId("list-status")).toHaveText("11 repositories");

    const state = await callBridge(page, "app.getState", {});
    if (!state.ok) throw new Error(JSON.stringify(state.failure));
    const organizations = state.value.organizations.filter(({ login }) => login === server.organization);
    expect(organizations).toHaveLength(2);
    const repositories = { kind: "all" } as const;
    for (const { id } of organizations)
      await callBridge(page, "sync.start", { organizationId: id, repositories });
    for (const { id } of organizations) {
      const runState = async (): Promise<string | undefined> => {
        const view = await callBridge(page, "sync.get", { organizationId: id });
        return view.ok ? view.value?.run.state : view.failure.code;
      };
      await expect.poll(runState, { timeout: 45_000 }).toBe("complete");
    }

    // Signing out of one leaves the other alone.
    await show(page, "Connect");
    await cards.nth(0).getByRole("button", { name: "Sign out" }).click();
    await expect(cards.nth(0)).toContainText("Sign-in needed");
    await expect(cards.nth(1)).toContainText("Signed in");
  });
});

test.describe("a certificate of a company's own authority", () => {
  const { authority, localhost } = makeAuthority();
  let front: TlsFront;
  test.beforeEach(async ({ server }) => {
    front = await startTlsFront(localhost, Number(new URL(server.apiUrl).port));
  });
  test.afterEach(() => front.close());

  test("is named as not trusted, with what to do about it", async ({ page, server, takeScreenshot }) => {
    await page.getByRole("button", { name: "Connect GitHub" }).click();
    await connectByToken(page, `https://localhost:${front.port}`, server.token);
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("Connection not trusted");
    await expect(alert).toContainText("add it to the system's store or set NODE_EXTRA_CA_CERTS");
    await expect(page.getByLabel("Personal access token")).toHaveValue("");
    await takeScreenshot("connect-not-trusted");
  });

  test.describe("that this computer knows", () => {
    const file = join(tmpdir(), `onramp-authority-${process.pid}.pem`);
    test.use({ environment: { NODE_EXTRA_CA_CERTS: file } });
    test.beforeAll(() => writeFileSync(file, authority));
    test.afterAll(() => rmSync(file));

    test("is as good as any other", async ({ page, server }) => {
      await page.getByRole("button", { name: "Connect GitHub" }).click();
      await connectByToken(page, `https://localhost:${front.port}`, server.token);
      await expect(page.getByText("Signed in", { exact: true })).toBeVisible();
    });
  });
});
