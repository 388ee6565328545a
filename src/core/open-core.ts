import { join } from "node:path";
import { COMMAND_INPUTS, type AnyEvent, type CommandName, type CommandOutputs } from "../shared/contract.ts";
import { failureOf, type Failure } from "../shared/failures.ts";
import { FORGET_CONFIRMATION, type ForgetReport, type KeptData } from "../shared/forget.ts";
import type { LogEntry } from "../shared/log-entry.ts";
import { describeRecovery, type RecoveryReport } from "../shared/recovery.ts";
import { failed, ok, type Result } from "../shared/result.ts";
import type { Core, CoreOptions } from "./core.ts";
import { createCore, type ComposedCore, type Lasting } from "./create-core.ts";
import { createTokenVault, type TokenVault } from "./keychain/token-vault.ts";
import { openLog, type Log } from "./log/log.ts";
import { createRedactor } from "./log/redact.ts";
import { forgetEverything } from "./forget/forget-everything.ts";
import { listOwnEntries } from "./forget/own-entries.ts";
import { lockOpenDatabase } from "./database/database-lock.ts";
import type { FileLock } from "./database/file-lock.ts";
import { tightenDataDirectory } from "./database/private-files.ts";
import { makeSound } from "./make-sound.ts";
import { createReader, type Reader } from "./reader/reader.ts";

/** A large database is checked this long after the start: the first screen is there, and short commands have ended. */
const CHECK_AFTER_MS = 10_000;
/** How long a disk that fails is left alone before the database is opened again. */
const TRY_AGAIN_MS = 3_000;

const UNCONFIRMED: Failure = {
  code: "usage/bad-input",
  detail: `data.forget: confirmation is not "${FORGET_CONFIRMATION}"`,
};

/**
 * Opens the application on a data directory, with a database that was checked and, if it was damaged, recovered. When
 * the disk fails or damage is met later, all connections are closed, the database is checked, and everything is opened
 * again: hosts keep the same `Core`, and a sync goes on where it was.
 *
 * Throws a `FailureError` when the directory or its database is refused.
 */
export async function openCore(options: CoreOptions): Promise<Core> {
  const core = new ReopenableCore(options);
  await core.open();
  return core;
}

class ReopenableCore implements Core {
  #options: CoreOptions;
  readonly #listeners = new Set<(event: AnyEvent) => void>();
  readonly #redactor = createRedactor();
  readonly #vault: TokenVault;
  readonly #logListeners = new Set<() => void>();
  #log: Log | null = null;
  #inner: ComposedCore | null = null;
  /** Held while connections are open, or may be. */
  #databaseLock: FileLock | null = null;
  #recovery: RecoveryReport | null = null;
  /** What the last check found and mended: to be shown while nothing else is. */
  #mended: RecoveryReport | null = null;
  /** Why there is no open core, while there is none. */
  #failure: Failure = { code: "usage/not-allowed-now", detail: "Onramp is closed" };
  /** The attempt to open the core anew that is under way, or the last one. */
  #attempt: Promise<void> = Promise.resolve();
  #checker: Reader | null = null;
  #cancelTimer: (() => void) | null = null;
  #isClosed = false;

  constructor(options: CoreOptions) {
    this.#options = options;
    const { keychain, clock } = options;
    this.#vault = createTokenVault(keychain, clock, (token) => this.#redactor.registerSecret(token));
  }

  get recovery(): RecoveryReport | null {
    return this.#recovery;
  }

