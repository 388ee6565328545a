import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { takeInstanceLock } from "./instance-lock.ts";
import { recordOutside } from "./outside-log.ts";
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
  readonly name: string;
  readonly commandLine = {
    // Chromium's own switches are set in browser.ts; an app's choices for Electron's Chromium do not apply to it.
    appendSwitch: (): void => {},
    hasSwitch: (name: string): boolean => this.#switchValue(name) !== undefined,
    getSwitchValue: (name: string): string => this.#switchValue(name) ?? "",
  };
  readonly dock = undefined;
  readonly #package = findPackage();
  readonly #paths = new Map<string, string>();
  readonly #ready = Promise.withResolvers<void>();
  #displayName: string;
  #isReady = false;
  #quitting = false;
  #windows: WindowKeeper = { closeAll: () => true };

  constructor() {
    super();
    this.name = this.#package.name;
    this.#displayName = this.#package.name;
    const userData = this.#switchValue("user-data-dir");
    if (userData) this.#paths.set("userData", resolve(userData));
    process.once("SIGINT", () => this.quit());
    process.once("SIGTERM", () => this.quit());
    // Electron is ready only after the main script has run, so that it can set things up before.
    setImmediate(() => {
      this.#isReady = true;
      this.emit("ready", createPreventableEvent({}), {});
      this.#ready.resolve();
    });
  }

  #switchValue(name: string): string | undefined {
    for (const argument of process.argv.slice(2)) {
      if (argument === `--${name}`) return "";
      if (argument.startsWith(`--${name}=`)) return argument.slice(name.length + 3);
    }
    return undefined;
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

  getName(): string {
    return this.#displayName;
  }

  setName(name: string): void {
    this.#displayName = name;
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

  getSystemLocale(): string {
    return this.getLocale();
  }

  getPreferredSystemLanguages(): string[] {
    return [this.getLocale()];
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
        return join(this.getPath("appData"), this.#displayName);
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
    mkdirSync(path, { recursive: true, mode: 0o700 });
    this.#paths.set(name, path);
  }

  setAppLogsPath(path = this.getPath("logs")): void {
    this.setPath("logs", path);
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

  /** Ends at once: nobody is asked. */
  exit(exitCode = 0): void {
    this.emit("quit", createPreventableEvent({}), exitCode);
    void shutDown(exitCode);
  }

  relaunch(): void {
    recordOutside("relaunch");
  }

  /** Called when the last window has closed; Electron quits when the app does not listen. */
  allWindowsClosed(): void {
    if (this.#quitting) return;
    if (!this.emit("window-all-closed")) this.quit();
  }

  focus(): void {
    recordOutside("focus");
  }

  setAsDefaultProtocolClient(scheme: string): boolean {
    recordOutside("default-protocol-client", { scheme });
    return false;
  }

  removeAsDefaultProtocolClient(): boolean {
    return true;
  }

  isDefaultProtocolClient(): boolean {
    return false;
  }

  setBadgeCount(count = 0): boolean {
    recordOutside("badge", { count });
    return false;
  }

  getBadgeCount(): number {
    return 0;
  }

  setAppUserModelId(): void {}
  setAboutPanelOptions(): void {}
  showAboutPanel(): void {
    recordOutside("about-panel");
  }

  setLoginItemSettings(): void {}
  getLoginItemSettings(): { openAtLogin: boolean } {
    return { openAtLogin: false };
  }

  enableSandbox(): void {}
  disableHardwareAcceleration(): void {}
}

export const app = new App();
