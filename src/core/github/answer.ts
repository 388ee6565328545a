import type { EpochMs } from "../../shared/ids.ts";

/** Header names in lower case. */
export type AnswerHeaders = Readonly<Record<string, string | undefined>>;

/** An answer that arrived whole, whatever it says. */
export interface Answer {
  status: number;
  headers: AnswerHeaders;
  /** The parsed body; undefined when the body is not JSON or does not call itself JSON. */
  json: unknown;
  /** Length of the body after decompression; null where it was not counted. */
  bytes: number | null;
  receivedAt: EpochMs;
}

/** Whether the answer calls its body JSON. */
export function saysJson(headers: AnswerHeaders): boolean {
  return /^application\/(?:[\w.-]+\+)?json\b/i.test(headers["content-type"] ?? "");
}

/** GitHub's own words in an error's body; null when there are none. */
export function readMessage(answer: Answer): string | null {
  const message = readField(answer.json, "message");
  if (typeof message === "string") return message;
  // GraphQL's error bodies, also with status 502.
  const errors = readField(answer.json, "errors");
  const first = Array.isArray(errors) ? readField(errors[0], "message") : undefined;
  return typeof first === "string" ? first : null;
}

/** A field of something that may or may not be an object. */
export function readField(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