  async open(): Promise<void> {
    await this.#openSound(false, this.#options.resumesAtStart);
    tightenDataDirectory(this.#options.dataDirectory);
    if (this.#mended) this.#report(this.#mended);
  }

  subscribe(listener: (event: AnyEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async call<Name extends CommandName>(name: Name, input: unknown): Promise<Result<CommandOutputs[Name]>> {
    await this.#attempt;
    const inner = this.#inner;
    if (inner === null) return failed(this.#failure);
    // Which output belongs to which name is lost here; the contract is the agreement.
    type Output = Result<CommandOutputs[Name]>;
    switch (name) {
      case "data.measure":
        return ok(this.#measure(inner)) as Output;
      case "data.forget":
        if (!COMMAND_INPUTS["data.forget"].safeParse(input).success) return failed(UNCONFIRMED);
        return (await this.#forget(inner)) as Output;
      default:
        return inner.call(name, input);
    }
  }

  note(entry: LogEntry): void {
    this.#log?.write(entry);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelTimer?.();
    await this.#checker?.close();
    await this.#attempt;
    await this.#inner?.close();
    this.#inner = null;
    this.#unlock();
    await this.#log?.close();
  }

  #measure(inner: ComposedCore): KeptData {
    const { dataDirectory } = this.#options;
    const tokens = inner.tokens().map(({ account }) => account);
    return { dataDirectory, tokens, entries: listOwnEntries(dataDirectory) };
  }

  /** Closes everything, forgets everything, and opens everything as on the first start, unless the host ends. */
  async #forget(inner: ComposedCore): Promise<Result<ForgetReport>> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#attempt = promise;
    this.#inner = null;
    this.#cancelTimer?.();
    await this.#checker?.close();
    const tokens = inner.tokens();
    await inner.close().catch(() => undefined);
    this.#unlock();
    const isLast = this.#options.endsOnceForgotten ?? false;
    const outcome = await forgetEverything({
      dataDirectory: this.#options.dataDirectory,
      tokens,
      vault: this.#vault,
      closeLog: async () => {
        await this.#log?.close();
        this.#log = null;
      },
      forgetPages: this.#options.forgetPages ?? null,
      isLast,
    });
    if (outcome.ok && isLast) {
      resolve();
      return outcome;
    }
    if (outcome.ok) {
      this.#mended = null;
      const { desktop } = this.#options;
      if (desktop) this.#options = { ...this.#options, desktop: { ...desktop, unexpectedEnd: null } };
    }
    const resumes = this.#options.resumesAtStart || inner.isAtWork;
    await this.#openSound(false, resumes).catch(() => this.#tryToReopen(resumes));
    if (!this.#mended) this.#report(null);
    resolve();
    return outcome;
  }

  /** Checks the database as far as must be, recovers it if need be, and opens everything on it. */
  async #openSound(isSuspect: boolean, resumesAtStart: boolean): Promise<void> {
    const { dataDirectory, clock } = this.#options;
    const reader = this.#createReader();
    try {
      const { report, isChecked } = await makeSound({ dataDirectory, isSuspect, clock, reader });
      this.#mended = report ?? this.#mended;
      this.#databaseLock = lockOpenDatabase(dataDirectory);
      this.#inner = await createCore({ ...this.#options, resumesAtStart }, this.#lasting());
      this.#inner.subscribe((event) => this.#tell(event));
      if (!isChecked) this.#later(CHECK_AFTER_MS, () => void this.#checkBehind());
    } catch (error) {
      this.#unlock();
      throw error;
    } finally {
      await reader.close();
    }
  }

  /** Only now: in a directory that is refused, nothing is written. */
  #lasting(): Lasting {
    this.#log ??= openLog({
      directory: this.#logDirectory,
      clock: this.#options.clock,
      redactor: this.#redactor,
      onWritten: () => this.#logListeners.forEach((listener) => listener()),
    });
    return {
      log: this.#log,
      logListeners: this.#logListeners,
      vault: this.#vault,
      redact: (text) => this.#redactor.redact(text),
      recovery: () => this.#recovery,
      onStoreBroken: (failure) => this.#reopen(failure),
    };
  }

  /** Checks a large database in a thread of its own, while the application runs. */
  async #checkBehind(): Promise<void> {
    const checker = this.#createReader();
    this.#checker = checker;
    const outcome = await checker.checkDatabase();
    await checker.close();
    if (this.#isClosed || !outcome.ok) return;
    switch (outcome.value.kind) {
      case "sound":
        return;
      case "repaired":
        this.#mended = { ...outcome.value, at: this.#options.clock.now() };
        this.#report(this.#mended);
        return;
      case "damaged":
        this.#reopen({ code: "store/corrupt", detail: outcome.value.cause });
    }
  }

  /** Closes everything and opens it again; tries until the disk allows it. */
  #reopen(failure: Failure): void {
    const inner = this.#inner;
    if (inner === null || this.#isClosed) return;
    this.#inner = null;
    this.#failure = failure;
    this.#cancelTimer?.();
    this.#report({ kind: "under-way", at: this.#options.clock.now(), failure });
    const resumes = this.#options.resumesAtStart || inner.isAtWork;
    this.#attempt = inner
      .close()
      .catch(() => undefined)
      .then(() => {
        this.#unlock();
        return this.#tryToReopen(resumes);
      });
  }

  async #tryToReopen(resumes: boolean): Promise<void> {
    if (this.#isClosed) return;
    try {
      await this.#openSound(true, resumes);
      this.#report(this.#mended);
    } catch (error) {
      const failure = failureOf(error);
      const isNews = failure.code !== this.#failure.code;
      this.#failure = failure;
      if (isNews) this.#report({ kind: "under-way", at: this.#options.clock.now(), failure });
      this.#later(TRY_AGAIN_MS, () => (this.#attempt = this.#tryToReopen(resumes)));
    }
  }

  #unlock(): void {
    this.#databaseLock?.release();
    this.#databaseLock = null;
  }

  #later(delayMs: number, act: () => void): void {
    if (!this.#isClosed) this.#cancelTimer = this.#options.clock.after(delayMs, act);
  }

  #report(recovery: RecoveryReport | null): void {
    this.#recovery = recovery;
    this.#tell({ name: "recovery.changed", payload: { recovery } });
    if (recovery === null) return;
    const { title, text } = describeRecovery(recovery);
    this.#log?.write({
      at: recovery.at,
      level: "warn",
      event: `database.${recovery.kind}`,
      message: `${title}. ${text}`,
      ...(recovery.kind === "under-way" ? { code: recovery.failure.code } : {}),
    });
  }

  #tell(event: AnyEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  get #logDirectory(): string {
    return join(this.#options.dataDirectory, "logs");
  }

  #createReader(): Reader {
    const { dataDirectory, workerFiles } = this.#options;
    return createReader({ workerFile: workerFiles.reader, dataDirectory, logDirectory: this.#logDirectory });
  }
}
