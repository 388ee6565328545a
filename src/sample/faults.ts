/**
 * The ways in which this GitHub can fail, as GitHub itself and the networks before it do. A fault is set with a
 * `Match` through the control commands; the first one that matches a request is applied to it.
 */
export type Fault =
  /** Any status with any body; `headers` are added to GitHub's own. */
  | {
      kind: "status";
      status: number;
      body?: "json" | "html" | "empty";
      message?: string;
      headers?: Record<string, string>;
    }
  /** A captive portal: status 200, a web page. */
  | { kind: "html-200" }
  /** The right body under `text/plain`. */
  | { kind: "wrong-content-type" }
  /** The body ends after this many bytes, half of it by default, with a matching length: it is not JSON. */
  | { kind: "truncated-json"; bytes?: number }
  /** The connection is reset; `after-headers` in the middle of the body. */
  | { kind: "reset"; when?: "before-headers" | "after-headers" }
  /** Nothing more is ever sent. */
  | { kind: "hang"; when?: "before-headers" | "after-headers" }
  /** The body trickles. */
  | { kind: "slow-body"; bytesPerSecond: number }
  /** Waits before it answers, beside the server's latency. */
  | { kind: "delay"; delayMs: number }
  /** Used up: REST 403 unless `status` says 429, GraphQL 200 with this error type. The reset is this far in the future. */
  | {
      kind: "primary-limit";
      status?: 403 | 429;
      errorType?: "RATE_LIMITED" | "RATE_LIMIT";
      resetInMs?: number;
    }
  /** Too fast: 403, 429 or (GraphQL) 200, with or without `retry-after`; the remaining budget is not 0. */
  | { kind: "secondary-limit"; status?: 403 | 429 | 200; retryAfterSeconds?: number }
  | { kind: "bad-credentials" }
  /** A 401 from something in between: no GitHub request id. */
  | { kind: "proxy-401" }
  /** The organization demands single sign-on. */
  | { kind: "sso" }
  /** A success that leaves out organizations which demand single sign-on. */
  | { kind: "sso-partial-results"; organizations?: number[] }
  | { kind: "scope-missing"; scope?: string }
  | { kind: "ip-allow-list" }
  /** The organization restricts OAuth applications, or forbids classic tokens. */
  | { kind: "org-policy"; policy?: "oauth-restricted" | "classic-forbidden" | "lifetime" }
  /** A fine-grained token that an owner has not approved yet. */
  | { kind: "approval-pending" }
  | { kind: "not-found" }
  | { kind: "gone-410" }
  | { kind: "blocked-451" }
  | { kind: "tos-403" }
  | { kind: "validation-422" }
  | { kind: "empty-409" }
  | {
      kind: "server-error";
      form: "500" | "502-html" | "502-json" | "503" | "504" | "200-something-went-wrong";
    }
  /** GraphQL: the query ran out of resources; nodes of the first list are null. */
  | { kind: "resource-limits" }
  /** GraphQL: every third node of the first list is null, with an error for each. */
  | { kind: "graphql-partial" }
  /** GraphQL under load: pages of more than `mostParents` (50) that hold lists fail; time grows with the nodes returned. */
  | {
      kind: "github-under-load";
      mostParents?: number;
      msPerNode?: number;
      form?: "resource-limits" | "502-html";
    }
  /** Any GraphQL answer that would hold one of these pull requests (by number) is a 502, however small the page. */
  | { kind: "fails-at-every-size"; from: number; to: number }
  /** GitHub's clock is ahead by this much (behind if negative): `date`, resets and `resetAt`. */
  | { kind: "clock-skew"; skewMs: number };

/** Which requests a fault or a hold is for; without a field, all. */
export interface Match {
  /** `rest`, `graphql`, or the beginning of a path such as `/orgs/harborlight/repos`. */
  route?: string;
  /** The name of the GraphQL operation. */
  operation?: string;
  /** `owner/name`, or the name alone in the sample organization. */
  repository?: string;
  method?: string;
  /** The login of an organization that the request is about, itself or through a repository. */
  organization?: string;
}

