import type { FailureCode } from "../../../shared/failures.ts";
import type { EpochMs } from "../../../shared/ids.ts";
import type { LogEntry } from "../../../shared/log-entry.ts";

interface Stretch {
  from: EpochMs;
  to: EpochMs;
}

/** A worker was at the job. `isFirst`: of its attempt; else it went on after giving others a turn. */
export interface WorkStep extends Stretch {
  kind: "work";
  attempt: number;
  isFirst: boolean;
  ending: "done" | "failed" | "yielded" | "open";
  code: FailureCode | null;
}

/** One thing that a job did, or that was done to it. */
export type TimelineStep =
  | WorkStep
  | ({ kind: "wait" } & Stretch)
  | ({ kind: "request"; what: string; code: FailureCode | null } & Stretch)
  /** Anything else that was said of it, such as a stall. */
  | ({ kind: "note"; what: string; code: FailureCode | null } & Stretch);

/** What a job did, step by step, by the entries of the log that name it, oldest first. Requests follow their work. */
export function timelineOf(entries: readonly LogEntry[]): TimelineStep[] {
  const steps: TimelineStep[] = [];
  /** The work that has not ended yet, and until when anything was seen of the job. */
  const now: { work: WorkStep | null; seenUntil: EpochMs | null } = { work: null, seenUntil: null };
  const endWork = (ending: WorkStep["ending"], code: FailureCode | null = null): boolean => {
    if (now.work === null) return false;
    Object.assign(now.work, { ending, code });
    now.work = null;
    return true;
  };

  for (const entry of entries) {
    const { at, message, code = null } = entry;
    // No entry says that others were given a turn: what was seen last of the work was its end.
    const hasYielded = entry.event === "job.started" && endWork("yielded");
    const before = now.seenUntil;
    now.seenUntil = Math.max(before ?? at, at);
    if (now.work !== null) now.work.to = now.seenUntil;
    switch (entry.event) {
      case "job.started":
        if (before !== null && at > before) steps.push({ kind: "wait", from: before, to: at });
        now.work = {
          ...{ kind: "work", attempt: attemptIn(message), isFirst: !hasYielded },
          ...{ ending: "open", code: null, from: at, to: at },
        };
        steps.push(now.work);
        break;
      case "job.done":
        endWork("done");
        break;
      case "job.failed":
        endWork("failed", code);
        break;
      case "request.answered":
      case "request.failed":
        steps.push({ kind: "request", what: message, code, from: at - durationIn(entry), to: at });
        break;
      default:
        steps.push({ kind: "note", what: message, code, from: at, to: at });
    }
  }
  return steps;
}

/** How long the steps of a kind took together. */
export function totalMsOf(steps: readonly TimelineStep[], kind: TimelineStep["kind"]): number {
  return steps.filter((step) => step.kind === kind).reduce((sum, { from, to }) => sum + to - from, 0);
}

function attemptIn(message: string): number {
  return Number(/attempt (\d+)/.exec(message)?.[1] ?? 1);
}

function durationIn({ data }: LogEntry): number {
  const duration = data?.["durationMs"];
  return typeof duration === "number" ? duration : 0;
}
