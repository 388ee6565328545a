import { createGitHubClient, type GitHubClient } from "../github/client.ts";
import type { Log } from "../log/log.ts";
import type { Clock } from "../ports.ts";

/** Main asks GitHub only who somebody is and what they belong to; such a question is not worth waiting longer for. */
const PATIENCE_MS = 30_000;

/**
 * A client for the few requests that main makes itself, before there is a job: who the token belongs to, and which
 * organizations there are. They are too few to need a permit; `onRequest` counts them.
 */
export function createMainClient(options: {
  apiUrl: string;
  token: string;
  clock: Clock;
  log: Log;
  onRequest: () => void;
}): GitHubClient {
  const { apiUrl, token, clock, log, onRequest } = options;
  return createGitHubClient({
    apiUrl,
    token,
    clock,
    signal: AbortSignal.timeout(PATIENCE_MS),
    ports: {
      acquire: () => Promise.resolve(0),
      settle: onRequest,
      onRequest: () => undefined,
      log: (entry) => log.write({ at: clock.now(), ...entry }),
    },
  });
}
