import { FailureError, failureOf, type Failure } from "../../shared/failures.ts";
import type { EpochMs, IsoTime } from "../../shared/ids.ts";
import type { LogEntry } from "../../shared/log-entry.ts";
import type { Observation, RequestCost } from "../../shared/slices.ts";
import type { Clock } from "../ports.ts";
import {
  readHidden,
  readHiddenIds,
  readPageLinks,
  readRequestId,
  readScopes,
  readServerTime,
  readTokenExpiry,
} from "./answer-headers.ts";
import type { Answer } from "./answer.ts";
import { readGraphContent } from "./graph-errors.ts";
import { makeFailure } from "./make-failure.ts";
import { observe } from "./observe.ts";
import { failureOfAbort } from "./silence-watch.ts";
import { failureOfStatus, type Asked } from "./status-failures.ts";
import { createTransport, type Sent } from "./transport.ts";

/** What the client needs of whoever runs it. For each request: `acquire`, `started`, `receiving`…, `ended`, `settle`. */
export interface ClientPorts {
  /** Waits for a permit of the governor in main. Rejects when the signal aborts. */
  acquire(cost: RequestCost): Promise<number>;
  /** Gives the permit back with what the answer said about limits. Called once for each permit, whatever happened. */
  settle(permit: number, observation: Observation): void;
  /** `receiving`: a piece of the body came, of so many bytes. */
  onRequest(phase: "started" | "receiving" | "ended", bytes: number): void;
  log(entry: Pick<LogEntry, "level" | "event" | "message" | "code" | "data">): void;
}

export interface GitHubClientOptions {
  /** The REST base, without a trailing slash: `https://api.github.com`, `https://HOST/api/v3`. */
  apiUrl: string;
  token: string;
  /** Ends the requests under way. Aborted with a `FailureError`, that is what they fail with; else `run/cancelled`. */
  signal: AbortSignal;
  ports: ClientPorts;
  clock: Clock;
}

/** Everything that goes wrong is thrown as a `FailureError`; no failure and no log entry holds the token. */
export interface GitHubClient {
  /**
   * Reads a path of the REST API, with its query. Redirects of renamed repositories are followed.
   * `Body` is what the caller takes the answer for; the client has only made sure that it is JSON.
   */
  get<Body>(path: string, options?: { etag?: string | undefined }): Promise<RestAnswer<Body>>;
  /**
   * Asks a GraphQL query.
   * @param points what it costs by GitHub's formula
   */
  query<Data>(
    operation: { text: string; name: string },
    variables: Record<string, unknown>,
    points: number,
  ): Promise<GraphAnswer<Data>>;
}

export type RestAnswer<Body> =
  | {
      kind: "ok";
      body: Body;
      etag: string | null;
      serverTime: IsoTime;
      /** Path and query of the next page; null on the last one. */
      next: string | null;
      /** Null where GitHub does not say, also on the last page itself. */
      lastPage: number | null;
      /** What the answer leaves out until organizations' single sign-on is passed. */
      hidden: Failure | null;
      /** GitHub's ids of those organizations. */
      hiddenIds: number[];
      /** Classic scopes of the token; null for other kinds of tokens. */
      scopes: string[] | null;
      tokenExpiresAt: EpochMs | null;
    }
  | { kind: "not-modified"; serverTime: IsoTime };

export interface GraphAnswer<Data> {
  data: Data;
  serverTime: IsoTime;
  /** From the request's begin to the end of its answer, without the wait for a permit. */
  durationMs: number;
  /** Failures of single top-level fields by their response name; what `data` has for them must be ignored. */
  refused: Map<string, Failure>;
}

/** What an answer is worth: a value, or a failure, or a value of which parts failed. */
interface Reading<Value> {
  value: Value;
  partFailures: readonly Failure[];
}

