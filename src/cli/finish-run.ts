import { ok, type Result } from "../shared/result.ts";
import type { ExitCode } from "./exit-codes.ts";
import { followRun, type FollowOptions } from "./follow-run.ts";
import { doneEvent, gapEvent, gapsOf, judgeEnd, renderRunEnd } from "./render/run-end.ts";

/** Follows a run to its end and says how it ended, with every gap named. */
export async function finishRun(options: FollowOptions): Promise<Result<ExitCode>> {
  const { output } = options;
  const followed = await followRun(options);
  if (!followed.ok) return followed;
  const { view } = followed.value;
  for (const gap of gapsOf(view)) output.event(gapEvent(gap));
  const end = judgeEnd(view);
  if (!end.ok) return end;
  output.answer({ json: [doneEvent(followed.value)], text: () => renderRunEnd(followed.value) });
  return ok(end.value);
}
