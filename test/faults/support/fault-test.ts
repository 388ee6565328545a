import { expect, test, type TestContext } from "vitest";
import { findText } from "../../journeys/support/find-text.ts";
import { Stage, type StageOptions } from "../../journeys/support/stage.ts";
import type { FaultId } from "../matrix.ts";

/** What the end of the test run tells of a fault. */
export interface FaultMeta {
  id: FaultId;
  /** True once the fault was over and the sync had ended complete, verified against the truth. */
  endedVerified: boolean;
}

declare module "vitest" {
  interface TaskMeta {
    /** Set for faults that can be recovered from. */
    recoverable?: FaultMeta;
  }
}

type Body = (stage: Stage, names: Names) => Promise<void>;

/** The repositories of the small organization, most pull requests first; the first has more than one page of them. */
type Names = readonly [string, string, string, string];

/** For a hang, not for speed. */
const TIMEOUT_MS = 120_000;

const WORLD = { repositories: 4, pullRequests: 200, members: 4 };

/**
 * A fault that ends like any other sync, once it is over: after the body, the run must end complete, with every table
 * equal to what GitHub holds.
 */
export function recovers(id: FaultId, title: string, body: Body, options?: StageOptions): void {
  test(`${id} ${title}`, { timeout: TIMEOUT_MS }, async (context) => {
    const recoverable: FaultMeta = { id, endedVerified: false };
    context.task.meta.recoverable = recoverable;
    await onStage(context, options, async (stage, names) => {
      await body(stage, names);
      await stage.expectVerified();
    });
    recoverable.endedVerified = true;
  });
}

/** A fault whose end is another one: a gap with its name, a refusal. The body says which. */
export function fault(id: FaultId, title: string, body: Body, options?: StageOptions): void {
  test(`${id} ${title}`, { timeout: TIMEOUT_MS }, (context) => onStage(context, options, body));
}

async function onStage(context: TestContext, options: StageOptions | undefined, body: Body): Promise<void> {
  const stage = await Stage.open({ world: WORLD, ...options });
  context.onTestFinished(() => stage.close());
  await body(stage, (await stage.names()) as unknown as Names);
  await stage.closeCore();
  // S1: whatever went wrong, the token is nowhere.
  expect(findText(stage.dataDirectory, stage.github.token, [stage.events])).toEqual([]);
}
