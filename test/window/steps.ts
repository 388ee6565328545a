import type { Locator, Page } from "playwright/test";
import type { ControlAnswer, ControlCommand, SampleServer } from "../../src/sample/sample-server.ts";
import type { Bridge } from "../../src/shared/bridge.ts";
import type { CommandInput, CommandName, CommandOutputs } from "../../src/shared/contract.ts";
import type { RunProgress } from "../../src/shared/models.ts";
import type { Result } from "../../src/shared/result.ts";
import { connectTo, expect } from "./fixtures.ts";

/* What a person does in the window, by the words they see. */

/**
 * An organization like the sample one with less to read, on an Enterprise Server, which has no limits: where the
 * machine is busy, slow answers count as GitHub's server time, and the governor would pause for up to a minute.
 */
export const SMALL_ORGANIZATION = { enterprise: true, world: { pullRequests: 1200 } } as const;

/** An environment for the app in which no sync worker can be started. */
export const WITHOUT_WORKERS = {
  NODE_OPTIONS: `--import ${new URL("worker-that-cannot-load.ts", import.meta.url).href}`,
};

/** Shows a screen through the navigation. */
export async function show(
  page: Page,
  screen: "Connect" | "Choose" | "Sync" | "Insights" | "Log" | "Diagnostics",
): Promise<void> {
  await page.getByRole("navigation").getByRole("button", { name: screen, exact: true }).click();
}

/** Connects to the server and shows its repositories, not waiting for them. */
export async function openChoose(page: Page, server: SampleServer): Promise<void> {
  await connectTo(page, server);
  await show(page, "Choose");
}

/** Chooses everything and starts the sync, looking at the plan on the way. */
export async function startSync(page: Page): Promise<void> {
  await page.getByRole("checkbox", { name: "Select all" }).click();
  await page.getByRole("button", { name: "Review the plan…" }).click();
  await page.getByRole("button", { name: "Start sync" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Sync of / })).toBeVisible();
}

/** Waits until the sync screen words the run's state so. A whole run may take long on a busy machine. */
export async function expectRunState(page: Page, words: string): Promise<void> {
  await expect(page.getByTestId("run-state")).toHaveText(words, { timeout: 45_000 });
}

/** One repository of the run. */
export function progressRow(page: Page, repository: string): Locator {
  return page
    .getByRole("region", { name: "Repositories of this run" })
    .getByRole("listitem")
    .filter({ has: page.getByTitle(`harborlight/${repository}`, { exact: true }) });
}

/** Sets a fault or a hold; the returned function takes it back. */
export async function setUp(
  server: SampleServer,
  command: Extract<ControlCommand, { type: "fault" | "hold" }>,
): Promise<{ id: number; takeBack: () => Promise<ControlAnswer> }> {
  const answer = await server.control(command);
  if (answer.type !== "id") throw new Error(`the sample server refused: ${JSON.stringify(answer)}`);
  const { id } = answer;
  return {
    id,
    takeBack: () =>
      server.control(command.type === "fault" ? { type: "clear-fault", id } : { type: "release", id }),
  };
}

/** Sends a command past the screens, as another part of the app would. */
export function callBridge<Name extends CommandName>(
  page: Page,
  name: Name,
  input: CommandInput<Name>,
): Promise<Result<CommandOutputs[Name]>> {
  return page.evaluate(
    ([sentName, sentInput]) =>
      (globalThis as unknown as { onramp: Bridge }).onramp.call(
        sentName as Name,
        sentInput as CommandInput<Name>,
      ),
    [name, input] as const,
  );
}

/** How many requests wait behind a hold. */
export async function countHeld(server: SampleServer, id: number): Promise<number> {
  const answer = await server.control({ type: "held", id });
  return answer.type === "number" ? answer.number : 0;
}

/** Waits until one repository alone is being read: nothing changes any more while that one is held. */
export async function awaitAllButOne(page: Page): Promise<RunProgress> {
  let run: RunProgress | null = null;
  await expect
    .poll(async () => {
      const answer = await callBridge(page, "app.getState", {});
      run = answer.ok ? answer.value.run : null;
      return run?.counts;
    })
    .toMatchObject({ queued: 0, retrying: 0, waiting: 0, running: 1 });
  return run!;
}
