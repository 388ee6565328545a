import { describeFailure, type Failure } from "../../shared/failures.ts";
import { styled, type Line } from "../output/line.ts";
import { formatTimeOfDay } from "./format.ts";

/** A failure in full: what happened, what in particular, and what to do. */
export function renderFailure(failure: Failure): Line[] {
  const { title, sentence, action } = describeFailure(failure);
  return [
    [styled("red", title), styled("dim", ` (${failure.code})`)],
    sentence,
    ...particularsOf(failure).map((particular) => `  ${particular}`),
    ["→ ", action],
  ];
}

/** A failure in one line, for a table. */
export function summarizeFailure(failure: Failure): string {
  return [describeFailure(failure).title, ...particularsOf(failure)].join("; ");
}

function particularsOf(failure: Failure): string[] {
  const particulars: string[] = [];
  if (failure.detail) particulars.push(failure.detail);
  if (failure.until) particulars.push(`until ${formatTimeOfDay(failure.until)}`);
  if (failure.link) particulars.push(failure.link);
  if (failure.requestId) particulars.push(`GitHub's request id: ${failure.requestId}`);
  return particulars;
}
