import type { RunProgress } from "../shared/models.ts";

/** What the icon beside the clock says and offers. */
export interface TrayContent {
  /** What is going on, in one line. */
  headline: string;
  /** What can be done about the sync that is under way. */
  action: "pause" | "resume" | null;
}

export const TRAY_TEXTS = {
  open: "Open Onramp",
  pause: "Pause sync",
  resume: "Resume sync",
  quit: "Quit Onramp",
};

/** The content for the newest run; null when there never was one. */
export function trayContent(run: RunProgress | null): TrayContent {
  if (run === null || run.endedAt !== null) {
    return { headline: run === null ? "Nothing is synced yet" : describeEnded(run), action: null };
  }
  const { organizationLogin: name, wait } = run;
  const action = wait?.kind === "paused" ? "resume" : "pause";
  return {
    headline: wait === null ? `${name}: ${describeShare(run)}` : `${name}: ${describeWait(wait)}`,
    action,
  };
}

function describeEnded(run: RunProgress): string {
  const { organizationLogin: name } = run;
  switch (run.state) {
    case "complete":
      return `${name}: complete and verified`;
    case "complete-with-gaps":
      return `${name}: complete, with gaps`;
    case "failed":
      return `${name}: failed`;
    case "cancelled":
      return `${name}: cancelled`;
    default:
      return `${name}: state unknown`;
  }
}

function describeShare({ pullRequests, pullRequestsExpected }: RunProgress): string {
  if (pullRequestsExpected === 0) return "starting";
  // In whole percent: a menu that is set anew closes where it is open.
  const share = Math.floor((100 * Math.min(pullRequests, pullRequestsExpected)) / pullRequestsExpected) / 100;
  return share.toLocaleString(undefined, { style: "percent" });
}

function describeWait(wait: NonNullable<RunProgress["wait"]>): string {
  switch (wait.kind) {
    case "rate-limit":
      return `waiting for GitHub until ${new Date(wait.until).toLocaleTimeString([], { timeStyle: "short" })}`;
    case "offline":
      return "offline";
    case "paused":
      return "paused";
    case "asleep":
      return "asleep";
    case "on-battery":
      return "waiting for mains power";
    case "storage":
      return "nothing can be stored";
    case "sign-in":
      return "sign-in needed";
  }
}
