import { randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { AnyEvent, CommandName, CommandOutputs } from "../shared/contract.ts";
import type { AccountId, OrganizationId, RepositoryId } from "../shared/ids.ts";
import { failureOf, describeFailure, type Failure } from "../shared/failures.ts";
import { DEFAULT_SETTINGS, type Settings } from "../shared/settings.ts";
import type { MachineHold, SyncPlan } from "../shared/models.ts";
import type { RecoveryReport } from "../shared/recovery.ts";
import { failed, type Result } from "../shared/result.ts";
import type { Slice, SliceReport } from "../shared/slices.ts";
import { Accounts } from "./accounts/accounts.ts";
import { DeviceSignIn } from "./accounts/device-sign-in.ts";
import { TokenCheck } from "./accounts/token-check.ts";
import { signIn, tellAccounts } from "./commands/account-commands.ts";
import { carryOut } from "./commands/carry-out.ts";
import type { CoreParts } from "./commands/parts.ts";
import type { Core, CoreOptions } from "./core.ts";
import { MAINS_POWER, type Clock } from "./ports.ts";
import { followSchedule } from "./schedule/follow-schedule.ts";
import {
  leaveCheckpointsToOthers,
  LOCK_WAIT_MS,
  openDatabase,
  storeFailureOf,
} from "./database/connection.ts";
import { listUnfinishedRuns, readRun, type StoredRun } from "./database/run-store.ts";
import { readSettings } from "./database/settings-store.ts";
import { PatientWriter } from "./database/write-retry.ts";
import type { KeptToken } from "./forget/forget-everything.ts";
import type { TokenVault } from "./keychain/token-vault.ts";
import type { Log } from "./log/log.ts";
import { createReader, type ReaderOptions } from "./reader/reader.ts";
import { Engine } from "./sync/engine.ts";
import { followOthers } from "./follow-others.ts";
import { Governor } from "./sync/governor.ts";
import { RepositoryLists } from "./sync/repository-lists.ts";
import { RecentCounts } from "./sync/recent-counts.ts";
import { RunFeed } from "./sync/run-feed.ts";
import type { LiveFacts } from "./sync/run-view.ts";
import { SlicePool } from "./sync/slice-pool.ts";
import { Supervisor } from "./sync/supervisor.ts";
import { MachineWatch } from "./sync/machine-watch.ts";
import { WATCHDOG_SETTINGS } from "./sync/watchdog.ts";

/**
 * One keeps up with all that GitHub allows, and each costs memory and a warm-up of its own. A second is started when the
 * first has its hands full, where there is a core for it: it goes on while the first hangs. More would only wait for the
 * one database.
 */
const SYNC_THREADS = availableParallelism() > 2 ? 2 : 1;
const SLICES_PER_THREAD = 32;

const INDEX_LOG_EVERY_MS = 3_000;

/** What outlives a database that has to be opened anew. */
export interface Lasting {
  log: Log;
  /** Told after entries have reached the log's files. */
  logListeners: Set<() => void>;
  vault: TokenVault;
  redact(text: string): string;
  recovery(): RecoveryReport | null;
  /** The disk failed, or the database is damaged: it must be closed and checked. */
  onStoreBroken(failure: Failure): void;
}

/** A core on one opening of the database. */
export interface ComposedCore extends Omit<Core, "note"> {
  /** The tokens of its accounts, for whoever is to forget them. */
  tokens(): KeptToken[];
  /** Whether jobs are being run. */
  readonly isAtWork: boolean;
}

/**
 * Composes the application on a database that was found sound (`open-core.ts`). Throws a `FailureError` when the
 * directory or its database is refused.
 */
export async function createCore(options: CoreOptions, lasting: Lasting): Promise<ComposedCore> {
  const { dataDirectory, clock } = options;
  const { log, vault, recovery } = lasting;
  const database = openDatabase(dataDirectory, LOCK_WAIT_MS.main);
  leaveCheckpointsToOthers(database);
  const logDirectory = join(dataDirectory, "logs");
  const writer = new PatientWriter(database, clock);
  const listeners = new Set<(event: AnyEvent) => void>();
  const emit = (event: AnyEvent): void => {
    for (const listener of listeners) listener(event);
    scheduler?.hear(event);
  };
  const plans = new Map<OrganizationId, SyncPlan>();
  const recentCounts = new RecentCounts(clock);

  const accounts: Accounts = new Accounts({
    database,
    writer,
    vault,
    clock,
    log,
    onRequest: (accountId) => supervisor.costs.note(accountId, null, 0),
  });
  const tokenCheck = new TokenCheck({ clock, log });
  const deviceSignIn = new DeviceSignIn({
    clock,
    log,
    clientIdOfEnvironment: options.githubClientId || null,
    signIn: ({ storage, ...address }, token) => signIn(parts, { address, token, storage, isSample: false }),
    onChange: (state) => emit({ name: "sign-in.changed", payload: { signIn: state } }),
  });
  const governor = new Governor({
    clock,
    network: options.network,
    reserve: DEFAULT_SETTINGS.reservePercent / 100,
    onGateChange: (accountId) => guard(() => noteGate(accountId)),
  });
  const pool = new SlicePool({
    workerFile: options.workerFiles.sync,
    dataDirectory,
    threads: SYNC_THREADS,
    slicesPerThread: SLICES_PER_THREAD,
  });
  const supervisor: Supervisor = new Supervisor({
    database,
    writer,
    pool,
    governor,
    clock,
    owner: randomUUID(),
    watchdog: WATCHDOG_SETTINGS,
    credentialOf: (accountId) => accounts.credentialOf(accountId),
    log: (entry) => log.write(entry),
    onChange(runId, repositoryId) {
      feed.touch(runId, repositoryId);
      if (repositoryId !== null) lists.touch(repositoryId);
    },
    onReport: (slice, report) => guard(() => noteReport(slice, report)),
    onStorage: (failure) => noteStorage(failure),
    isHeld: () => machine.hold !== null,
  });
  const machine: MachineWatch = new MachineWatch({
    clock,
    power: options.desktop?.power ?? MAINS_POWER,
    log: (entry) => log.write(entry),
    onChange: (hold) => guard(() => noteMachine(hold)),
  });
  const guardedClock: Clock = {
    now: () => clock.now(),
    after: (delayMs, callback) => clock.after(delayMs, () => guard(callback)),
  };
  const feed: RunFeed = new RunFeed({ database, clock: guardedClock, liveOf, emit });
  const engine = new Engine({ dataDirectory, clock, log, supervisor, pool });
  // Whoever needs the threads hears what went wrong.
  if (options.expectsSync) engine.checkHealth().catch(() => undefined);
  const lists: RepositoryLists = new RepositoryLists({
    database,
    engine,
    clock: guardedClock,
    emit,
    onChange: (organizationId) => feed.touchInsights(organizationId),
  });
  const readerOptions: ReaderOptions = {
    workerFile: options.workerFiles.reader,
    dataDirectory,
    logDirectory,
    onTrouble: (failure) => logFailure("reader.trouble", failure),
  };
  const reader = createReader(readerOptions);
  const exporter = createReader(readerOptions);

  const parts: CoreParts = {
    ...{ dataDirectory, version: options.version, startSample: options.startSample, recovery },
    ...{
      clock,
      database,
      writer,
      vault,
      accounts,
      governor,
      engine,
      feed,
      lists,
      plans,
      recentCounts,
      reader,
      exporter,
      log,
      emit,
    },
    ...{ nextSync: () => scheduler?.next ?? null, unexpectedEnd: options.desktop?.unexpectedEnd ?? null },
    ...{ tokenCheck, deviceSignIn },
    ...{ network: options.network, workerFiles: options.workerFiles, redact: lasting.redact },
    applySettings,
    noteBroken,
  };
  const scheduler =
    options.desktop && followSchedule(parts, options.desktop.openedAt, () => machine.hold !== null);

  let others: { close(): void } | null = null;

  let cancelIndexing: (() => void) | null = null;
  /** Keeps the log's index close behind its files, in the reader's thread. */
  function indexLogSoon(): void {
    cancelIndexing ??= clock.after(INDEX_LOG_EVERY_MS, () => {
      cancelIndexing = null;
      void reader.indexLog();
    });
  }

  function applySettings({
    stallAfterSeconds,
    reservePercent,
    pausesOnBattery,
    githubClientId,
  }: Settings): void {
    deviceSignIn.useSetting(githubClientId);
    supervisor.watchdog = { ...supervisor.watchdog, stallAfterMs: stallAfterSeconds * 1_000 };
    governor.setReserve(reservePercent / 100);
    machine.pausesOnBattery = pausesOnBattery;
  }

  function liveOf(run: StoredRun): Omit<LiveFacts, "rowsPerSecond"> {
    const slices = supervisor.listLive(run.id).map((work) => {
      const { kind, lease, subjectId } = work.slice;
      const isAboutRepository = kind === "pull_requests" || kind === "reviews";
      const repositoryId = isAboutRepository ? (subjectId as RepositoryId) : null;
      return [lease!.jobId, { repositoryId, verdict: work.verdict }] as const;
    });
    return {
      gates: {
        rest: governor.gateOf(run.accountId, "rest"),
        graphql: governor.gateOf(run.accountId, "graphql"),
      },
      storage: supervisor.storeTrouble,
      machine: machine.hold,
      runsEngine: engine.isAtWork,
      slices: new Map(slices),
      degraded: pool.degraded,
      hourlyBudget: governor.hourlyBudget(run.accountId),
      plan: plans.get(run.organizationId) ?? null,
    };
  }

  function noteGate(accountId: AccountId): void {
    const gate = governor.accountGateOf(accountId);
    if (gate.kind === "sign-in" && accounts.noteRefusal(accountId, gate.failure)) tellAccounts(parts);
    touchAllRuns();
    supervisor.wake();
  }

  function noteStorage(failure: Failure | null): void {
    if (failure) noteBroken(failure);
    touchAllRuns();
  }

  function noteMachine(hold: MachineHold | null): void {
    if (hold) supervisor.abortAll();
    else supervisor.wake();
    touchAllRuns();
    scheduler?.look();
  }

  /** A full disk or another's lock passes; after these, nobody knows what the connections still hold. */
  function noteBroken(failure: Failure): void {
    const isBroken = failure.code === "store/io-error" || failure.code === "store/corrupt";
    if (isBroken) lasting.onStoreBroken(failure);
  }

  /** Does what a message or a timer asks for: an error of the database's is dealt with here, nobody else hears of it. */
  function guard(act: () => void): void {
    try {
      act();
    } catch (error) {
      const failure = storeFailureOf(error);
      if (failure === null) throw error;
      logFailure("store.failed", failure);
      noteBroken(failure);
    }
  }

  /** Also those of which nothing has been told yet: a screen may show them all the same. */
  function touchAllRuns(): void {
    guard(() => {
      for (const { id } of listUnfinishedRuns(database)) feed.touchAll(id);
    });
  }

  function noteReport(slice: Slice, report: SliceReport): void {
    if (report.kind !== "rows-stored" || slice.runId === null) return;
    feed.noteCommitted(slice.runId, report.pullRequests);
    if (report.pullRequests === 0) return;
    const run = readRun(database, slice.runId);
    if (!run || run.firstInsightMs !== null) return;
    const isFirst = supervisor.costs.noteFirstInsight(run.id, clock.now() - run.startedAt);
    if (isFirst) feed.tellNow(run.id);
  }

  function logFailure(event: string, failure: Failure): void {
    const { sentence } = describeFailure(failure);
    const data = { detail: failure.detail ?? null };
    log.write({ at: clock.now(), level: "error", event, message: sentence, code: failure.code, data });
  }

  async function call<Name extends CommandName>(
    name: Name,
    input: unknown,
  ): Promise<Result<CommandOutputs[Name]>> {
    try {
      const result = await carryOut(parts, name, input);
      if (!result.ok) noteBroken(result.failure);
      return result;
    } catch (error) {
      return failed(noteThrown("command.failed", error));
    }
  }

  function noteThrown(event: string, error: unknown): Failure {
    const failure = storeFailureOf(error) ?? failureOf(error);
    logFailure(event, failure);
    noteBroken(failure);
    return failure;
  }

  async function close(): Promise<void> {
    scheduler?.close();
    others?.close();
    machine.close();
    deviceSignIn.close();
    tokenCheck.drop();
    await engine.close();
    governor.close();
    feed.close();
    lists.close();
    lasting.logListeners.delete(indexLogSoon);
    cancelIndexing?.();
    await Promise.all([reader.close(), exporter.close()]);
    database.close();
  }

  lasting.logListeners.add(indexLogSoon);
  try {
    applySettings(readSettings(database));
    await accounts.load();
    if (options.resumesAtStart && listUnfinishedRuns(database).length > 0) {
      const started = await engine.start();
      if (!started.ok) logFailure("engine.held", started.failure);
    }
    scheduler?.look();
    if (options.desktop)
      others = followOthers(parts, options.resumesAtStart, (error) =>
        noteThrown("others.not-followed", error),
      );
  } catch (error) {
    await close();
    throw error;
  }

  return {
    call,
    get recovery() {
      return recovery();
    },
    get isAtWork() {
      return engine.isAtWork;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tokens: () => accounts.tokens(),
    close,
  };
}
