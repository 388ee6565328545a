import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { chromium, type Page } from "playwright-core";
import { ROOT } from "../../scripts/check/run-tool.ts";
import type { Bridge } from "../../src/shared/bridge.ts";
import type { Access } from "../sample.ts";

/** The built app on the stand-in, without a visible window, on a data directory of its own. */
export interface OpenWindow {
  page: Page;
  /** Epoch milliseconds at which its process was started. */
  startedAt: number;
  /** Ends it and removes its data. */
  close(): Promise<void>;
}

const OPENS_WITHIN_MS = 60_000;

/** Opens the app's window, and waits for its first screen. */
export async function openWindow(): Promise<OpenWindow> {
  const folder = mkdtempSync(join(tmpdir(), "onramp-bench-ui-"));
  const endpointFile = join(folder, "endpoint");
  const startedAt = Date.now();
  const child = spawn(
    process.execPath,
    [
      ...["--import", join(ROOT, "stand-in/register.ts"), join(ROOT, "out/main/index.js")],
      `--data-dir=${join(folder, "data")}`,
    ],
    {
      cwd: ROOT,
      env: { ...process.env, ONRAMP_HEADLESS: "1", ONRAMP_STAND_IN_CDP_FILE: endpointFile },
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  const ended = once(child, "exit");
  const close = async (): Promise<void> => {
    child.kill("SIGINT");
    await ended;
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  try {
    await until(() => existsSync(endpointFile));
    const browser = await chromium.connectOverCDP(readFileSync(endpointFile, "utf8"));
    const findPage = (): Page | undefined =>
      browser
        .contexts()
        .flatMap((context) => context.pages())
        .find((page) => URL.parse(page.url())?.pathname === "/index.html");
    await until(() => findPage() !== undefined);
    const page = findPage()!;
    await page.getByRole("button", { name: "Connect GitHub" }).waitFor();
    return { page, startedAt, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Connects the account of a sample server, with the token kept for the session. */
export async function connect(page: Page, { apiUrl, token, organization }: Access): Promise<void> {
  const input = { host: apiUrl, token, storage: "session", organization } as const;
  const answer = await page.evaluate(
    (sent) => (globalThis as unknown as { onramp: Bridge }).onramp.call("account.connect", sent),
    input,
  );
  if (!answer.ok) throw new Error(`the window did not connect: ${answer.failure.code}`);
  // A person goes on when they see that it worked.
  await page.getByRole("list", { name: "Connected accounts" }).waitFor();
}

/** Connects as a person does, up to the button that leads to the repositories. */
export async function signIn(page: Page, { apiUrl, token }: Access): Promise<void> {
  await page.getByRole("button", { name: "Connect GitHub" }).click();
  await page.getByLabel("Host").fill(apiUrl);
  await page.getByLabel("Personal access token").fill(token);
  await page.getByRole("region", { name: "Accepted by GitHub" }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Choose repositories" }).waitFor();
}

/** Shows a screen as a person does. */
export async function showScreen(page: Page, name: string): Promise<void> {
  await page.getByRole("navigation").getByRole("button", { name, exact: true }).click();
}

async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + OPENS_WITHIN_MS;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error("the window did not open in time");
    await pause(20);
  }
}
