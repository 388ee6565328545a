import type { RequestRecord, Stats } from "../control.ts";
import type { RequestTraits } from "../faults.ts";

/** Requests that are remembered; older ones are forgotten, so that a long benchmark does not fill memory. */
const mostRecords = 50_000;
const longestValue = 120;

/** Everything that was asked of the server since it started. */
export class RequestLog {
  #records: RequestRecord[] = [];
  #number = 0;
  #concurrent = 0;
  stats: Stats = emptyStats();

  get concurrent(): number {
    return this.#concurrent;
  }

  begin(
    traits: RequestTraits,
    requestId: string,
    variables: Readonly<Record<string, unknown>> | undefined,
    receivedAt: number,
  ): RequestRecord {
    this.#number += 1;
    const record: RequestRecord = {
      number: this.#number,
      requestId,
      method: traits.method,
      path: traits.path,
      route: traits.route,
      operation: traits.operation,
      variables: variables === undefined ? undefined : summarize(variables),
      status: 0,
      receivedAt,
      durationMs: -1,
      faults: [],
    };
    this.#records.push(record);
    if (this.#records.length > mostRecords * 1.2) this.#records = this.#records.slice(-mostRecords);
    this.#concurrent += 1;
    const { stats } = this;
    stats.requests += 1;
    stats[traits.route] += 1;
    stats.maxConcurrency = Math.max(stats.maxConcurrency, this.#concurrent);
    const shape = traits.operation ?? shapeOf(traits.path);
    stats.byRoute[shape] = (stats.byRoute[shape] ?? 0) + 1;
    return record;
  }

  end(record: RequestRecord, status: number, bytes: number, now: number): void {
    this.#concurrent -= 1;
    record.status = status;
    record.durationMs = now - record.receivedAt;
    this.stats.bytes += bytes;
    if (status === 304) this.stats.notModified += 1;
  }

  since(number: number): RequestRecord[] {
    return this.#records.filter((record) => record.number > number);
  }

  resetStats(): void {
    this.stats = emptyStats();
  }
}

function emptyStats(): Stats {
  return {
    requests: 0,
    rest: 0,
    graphql: 0,
    byRoute: {},
    points: 0,
    notModified: 0,
    maxConcurrency: 0,
    bytes: 0,
    workMs: 0,
  };
}

function summarize(variables: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => {
      if (typeof value === "string") return [name, value.slice(0, longestValue)];
      if (Array.isArray(value)) return [name, value.slice(0, 10)];
      return [name, value];
    }),
  );
}

/** A path without the names in it. */
function shapeOf(path: string): string {
  return path
    .replace(/\?.*$/, "")
    .replace(/^\/repos\/[^/]+\/[^/]+/, "/repos/{owner}/{repo}")
    .replace(/^\/(orgs|users)\/[^/]+/, "/$1/{login}")
    .replaceAll(/\/\d+(?=\/|$)/g, "/{number}");
}
