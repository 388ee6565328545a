import type { Locator, Page } from "playwright/test";
import type { ControlAnswer, ControlCommand, SampleServer } from "../../src/sample/sample-server.ts";
import { connectTo, expect } from "./fixtures.ts";

/* What a person does in the window, by the words they see. */

/** An organization like the sample one, with less to read, so that a test is about the window and not about speed. */
export const SMALL_ORGANIZATION = { world: { pullRequests: 1200 } } as const;

/** Shows a screen through the navigation. */
export async function show(
  page: Page,
  screen: "Connect" | "Choose" | "Sync" | "Insights" | "Log",
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

/** The run's state as the sync screen words it. */
export function runState(page: Page): Locator {
  return page.getByTestId("run-state");
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

/** How many requests wait behind a hold. */
export async function countHeld(server: SampleServer, id: number): Promise<number> {
  const answer = await server.control({ type: "held", id });
  return answer.type === "number" ? answer.number : 0;
}
