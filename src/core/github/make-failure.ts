import type { Failure, FailureCode } from "../../shared/failures.ts";
import { readRequestId } from "./answer-headers.ts";
import type { Answer } from "./answer.ts";

const LONGEST_DETAIL = 300;

/** What an answer adds to a failure. */
interface FailureFacts {
  detail: string;
  until?: number | undefined;
  link?: string | null | undefined;
}

/** The failure that an answer stands for, with GitHub's id of the request. */
export function makeFailure(code: FailureCode, answer: Answer, facts: FailureFacts): Failure {
  const requestId = readRequestId(answer.headers);
  return {
    code,
    detail: toOneLine(facts.detail),
    ...(facts.until === undefined ? {} : { until: facts.until }),
    ...(facts.link ? { link: facts.link } : {}),
    ...(requestId === null ? {} : { requestId }),
  };
}

/** Foreign text made fit for one line of a screen or a log: no control characters, not too long. */
export function toOneLine(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\s]+/gu, " ").trim();
  return line.length <= LONGEST_DETAIL ? line : `${line.slice(0, LONGEST_DETAIL - 1)}…`;
}
