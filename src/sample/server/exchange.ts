import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { RequestTraits } from "../faults.ts";
import type { GraphRequest } from "./graphql-endpoint.ts";

/** One request on its way through the server. */
export interface Exchange {
  readonly request: IncomingMessage;
  /** GitHub's name for it, in every answer and every error. */
  readonly requestId: string;
  readonly query: URLSearchParams;
  /** Below the API's base, without the query. */
  readonly path: string;
  readonly traits: RequestTraits;
  /** For GraphQL; undefined also when its body is not JSON. */
  readonly graph: GraphRequest | undefined;
  readonly body: string;
}

/** A request id in the shape of GitHub's: groups of hexadecimal digits. */
export function makeRequestId(): string {
  const bytes = randomBytes(9).toString("hex").toUpperCase();
  return [bytes.slice(0, 4), bytes.slice(4, 10), bytes.slice(10)].join(":");
}

/** The token of an `authorization` header of any kind that GitHub takes; undefined without one. */
export function tokenOf(request: IncomingMessage): string | undefined {
  const header = request.headers.authorization;
  if (header === undefined) return undefined;
  const [kind = "", value = ""] = header.split(/\s+/, 2);
  if (kind.toLowerCase() !== "basic") return value;
  const parts = Buffer.from(value, "base64").toString().split(":");
  return parts.findLast((part) => part !== "") ?? "";
}

/** A body of form fields, or of JSON with the same fields. */
export function readForm(request: IncomingMessage, body: string): URLSearchParams {
  if (!String(request.headers["content-type"] ?? "").includes("json")) return new URLSearchParams(body);
  try {
    return new URLSearchParams(JSON.parse(body) as Record<string, string>);
  } catch {
    return new URLSearchParams();
  }
}

/** The whole body; undefined when the client went away before it was complete. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  if (request.method === "GET" || request.method === "HEAD") return "";
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks).toString();
}
