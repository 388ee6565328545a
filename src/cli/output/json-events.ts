import { describeFailure, type Failure } from "../../shared/failures.ts";

/** One line of `--json` output. */
export interface JsonEvent {
  event: string;
  [field: string]: unknown;
}

/** What a script needs to know of a failure: its code, the words of the one table, and what is particular. */
export function failureFields(failure: Failure): Record<string, unknown> {
  const { title, sentence, action } = describeFailure(failure);
  const { code, detail = null, until = null, link = null, requestId = null } = failure;
  return { code, title, sentence, action, detail, until, link, requestId };
}
