import { describeFailure, type Failure } from "../shared/failures.ts";

/** A failure that leaves no window to show it in, as the title and the text of a dialog. */
export function failureDialog(failure: Failure): { title: string; text: string } {
  const { title, sentence, action, detail } = describeFailure(failure);
  return { title, text: [sentence, ...(detail ? [detail] : []), action].join("\n\n") };
}

/** The same for whoever started Onramp from a terminal: one paragraph, with the code to search for. */
export function failureLines(failure: Failure): string {
  const { title, sentence, action, detail, code } = describeFailure(failure);
  return `${title} (${code}). ${sentence}${detail ? ` ${detail}.` : ""}\n${action}\n`;
}
