import type { KeychainState } from "../../shared/contract.ts";
import type { DatabaseInspection } from "../../shared/reader-tasks.ts";
import type { Result } from "../../shared/result.ts";
import type { GitHubClient } from "../github/client.ts";
import type { Clock } from "../ports.ts";

/** A host to be reached: an account's, or GitHub's own where there is no account. */
export interface CheckedHost {
  /** As people name it: `github.com`. */
  host: string;
  /** The REST base, without a trailing slash. */
  apiUrl: string;
  account: { login: string; client: () => Promise<Result<GitHubClient>> } | null;
}

/** What the checks look at. */
export interface CheckSurroundings {
  dataDirectory: string;
  clock: Clock;
  keychainState: () => Promise<KeychainState>;
  /** Reads the whole database and tries to write, in a thread of its own. */
  inspectDatabase: () => Promise<Result<DatabaseInspection>>;
  syncWorkerFile: URL;
  /** What the host knows of the network; false is believed. */
  isOnline: () => boolean;
  hosts: readonly CheckedHost[];
  environment: NodeJS.ProcessEnv;
}
