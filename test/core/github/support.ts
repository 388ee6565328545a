import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { FailureError, type Failure } from "../../../src/shared/failures.ts";
import type { OrganizationId } from "../../../src/shared/ids.ts";
import type { Observation, RequestCost } from "../../../src/shared/slices.ts";
import { systemClock, type Clock } from "../../../src/core/ports.ts";
import type { OrganizationAddress } from "../../../src/core/database/account-store.ts";
import { createGitHubClient, type ClientPorts, type GitHubClient } from "../../../src/core/github/client.ts";
import type { Fault, Match } from "../../../src/sample/faults.ts";
import type { SampleServer } from "../../../src/sample/sample-server.ts";

/** What a client told its host, in order. */
export interface Told {
  /** `acquire`, `started`, `receiving` (once for all pieces in a row), `ended`, `settle`. */
  steps: string[];
  costs: RequestCost[];
  observations: Observation[];
  log: Parameters<ClientPorts["log"]>[0][];
}

/** A client whose governor grants everything at once, and what it told. */
export function openClient(
  server: { apiUrl: string; token: string },
  options: { signal?: AbortSignal; clock?: Clock } = {},
): { client: GitHubClient; told: Told } {
  const told: Told = { steps: [], costs: [], observations: [], log: [] };
  const client = createGitHubClient({
    apiUrl: server.apiUrl,
    token: server.token,
    signal: options.signal ?? new AbortController().signal,
    clock: options.clock ?? systemClock,
    ports: {
      acquire: async (cost) => {
        told.steps.push("acquire");
        return told.costs.push(cost);
      },
      settle: (_permit, observation) => {
        told.steps.push("settle");
        told.observations.push(observation);
      },
      onRequest: (phase) => {
        if (told.steps.at(-1) !== phase) told.steps.push(phase);
      },
      log: (entry) => told.log.push(entry),
    },
  });
  return { client, told };
}

/** The failure that a promise rejects with. */
export async function failureFrom(promise: Promise<unknown>): Promise<Failure> {
  const outcome = await promise.then(
    (value: unknown) => ({ value }),
    (thrown: unknown) => ({ thrown }),
  );
  if ("thrown" in outcome && outcome.thrown instanceof FailureError) return outcome.thrown.failure;
  throw new Error(`expected a failure, got ${JSON.stringify(outcome)}`, { cause: outcome });
}

/** Sets a fault on the sample server. */
export async function setFault(
  server: SampleServer,
  fault: Fault,
  match: Match = {},
  times = Number.POSITIVE_INFINITY,
): Promise<void> {
  const answer = await server.control({ type: "fault", fault, match, times });
  if (answer.type !== "id") throw new Error(JSON.stringify(answer));
}

/** The sample organization's place in the database. */
export const HARBORLIGHT: OrganizationAddress = {
  id: 1 as OrganizationId,
  accountId: 1 as OrganizationAddress["accountId"],
  login: "harborlight",
  kind: "organization",
  isViewer: false,
  host: "github.test",
  slot: 0,
};

/** A clock that moves only when it is told to. */
export class FakeClock implements Clock {
  #now: number;
  #timers: { at: number; callback: () => void }[] = [];

  constructor(now = Date.parse("2026-11-24T09:00:00Z")) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { at: this.#now + delayMs, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  get waiting(): number {
    return this.#timers.length;
  }

  advance(byMs: number): void {
    this.#now += byMs;
    const due = this.#timers.filter(({ at }) => at <= this.#now);
    this.#timers = this.#timers.filter(({ at }) => at > this.#now);
    for (const { callback } of due) callback();
  }
}

/** A server on the loopback interface that answers as the test says. */
export async function serve(
  listener: RequestListener,
): Promise<{ apiUrl: string; token: string; close: () => Promise<void> }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: "ghp_0000000000000000000000000000000000000001",
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
