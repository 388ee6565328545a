import type { AnyEvent, CommandName, CommandOutputs } from "../shared/contract.ts";
import type { EpochMs } from "../shared/ids.ts";
import type { LogEntry } from "../shared/log-entry.ts";
import type { RecoveryReport } from "../shared/recovery.ts";
import type { Result } from "../shared/result.ts";
import type { UnexpectedEnd } from "../shared/models.ts";
import type { Clock, Keychain, Network, Power, WorkerFiles } from "./ports.ts";

/** The application, whoever hosts it: the desktop window, the terminal or a test. */
export interface Core {
  /**
   * Runs one command of the contract. The input is parsed with the contract's schema first, so any value may be
   * passed. Never throws and never rejects: what goes wrong comes back as a failure.
   */
  call<Name extends CommandName>(name: Name, input: unknown): Promise<Result<CommandOutputs[Name]>>;
  /** Hears every event until the returned function is called. An event is sent only after its facts are committed. */
  subscribe(listener: (event: AnyEvent) => void): () => void;
  /** What was wrong with the database when it was opened, or is; `recovery.changed` tells when that changes. */
  readonly recovery: RecoveryReport | null;
  /** Writes what the host itself has to say into the log. */
  note(entry: LogEntry): void;
  /** Ends workers and closes files. A running sync stays in the queue and resumes at the next start. */
  close(): Promise<void>;
}

/** How to reach the sample organization's server. */
export interface SampleAccess {
  apiUrl: string;
  token: string;
  organization: string;
}

/** What a host must supply. */
export interface CoreOptions {
  dataDirectory: string;
  version: string;
  keychain: Keychain;
  clock: Clock;
  network: Network;
  workerFiles: WorkerFiles;
  /** Whether an unfinished sync goes on by itself at the start, as it should in a window, or waits to be asked for. */
  resumesAtStart: boolean;
  /** Whether a sync is about to be asked for: then its threads start while the rest opens. */
  expectsSync?: boolean;
  /** The client id of an OAuth app, where the environment names one (`ONRAMP_GITHUB_CLIENT_ID`). */
  githubClientId?: string | undefined;
  /** Starts the sample organization's server, once. */
  startSample: () => Promise<SampleAccess>;
  /** Empties what the browser keeps for the window: storage, caches, cookies. Without it no window is open. */
  forgetPages?: () => Promise<void>;
  /** Whether the host ends once everything is forgotten, as a command does: then nothing is opened anew. */
  endsOnceForgotten?: boolean;
  /** Without it nothing is scheduled, and the computer's power keeps nothing waiting. */
  desktop?: DesktopParts;
}

/** What only a host that stays open supplies. */
export interface DesktopParts {
  power: Power;
  /** When the application was opened, for the syncs that begin with it. */
  openedAt: EpochMs;
  /** How the application ended when it last ran, if not as it should; for the window to say. */
  unexpectedEnd: UnexpectedEnd | null;
}
