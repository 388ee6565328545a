import { FailureError } from "../../shared/failures.ts";
import type { Clock } from "../ports.ts";
import { saysJson, type Answer, type AnswerHeaders } from "./answer.ts";
import { sendHttpRequest, type HttpAnswer } from "./http-request.ts";
import { failureOfNetworkError } from "./network-failures.ts";
import { watchForSilence } from "./silence-watch.ts";
import { Turns } from "./turns.ts";

/**
 * The version of the REST API. Every host in support knows it: github.com, and Enterprise Server since 3.9; newer ones
 * are refused with 400 where they are unknown, and change nothing that is read here (GitHub docs, "API versions").
 */
const API_VERSION = "2022-11-28";
/** GitHub itself sends one; a longer chain leads nowhere. */
const MOST_REDIRECTS = 5;

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
  /** GitHub will retire what was called. */
  onWarning: (message: string) => void;
}

/**
 * Sends one request and waits for its whole answer, whatever its status. Rejects with a `FailureError` when no complete
 * answer came, or when the signal ended the request.
 */
type Transport = (sent: Sent) => Promise<Answer>;

/**
 * Answers that arrive together are taken in one after the other: the request that follows from the first goes out before
 * the second is parsed and stored, so that GitHub works while this thread does.
 */
const turns = new Turns();

/**
 * Requests to GitHub, without Octokit. Its throttling and retry plugins work in one process, not in many threads; let one
 * GraphQL query start a second; take GraphQL's limits in a 200 for primary ones or miss them; repeat a 429 before its
 * `retry-after`, and an empty repository's 409 for 14 s; and they wait in silence, while a wait here must be declared
 * (measured against a loopback server). The governor, the queue and this folder do their work. What is left of Octokit
 * is its fetch, which costs more than the parsing (`http-request.ts`), and its JSON parser, which is eight times slower
 * than the engine's (2.8 ms against 0.35 ms for 96 kB, measured).
 */
export function createTransport(options: TransportOptions): Transport {
  const { apiUrl, token, signal, clock, onChunk, onWarning } = options;
  const common = {
    accept: "application/vnd.github+json",
    authorization: `token ${token}`,
    "user-agent": "onramp",
    "x-github-api-version": API_VERSION,
  };

  return async function send(sent) {
    const watch = watchForSilence(signal, clock);
    const request = {
      signal: watch.signal,
      clock,
      onArrival: (bytes: number) => {
        watch.touch();
        if (bytes > 0) onChunk(bytes);
      },
    };
    try {
      const answer =
        sent.method === "POST"
          ? await sendHttpRequest({ ...request, ...postOf(sent, common), url: graphqlUrlOf(apiUrl) })
          : await get(new URL(apiUrl + sent.path), {
              ...request,
              headers: sent.etag === undefined ? common : { ...common, "if-none-match": sent.etag },
            });
      const receivedAt = clock.now();
      await turns.next();
      const headers = toAnswerHeaders(answer.headers);
      warnOfRetirement(sent, headers, onWarning);
      const json = saysJson(headers) ? parseJson(answer.body.toString()) : undefined;
      return { status: answer.status, headers, json, bytes: answer.body.length, receivedAt };
    } catch (thrown) {
      const cause = watch.cause();
      if (cause) throw new FailureError(cause);
      throw thrown instanceof FailureError ? thrown : new FailureError(failureOfNetworkError(thrown));
    } finally {
      watch.end();
    }
  };
}

/** Where a host's GraphQL API is: beside `/api/v3` on Enterprise Server, below the base elsewhere. */
function graphqlUrlOf(apiUrl: string): URL {
  const base = apiUrl.endsWith("/api/v3") ? apiUrl.slice(0, -"/v3".length) : apiUrl;
  return new URL(`${base}/graphql`);
}

/** A redirect of a query is not followed: it would become a GET of something else. */
function postOf({ query, operationName, variables }: Extract<Sent, { method: "POST" }>, common: Headers) {
  return {
    method: "POST" as const,
    headers: { ...common, "content-type": "application/json; charset=utf-8" },
    body: JSON.stringify({ query, operationName, variables }),
  };
}

type Headers = Readonly<Record<string, string>>;

/** Renamed and transferred repositories answer 301, which is followed; the token goes to no other host. */
async function get(
  url: URL,
  request: Omit<Parameters<typeof sendHttpRequest>[0], "method" | "url" | "body">,
): Promise<HttpAnswer> {
  let headers = request.headers;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const answer = await sendHttpRequest({ ...request, method: "GET", url, headers, body: null });
    const { location } = answer.headers;
    if (location === undefined || ![301, 302, 307, 308].includes(answer.status)) return answer;
    const next = new URL(location, url);
    if (next.origin !== url.origin) headers = withoutToken(headers);
    url = next;
  }
  throw new FailureError({ code: "github/bad-response", detail: `more than ${MOST_REDIRECTS} redirects` });
}

function withoutToken(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== "authorization"));
}

/** GitHub says beforehand when it will retire an endpoint (RFC 9745, RFC 8594). */
function warnOfRetirement(sent: Sent, headers: AnswerHeaders, warn: TransportOptions["onWarning"]): void {
  if (headers["deprecation"] === undefined) return;
  const what = sent.method === "GET" ? `GET ${sent.path}` : sent.operationName;
  warn(`GitHub will retire ${what}${headers["sunset"] === undefined ? "" : ` on ${headers["sunset"]}`}.`);
}

function toAnswerHeaders(headers: HttpAnswer["headers"]): AnswerHeaders {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value?.toString()]));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
