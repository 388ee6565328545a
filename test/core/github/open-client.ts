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
  /** Pieces of bodies that came. */
  pieces: number;
}

/** A client whose governor grants everything at once, and what it told. */
export function openClient(
  server: { apiUrl: string; token: string },
  options: { signal?: AbortSignal; clock?: Clock; onPiece?: () => void } = {},
): { client: GitHubClient; told: Told } {
  const told: Told = { steps: [], costs: [], observations: [], log: [], pieces: 0 };
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
        if (phase === "receiving") {
          told.pieces += 1;
          options.onPiece?.();
        }
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
