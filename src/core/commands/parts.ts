import type { AnyEvent, CommandInput, CommandName, CommandOutputs } from "../../shared/contract.ts";
import type { Failure } from "../../shared/failures.ts";
import type { OrganizationId } from "../../shared/ids.ts";
import type { Settings } from "../../shared/settings.ts";
import type { NextSync, SyncPlan, UnexpectedEnd } from "../../shared/models.ts";
import type { RecoveryReport } from "../../shared/recovery.ts";
import type { Result } from "../../shared/result.ts";
import type { Accounts } from "../accounts/accounts.ts";
import type { DeviceSignIn } from "../accounts/device-sign-in.ts";
import type { TokenCheck } from "../accounts/token-check.ts";
import type { WritableDatabase } from "../database/connection.ts";
import type { PatientWriter } from "../database/write-retry.ts";
import type { TokenVault } from "../keychain/token-vault.ts";
import type { Log } from "../log/log.ts";
import type { Clock, Network, WorkerFiles } from "../ports.ts";
import type { Reader } from "../reader/reader.ts";
import type { Governor } from "../sync/governor.ts";
import type { RecentCounts } from "../sync/recent-counts.ts";
import type { RunFeed } from "../sync/run-feed.ts";
import type { RepositoryLists } from "../sync/repository-lists.ts";
import type { Engine } from "../sync/engine.ts";
import type { SampleAccess } from "../core.ts";

/** What the commands are made of; `create-core.ts` puts it together. */
export interface CoreParts {
  dataDirectory: string;
  version: string;
  clock: Clock;
  database: WritableDatabase;
  writer: PatientWriter;
  vault: TokenVault;
  accounts: Accounts;
  tokenCheck: TokenCheck;
  deviceSignIn: DeviceSignIn;
  governor: Governor;
  engine: Engine;
  feed: RunFeed;
  lists: RepositoryLists;
  /** The last plan of each organization, shown beside its run. */
  plans: Map<OrganizationId, SyncPlan>;
  recentCounts: RecentCounts;
  reader: Reader;
  /** Reads for exports alone, in a thread of its own while there is one: nobody waits behind it. */
  exporter: Reader;
  log: Log;
  startSample: () => Promise<SampleAccess>;
  recovery: () => RecoveryReport | null;
  network: Network;
  workerFiles: WorkerFiles;
  /** Text without the secrets that this process knows of, and without whatever looks like one. */
  redact: (text: string) => string;
  /** Hears of a failure of the disk or of damage to the database, which is then checked and mended. */
  noteBroken(failure: Failure): void;
  /** What the schedule starts next. */
  nextSync: () => NextSync | null;
  unexpectedEnd: UnexpectedEnd | null;
  /** Lets the engine go by these settings from now on. */
  applySettings(settings: Settings): void;
  emit(event: AnyEvent): void;
}

/** One command: takes checked input; throws a `FailureError` or gives a failed result when it cannot be done. */
export type Handler<Name extends CommandName> = (
  parts: CoreParts,
  input: CommandInput<Name>,
) => Promise<Result<CommandOutputs[Name]>>;

export type Handlers<Names extends CommandName> = { [Name in Names]: Handler<Name> };
