import { existsSync, readFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { takeInstanceLock } from "./instance-lock.ts";
import { onRemote } from "./remote.ts";
import { shutDown } from "./shutdown.ts";
import { StandInError, StrictEmitter, createPreventableEvent } from "./strict.ts";

/** The nearest package.json above the main script, which Electron would have been started with. */
function findPackage(): { directory: string; name: string; version: string } {
  const start = dirname(resolve(process.argv[1] ?? "."));
  for (let directory = start; ; directory = dirname(directory)) {
    const file = join(directory, "package.json");
    if (existsSync(file)) {
      const text = JSON.parse(readFileSync(file, "utf8")) as {
        name?: string;
        productName?: string;
        version?: string;
      };
      if (text.name)
        return { directory, name: text.productName ?? text.name, version: text.version ?? "0.0.0" };
    }
    if (directory === dirname(directory)) return { directory: start, name: "app", version: "0.0.0" };
  }
}

function appDataDirectory(): string {
  switch (process.platform) {
    case "darwin":
      return join(homedir(), "Library", "Application Support");
    case "win32":
      return process.env["APPDATA"] ?? join(homedir(), "AppData", "Roaming");
    default:
      return process.env["XDG_CONFIG_HOME"] || join(homedir(), ".config");
  }
}

/** What `app` needs of the windows, which know `app` and not the other way round. */
interface WindowKeeper {
  /** Asks each window to close, as its person would; false when one stayed open. */
  closeAll(): boolean;
}

class App extends StrictEmitter {
  readonly isPackaged = false;
  readonly #package = findPackage();
  readonly #paths = new Map<string, string>();
  readonly #ready = Promise.withResolvers<void>();
  #name: string;
  #isReady = false;
  #quitting = false;
  #windows: WindowKeeper = { closeAll: () => true };

  constructor() {
    super();
    this.#name = this.#package.name;
    process.once("SIGINT", () => this.quit());
    process.once("SIGTERM", () => this.quit());
    // Electron is ready only after the main script has run, so that it can set things up before.
    setImmediate(() => {
      this.#isReady = true;
      this.emit("ready", createPreventableEvent({}), {});
      this.#ready.resolve();
    });
  }

  keepWindows(keeper: WindowKeeper): void {
    this.#windows = keeper;
  }

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  isReady(): boolean {
    return this.#isReady;
  }

  get name(): string {
    return this.#name;
  }

  getName(): string {
    return this.#name;
  }

  setName(name: string): void {
    this.#name = name;
  }

  getVersion(): string {
    return this.#package.version;
  }

  getAppPath(): string {
    return this.#package.directory;
  }

  getLocale(): string {
    return Intl.DateTimeFormat().resolvedOptions().locale;
  }

  getPath(name: string): string {
    const set = this.#paths.get(name);
    if (set) return set;
    switch (name) {
      case "home":
        return homedir();
      case "temp":
        return tmpdir();
      case "appData":
        return appDataDirectory();
      case "userData":
      case "sessionData":
        return join(this.getPath("appData"), this.#name);
      case "logs":
      case "crashDumps":
        return join(this.getPath("userData"), name);
      case "downloads":
      case "documents":
      case "desktop":
        return join(homedir(), `${name[0]?.toUpperCase()}${name.slice(1)}`);
      case "exe":
        return process.execPath;
      default:
        throw new StandInError(`app.getPath('${name}') is not part of the Electron stand-in.`);
    }
  }

  setPath(name: string, path: string): void {
    if (!isAbsolute(path)) throw new Error("Path must be absolute");
    this.#paths.set(name, path);
  }

  /** Nobody's links lead here: a test brings them by `open-url` or by a second start. */
  setAsDefaultProtocolClient(_scheme: string): boolean {
    return false;
  }

  requestSingleInstanceLock(additionalData: unknown = {}): boolean {
    const second = { argv: process.argv, workingDirectory: process.cwd(), additionalData };
    return takeInstanceLock(this.getPath("userData"), second, (other) => {
      this.emit(
        "second-instance",
        createPreventableEvent({}),
        other.argv,
        other.workingDirectory,
        other.additionalData,
      );
    });
  }

  /** Asks the windows to close, then ends, unless a listener of `before-quit`, `close` or `will-quit` prevents it. */
  quit(): void {
    if (this.#quitting) return;
    const before = createPreventableEvent({});
    this.emit("before-quit", before);
    if (before.defaultPrevented) return;
    this.#quitting = true;
    const willQuit = createPreventableEvent({});
    if (this.#windows.closeAll()) this.emit("will-quit", willQuit);
    else willQuit.preventDefault();
    if (willQuit.defaultPrevented) this.#quitting = false;
    else this.exit(0);
  }

  /** Ends at once: nobody is asked, and that the windows go is not told. */
  exit(exitCode = 0): void {
    this.#quitting = true;
    this.emit("quit", createPreventableEvent({}), exitCode);
    void shutDown(exitCode);
  }

  /** Called when the last window has closed; Electron quits when the app does not listen. */
  allWindowsClosed(): void {
    if (this.#quitting) return;
    if (!this.emit("window-all-closed")) this.quit();
  }
}

export const app = new App();
onRemote("open-url", ({ url }) => app.emit("open-url", createPreventableEvent({}), String(url)));