/** What is known of a request when faults are looked for. */
export interface RequestTraits {
  readonly route: "rest" | "graphql";
  readonly method: string;
  readonly path: string;
  readonly operation: string | undefined;
  /** Lower-case `owner/name` of each repository that the request is about, and the logins of owners. */
  readonly names: readonly string[];
}

/** A fault that strikes a request, with what it was set for. */
export interface StruckFault {
  readonly fault: Fault;
  readonly match: Match;
}

interface ActiveFault {
  readonly id: number;
  readonly fault: Fault;
  readonly match: Match;
  skip: number;
  times: number;
}

interface ActiveHold {
  readonly match: Match;
  readonly waiting: Set<() => void>;
}

/** True if the request is one of those described. */
function matches(match: Match, traits: RequestTraits, organization: string): boolean {
  const { route, operation, repository, method, organization: owner } = match;
  if (route === "rest" || route === "graphql") {
    if (traits.route !== route) return false;
  } else if (route !== undefined && !traits.path.startsWith(route)) return false;
  if (operation !== undefined && traits.operation !== operation) return false;
  if (method !== undefined && traits.method !== method.toUpperCase()) return false;
  if (owner !== undefined && !traits.names.includes(owner.toLowerCase())) return false;
  if (repository === undefined) return true;
  const fullName = (repository.includes("/") ? repository : `${organization}/${repository}`).toLowerCase();
  return traits.names.includes(fullName);
}

/** The faults and holds that are set now. */
export class FaultBoard {
  readonly #organization: string;
  #faults: ActiveFault[] = [];
  readonly #holds = new Map<number, ActiveHold>();
  #nextId = 1;

  constructor(organization: string) {
    this.#organization = organization;
  }

  get isQuiet(): boolean {
    return this.#faults.length === 0 && this.#holds.size === 0;
  }

  /** How far GitHub's clock is ahead, by the faults that are set. */
  get skewMs(): number {
    return this.#faults.reduce((sum, { fault }) => sum + (fault.kind === "clock-skew" ? fault.skewMs : 0), 0);
  }

  /** @param times how often it strikes; @param skip how many matching requests pass before it does */
  set(fault: Fault, match: Match = {}, times = Number.POSITIVE_INFINITY, skip = 0): number {
    const id = this.#nextId++;
    this.#faults.push({ id, fault, match, times, skip });
    return id;
  }

  clear(id: number): void {
    this.#faults = this.#faults.filter((active) => active.id !== id);
  }

  clearAll(): void {
    this.#faults = [];
    for (const id of this.#holds.keys()) this.release(id);
  }

  hold(match: Match): number {
    const id = this.#nextId++;
    this.#holds.set(id, { match, waiting: new Set() });
    return id;
  }

  release(id: number): void {
    const hold = this.#holds.get(id);
    this.#holds.delete(id);
    for (const resume of hold?.waiting ?? []) resume();
  }

  /** How many requests wait behind a hold. */
  waitingBehind(id: number): number {
    return this.#holds.get(id)?.waiting.size ?? 0;
  }

  /** Resolves when no hold matches any more. */
  async pass(traits: RequestTraits): Promise<void> {
    for (;;) {
      const hold = [...this.#holds.values()].find((candidate) =>
        matches(candidate.match, traits, this.#organization),
      );
      if (hold === undefined) return;
      await new Promise<void>((resolve) => hold.waiting.add(resolve));
    }
  }

  /** The faults that strike this request, in the order in which they were set; counts them as used. */
  strike(traits: RequestTraits): StruckFault[] {
    const struck: StruckFault[] = [];
    for (const active of this.#faults) {
      if (active.times <= 0 || !matches(active.match, traits, this.#organization)) continue;
      if (active.skip > 0) {
        active.skip -= 1;
        continue;
      }
      active.times -= 1;
      struck.push({ fault: active.fault, match: active.match });
    }
    return struck;
  }
}
