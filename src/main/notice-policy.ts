import { describeFailure } from "../shared/failures.ts";
import type { RunProgress, Wait } from "../shared/models.ts";
import { signInAddress, syncAddress, type ScreenAddress } from "../shared/screen-address.ts";

/** What the system tells the person, and the screen that a click on it opens. */
export interface DesktopNotice {
  title: string;
  body: string;
  address: ScreenAddress;
}

/**
 * What is worth telling of a change: that a sync has ended, or needs the person. What the person has just done, such as
 * to pause or cancel, is not; nor what was so already, or was so when the application started.
 */
export function noticeOf(before: RunProgress | undefined, run: RunProgress): DesktopNotice | null {
  const address = syncAddress(run.organizationId);
  if (run.endedAt !== null) {
    if (before === undefined || before.endedAt !== null) return null;
    const words = describeEnd(run);
    return words && { ...words, address };
  }
  if (!needsPerson(run.wait) || before?.wait?.kind === run.wait.kind) return null;
  const { title, action } = describeFailure(run.wait.failure);
  return {
    title: `${title}: ${run.organizationLogin}`,
    body: action,
    address: run.wait.kind === "sign-in" ? signInAddress(run.wait.accountId) : address,
  };
}

/** Waits that end when the person does something. Another program that holds the database lets go of it by itself. */
function needsPerson(wait: Wait | null): wait is Extract<Wait, { kind: "sign-in" | "storage" }> {
  return wait?.kind === "sign-in" || (wait?.kind === "storage" && wait.failure.code !== "store/busy");
}

function describeEnd(run: RunProgress): { title: string; body: string } | null {
  const { organizationLogin: name, counts } = run;
  switch (run.state) {
    case "complete":
      return {
        title: `${name} is complete and verified`,
        body: `${count(run.pullRequests, "pull request")} in ${count(run.repositories, "repository", "repositories")}, as many as GitHub counts.`,
      };
    case "complete-with-gaps":
      return {
        title: `${name} is complete, with gaps`,
        body: `${count(counts.gaps + counts.failed, "repository", "repositories")} could not be read in full. Onramp says why.`,
      };
    case "failed": {
      const reason = run.failure && describeFailure(run.failure);
      return {
        title: `The sync of ${name} failed`,
        body: reason ? `${reason.sentence} ${reason.action}` : "What was fetched is kept. Onramp says why.",
      };
    }
    default:
      return null;
  }
}

const count = (value: number, one: string, many = `${one}s`): string =>
  `${value.toLocaleString()} ${value === 1 ? one : many}`;