/** A client for one account on one host, for the length of one slice of work. */
export function createGitHubClient(options: GitHubClientOptions): GitHubClient {
  const { apiUrl, token, signal, ports, clock } = options;
  const transport = createTransport({
    apiUrl,
    token,
    signal,
    clock,
    onChunk: (bytes) => ports.onRequest("receiving", bytes),
    onWarning: (message) => ports.log({ level: "warn", event: "request.deprecated", message }),
  });

  async function exchange<Value>(
    sent: Sent,
    asked: Asked,
    points: number,
    read: (answer: Answer, durationMs: number) => Reading<Value>,
  ): Promise<Value> {
    const permit = await acquirePermit({ resource: asked.route, points });
    // Durations are measured on a clock that nobody can set.
    const startedAt = performance.now();
    let answer: Answer | null = null;
    let failures: readonly Failure[] = [];
    try {
      ports.onRequest("started", 0);
      answer = await transport(sent);
      const reading = read(answer, performance.now() - startedAt);
      failures = reading.partFailures;
      return reading.value;
    } catch (thrown) {
      const failure = withoutToken(failureOf(thrown), token);
      failures = [failure];
      throw new FailureError(failure);
    } finally {
      const durationMs = Math.round(performance.now() - startedAt);
      ports.onRequest("ended", 0);
      ports.settle(permit, observe(answer, failures, durationMs));
      ports.log(describeRequest(sent, answer, failures[0] ?? null, durationMs));
    }
  }

  async function acquirePermit(cost: RequestCost): Promise<number> {
    try {
      return await ports.acquire(cost);
    } catch (thrown) {
      throw signal.aborted ? new FailureError(failureOfAbort(signal)) : thrown;
    }
  }

  return {
    get<Body>(path: string, { etag }: { etag?: string | undefined } = {}) {
      const asked: Asked = { route: "rest", what: `GET ${path}` };
      return exchange({ method: "GET", path, etag }, asked, 1, (answer): Reading<RestAnswer<Body>> => {
        const serverTime = readServerTime(answer);
        if (answer.status === 304 && etag !== undefined)
          return { value: { kind: "not-modified", serverTime }, partFailures: [] };
        requireJson(answer, asked);
        const { headers } = answer;
        const value: RestAnswer<Body> = {
          kind: "ok",
          body: answer.json as Body,
          etag: headers["etag"] ?? null,
          serverTime,
          ...readPageLinks(headers, apiUrl),
          hidden: readHidden(headers),
          hiddenIds: readHiddenIds(headers),
          scopes: readScopes(headers),
          tokenExpiresAt: readTokenExpiry(headers),
        };
        return { value, partFailures: [] };
      });
    },

    query<Data>(
      { text, name }: { text: string; name: string },
      variables: Record<string, unknown>,
      points: number,
    ) {
      const sent: Sent = { method: "POST", query: text, operationName: name, variables };
      const asked: Asked = { route: "graphql", what: name };
      return exchange(sent, asked, points, (answer, durationMs): Reading<GraphAnswer<Data>> => {
        requireJson(answer, asked);
        const content = readGraphContent(answer, name);
        if (content.kind === "failed") throw new FailureError(content.failure);
        const refused = new Map(
          [...content.refused].map(([field, failure]) => [field, withoutToken(failure, token)]),
        );
        const value = { data: content.data as Data, serverTime: readServerTime(answer), durationMs, refused };
        return { value, partFailures: [...refused.values()] };
      });
    },
  };
}

/** Lets only successes with a JSON body pass. */
function requireJson(answer: Answer, asked: Asked): void {
  if (answer.status !== 200) throw new FailureError(failureOfStatus(answer, asked));
  if (answer.json !== undefined) return;
  const type = answer.headers["content-type"] ?? "unknown";
  const detail = `${asked.what}: status 200 with a body of type ${type} that is not a complete JSON text`;
  throw new FailureError(makeFailure("github/bad-response", answer, { detail }));
}

/** A proxy's error page can repeat what it was sent. */
function withoutToken(failure: Failure, token: string): Failure {
  const hide = (text: string): string => text.replaceAll(token, "[token]");
  return {
    ...failure,
    ...(failure.detail === undefined ? {} : { detail: hide(failure.detail) }),
    ...(failure.link === undefined ? {} : { link: hide(failure.link) }),
  };
}

function describeRequest(
  sent: Sent,
  answer: Answer | null,
  failure: Failure | null,
  durationMs: number,
): Parameters<ClientPorts["log"]>[0] {
  const path = sent.method === "GET" ? sent.path : "/graphql";
  const operation = sent.method === "GET" ? null : sent.operationName;
  const status = answer?.status ?? null;
  const subject = operation ?? path;
  return {
    level: "debug",
    event: answer === null ? "request.failed" : "request.answered",
    message: `${sent.method} ${subject}: ${status ?? "no answer"} after ${durationMs} ms`,
    ...(failure === null ? {} : { code: failure.code }),
    data: {
      method: sent.method,
      path,
      operation,
      status,
      durationMs,
      requestId: answer === null ? null : readRequestId(answer.headers),
      bytes: answer?.bytes ?? null,
      detail: failure?.detail ?? null,
    },
  };
}
