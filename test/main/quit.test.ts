import { EventEmitter } from "node:events";
import type { App } from "electron";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { closeBeforeQuit } from "../../src/main/quit.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Quits as Electron does: asks with `before-quit`, then `will-quit`, and ends unless that is prevented. */
class QuittingApp extends EventEmitter {
  readonly exit = vi.fn<(code: number) => void>();
  quit(): void {
    this.emit("before-quit", {});
    const preventDefault = vi.fn<() => void>();
    this.emit("will-quit", { preventDefault });
    if (preventDefault.mock.calls.length === 0) this.exit(0);
  }
}

test("the app ends once everything is closed, and not before", async () => {
  const app = new QuittingApp();
  const closing = Promise.withResolvers<void>();
  closeBeforeQuit(app as unknown as App, () => closing.promise);
  app.quit();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(app.exit).not.toHaveBeenCalled();
  closing.resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect(app.exit).toHaveBeenCalledExactlyOnceWith(0);
});

test("the app ends after 3 s even when something does not close", async () => {
  const app = new QuittingApp();
  closeBeforeQuit(app as unknown as App, () => new Promise(() => {}));
  app.quit();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(app.exit).toHaveBeenCalledWith(0);
});

test("the app ends when closing fails, and says so", async () => {
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const app = new QuittingApp();
  closeBeforeQuit(app as unknown as App, () => Promise.reject(new Error("the worker is gone")));
  app.quit();
  await vi.advanceTimersByTimeAsync(0);
  expect(app.exit).toHaveBeenCalledExactlyOnceWith(1);
  expect(write).toHaveBeenCalledWith(expect.stringContaining("the worker is gone"));
});
