import { Octokit } from "@octokit/rest";
import { FailureError } from "../../shared/failures.ts";
import type { Clock } from "../ports.ts";
import { saysJson, type Answer, type AnswerHeaders } from "./answer.ts";
import { failureOfNetworkError } from "./network-failures.ts";
import { watchForSilence, type SilenceWatch } from "./silence-watch.ts";

/**
 * The version of the REST API. Every host in support knows it: github.com, and Enterprise Server since 3.9; newer ones
 * are refused with 400 where they are unknown, and change nothing that is read here (GitHub docs, "API versions").
 */
const API_VERSION = "2022-11-28";

/** One request; GraphQL is a request like any other. */
export type Sent =
  | { method: "GET"; path: string; etag: string | undefined }
  | { method: "POST"; query: string; operationName: string; variables: Record<string, unknown> };

interface TransportOptions {
  /** The REST base, without a trailing slash. */
  apiUrl: string;
  token: string;
  signal: AbortSignal;
  clock: Clock;
  /** Called for each piece of a body that arrives. */
  onChunk: (bytes: number) => void;
  /** Octokit's own warnings: that GitHub will retire what was called. */
  onWarning: (message: string) => void;
}

/**
 * Sends one request and waits for its whole answer, whatever its status. Rejects with a `FailureError` when no complete
 * answer came, or when the signal ended the request.
 */
type Transport = (sent: Sent) => Promise<Answer>;

/**
 * Requests through Octokit, without its throttling and retry plugins. They work in one process, not in many threads; let
 * one GraphQL query start a second; take GraphQL's limits in a 200 for primary ones or miss them; repeat a 429 before its
 * `retry-after`, and an empty repository's 409 for 14 s; and they wait in silence, while a wait here must be declared
 * (measured against a loopback server). The governor, the queue and this folder do their work.
 *
 * Bodies of successes are taken as streams, for two reasons: each piece is a sign of life, and Octokit would parse them
 * with a JSON parser that is eight times slower than the engine's (2.8 ms against 0.35 ms for 96 kB, measured).
 */
export function createTransport(options: TransportOptions): Transport {
  const { signal, clock, onChunk } = options;
  const ignore = (): void => undefined;
  const log = { debug: ignore, info: ignore, warn: options.onWarning, error: ignore };
  const octokit = new Octokit({
    auth: options.token,
    baseUrl: options.apiUrl,
    userAgent: "onramp",
    log,
    request: { log, parseSuccessResponseBody: false },
  });
  const graphqlUrl = graphqlUrlOf(options.apiUrl);

  return async function send(sent) {
    const watch = watchForSilence(signal, clock);
    try {
      const response = await octokit.request(requestOf(sent, graphqlUrl, watch.signal));
      watch.touch();
      const headers = toAnswerHeaders(response.headers);
      const receivedAt = clock.now();
      const body = await readBody(response.data, watch, onChunk);
      const json = saysJson(headers) ? parseJson(body.toString()) : undefined;
      return { status: response.status, headers, json, bytes: body.length, receivedAt };
    } catch (thrown) {
      const cause = watch.cause();
      if (cause) throw new FailureError(cause);
      const refused = responseOf(thrown);
      if (refused === null) throw new FailureError(failureOfNetworkError(thrown));
      const headers = toAnswerHeaders(refused.headers);
      // Octokit has read and parsed the bodies of errors, which are small.
      const json = saysJson(headers) && typeof refused.data === "object" ? refused.data : undefined;
      return { status: refused.status, headers, json, bytes: null, receivedAt: clock.now() };
    } finally {
      watch.end();
    }
  };
}

/** Where a host's GraphQL API is: beside `/api/v3` on Enterprise Server, below the base elsewhere. */
function graphqlUrlOf(apiUrl: string): string {
  return apiUrl.endsWith("/api/v3") ? `${apiUrl.slice(0, -"/v3".length)}/graphql` : `${apiUrl}/graphql`;
}

/** A request in Octokit's words; what it does not know of goes into the body. */
interface OctokitRequest {
  method: "GET" | "POST";
  url: string;
  headers: Record<string, string>;
  request: { signal: AbortSignal; redirect?: "manual" };
  [bodyField: string]: unknown;
}

function requestOf(sent: Sent, graphqlUrl: string, signal: AbortSignal): OctokitRequest {
  const headers = { accept: "application/vnd.github+json", "x-github-api-version": API_VERSION };
  switch (sent.method) {
    case "GET":
      return {
        method: sent.method,
        url: sent.path,
        headers: sent.etag === undefined ? headers : { ...headers, "if-none-match": sent.etag },
        // Renamed and transferred repositories answer 301, which fetch follows; it takes the token to no other host.
        request: { signal },
      };
    case "POST":
      return {
        method: sent.method,
        url: graphqlUrl,
        headers,
        query: sent.query,
        operationName: sent.operationName,
        variables: sent.variables,
        // A followed redirect would turn the query into a GET of something else.
        request: { signal, redirect: "manual" },
      };
  }
}

function toAnswerHeaders(headers: Readonly<Record<string, string | number | undefined>>): AnswerHeaders {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value?.toString()]));
}

/** The whole body. Octokit gives a stream because it was told to, and nothing for answers without a body. */
async function readBody(
  stream: unknown,
  watch: SilenceWatch,
  onChunk: TransportOptions["onChunk"],
): Promise<Buffer> {
  if (!(stream instanceof ReadableStream)) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream as ReadableStream<Uint8Array>) {
    watch.touch();
    onChunk(chunk.length);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface RefusedResponse {
  status: number;
  headers: Record<string, string | number | undefined>;
  data: unknown;
}

/** The answer within Octokit's error for statuses from 400 on, and for 304; null when there was none. */
function responseOf(thrown: unknown): RefusedResponse | null {
  if (!(thrown instanceof Error) || !("response" in thrown) || !thrown.response) return null;
  return thrown.response as RefusedResponse;
}
