import type { Core } from "../core/core.ts";
import type { Clock } from "../core/ports.ts";
import type { AnyEvent } from "../shared/contract.ts";
import type { RunId } from "../shared/ids.ts";
import type { RunProgress } from "../shared/models.ts";
import type { ScreenAddress } from "../shared/screen-address.ts";
import { DEFAULT_SETTINGS, type Settings } from "../shared/settings.ts";
import { staysWithoutWindow } from "./background-policy.ts";
import { noticeOf, type DesktopNotice } from "./notice-policy.ts";
import { taskbarProgress, type TaskbarProgress } from "./taskbar-progress.ts";
import { trayContent, type TrayContent } from "./tray-menu.ts";

/** After a sync that ended without a window, the notice can be clicked for this long; then the application quits. */
const LINGER_MS = 2 * 60_000;

/** Where no icon shows that the application goes on, it says so. */
const GOES_ON = {
  title: "The sync goes on without the window",
  body: "Open Onramp again to see it. When the sync has ended, Onramp quits.",
};

/** The parts of the desktop that show what goes on. */
export interface DesktopSurroundings {
  platform: NodeJS.Platform;
  clock: Clock;
  window: {
    open(address?: ScreenAddress): void;
    readonly isOpen: boolean;
    readonly isFocused: boolean;
    setProgress(progress: TaskbarProgress): void;
  };
  notify(notice: Omit<DesktopNotice, "address">, onClick: () => void): void;
  /** Shows the icon beside the clock, changes it, or with null takes it away. */
  setTray(content: TrayContent | null): void;
  quit(): void;
}

/** Shows around the window what the core tells, and decides whether the application goes on without one. */
export class Desktop {
  readonly #core: Pick<Core, "call" | "subscribe">;
  readonly #around: DesktopSurroundings;
  #settings: Settings = DEFAULT_SETTINGS;
  /** The newest run, and every one that has not ended. */
  readonly #runs = new Map<RunId, RunProgress>();
  #shown: RunProgress | null = null;
  /** The person has looked at the window since the shown run ended. */
  #hasSeenEnd = true;
  #shownProgress = "";
  #shownTray = "";
  #cancelQuit: (() => void) | null = null;

  constructor(core: Pick<Core, "call" | "subscribe">, around: DesktopSurroundings) {
    this.#core = core;
    this.#around = around;
  }

  /** Follows the core from now on. */
  async start(): Promise<void> {
    this.#core.subscribe((event) => this.#hear(event));
    await this.#ask();
  }

  async #ask(): Promise<void> {
    const state = await this.#core.call("app.getState", {});
    if (state.ok) {
      const { settings, run } = state.value;
      this.#settings = settings;
      if (run && !this.#runs.has(run.runId)) this.#take(run);
    }
    this.#show();
  }

  /** The person looks at the window. */
  windowFocused(): void {
    this.#hasSeenEnd = true;
    this.#show();
  }

  /** Another window is there, which shows no progress yet. */
  windowOpened(): void {
    this.#cancelQuit?.();
    this.#cancelQuit = null;
    this.#shownProgress = "";
    this.#show();
  }

  /** Quits unless there is a reason to go on. */
  windowClosed(): void {
    const { platform, notify, quit, window } = this.#around;
    if (!this.#staysWithoutWindow()) return quit();
    const isOutOfSight = platform !== "darwin" && !this.#settings.showsTray;
    if (isOutOfSight && this.#settings.notifies) notify(GOES_ON, () => window.open());
  }

  /** Pauses the sync that the tray shows, or lets it go on. */
  async pauseOrResume(): Promise<void> {
    const run = this.#shown;
    if (run === null) return;
    const { action } = trayContent(run);
    if (action !== null) await this.#core.call(`sync.${action}`, { runId: run.runId });
  }

  #hear(event: AnyEvent): void {
    if (event.name === "settings.changed") this.#settings = event.payload.settings;
    else if (event.name === "run.changed") this.#hearRun(event.payload.run);
    else if (event.name === "recovery.changed" && event.payload.recovery?.kind !== "under-way") {
      // Settings and runs may be others than before, or none.
      this.#runs.clear();
      this.#shown = null;
      void this.#ask();
      return;
    } else return;
    this.#show();
  }

  #hearRun(run: RunProgress): void {
    const { window, notify } = this.#around;
    const notice = noticeOf(this.#runs.get(run.runId), run);
    this.#take(run);
    if (run.endedAt !== null) this.#hasSeenEnd = window.isFocused;
    if (notice && this.#settings.notifies && !window.isFocused) {
      notify({ title: notice.title, body: notice.body }, () => window.open(notice.address));
    }
    if (!window.isOpen && !this.#staysWithoutWindow()) this.#quitLater();
  }

  #take(run: RunProgress): void {
    this.#runs.set(run.runId, run);
    const isNews = this.#shown === null || this.#shown.endedAt !== null || run.runId >= this.#shown.runId;
    if (isNews) this.#shown = run;
    for (const [runId, known] of this.#runs) {
      if (known.endedAt !== null && runId !== run.runId) this.#runs.delete(runId);
    }
  }

  #staysWithoutWindow(): boolean {
    return staysWithoutWindow(this.#around.platform, this.#settings, this.#runs.values());
  }

  #quitLater(): void {
    this.#cancelQuit ??= this.#around.clock.after(LINGER_MS, () => {
      this.#cancelQuit = null;
      if (!this.#around.window.isOpen && !this.#staysWithoutWindow()) this.#around.quit();
    });
  }

  #show(): void {
    const { window, setTray, platform } = this.#around;
    const progress = taskbarProgress(this.#shown, this.#hasSeenEnd, platform);
    if (isNew(progress, this.#shownProgress)) window.setProgress(progress);
    this.#shownProgress = JSON.stringify(progress);
    const tray = this.#settings.showsTray ? trayContent(this.#shown) : null;
    if (isNew(tray, this.#shownTray)) setTray(tray);
    this.#shownTray = JSON.stringify(tray);
  }
}

/** Progress comes ten times a second; the desktop is told only what looks different. */
const isNew = (content: unknown, shown: string): boolean => JSON.stringify(content) !== shown;
