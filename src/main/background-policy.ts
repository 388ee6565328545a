import type { RunProgress } from "../shared/models.ts";
import type { Settings } from "../shared/settings.ts";

/** Whether a sync goes on by itself: it has not ended, and waits for nobody. */
function goesOnByItself(run: RunProgress): boolean {
  return run.endedAt === null && run.wait?.kind !== "paused" && run.wait?.kind !== "sign-in";
}

/**
 * Whether the application goes on without a window: on a Mac as all do, with an icon to reach it by, or for a sync that
 * is under way. Otherwise closing the window quits.
 */
export function staysWithoutWindow(
  platform: NodeJS.Platform,
  settings: Pick<Settings, "keepsRunning" | "showsTray">,
  runs: Iterable<RunProgress>,
): boolean {
  if (platform === "darwin" || settings.showsTray) return true;
  return settings.keepsRunning && [...runs].some(goesOnByItself);
}
