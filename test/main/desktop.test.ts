import { expect, test } from "vitest";
import type { Core } from "../../src/core/core.ts";
import { Desktop } from "../../src/main/desktop.ts";
import type { DesktopNotice } from "../../src/main/notice-policy.ts";
import type { TaskbarProgress } from "../../src/main/taskbar-progress.ts";
import type { TrayContent } from "../../src/main/tray-menu.ts";
import type { AnyEvent } from "../../src/shared/contract.ts";
import type { FailureCode } from "../../src/shared/failures.ts";
import type { RunId } from "../../src/shared/ids.ts";
import type { RunProgress } from "../../src/shared/models.ts";
import { ok } from "../../src/shared/result.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../src/shared/settings.ts";
import { run } from "../renderer/examples.ts";
import { FakeClock } from "../support/fake-clock.ts";

/** A desktop on Linux that writes down what it shows, and a core that tells what the test wants. */
async function openDesktop(settings: Partial<Settings> = {}, first: RunProgress | null = null) {
  const clock = new FakeClock();
  const told = {
    notices: [] as Omit<DesktopNotice, "address">[],
    progress: [] as TaskbarProgress[],
    tray: [] as (TrayContent | null)[],
    opened: [] as (string | undefined)[],
    calls: [] as unknown[],
    quits: 0,
  };
  let stored = first;
  let click: (() => void) | null = null;
  let listener: (event: AnyEvent) => void = () => undefined;
  const window = {
    isOpen: true,
    isFocused: false,
    open: (address?: string) => void told.opened.push(address),
    setProgress: (progress: TaskbarProgress) => void told.progress.push(progress),
  };
  const core = {
    call: async (name: string, input: unknown) => {
      if (name === "app.getState") {
        return ok({ run: stored, settings: { ...DEFAULT_SETTINGS, ...settings } });
      }
      told.calls.push([name, input]);
      return ok(null);
    },
    subscribe: (hear: (event: AnyEvent) => void) => {
      listener = hear;
      return () => undefined;
    },
  } as unknown as Core;
  const desktop = new Desktop(core, {
    platform: "linux",
    clock,
    window,
    notify: (notice, onClick) => {
      told.notices.push(notice);
      click = onClick;
    },
    setTray: (content) => void told.tray.push(content),
    quit: () => (told.quits += 1),
  });
  await desktop.start();
  return {
    clock,
    desktop,
    window,
    told,
    hear: (progress: RunProgress) =>
      listener({ name: "run.changed", payload: { run: progress, changed: [] } }),
    change: (changed: Partial<Settings>) => {
      const payload = { settings: { ...DEFAULT_SETTINGS, ...settings, ...changed } };
      listener({ name: "settings.changed", payload });
    },
    forgetEverything: () => {
      stored = null;
      listener({ name: "recovery.changed", payload: { recovery: null } });
    },
    click: () => click?.(),
    closeWindow: () => {
      window.isOpen = false;
      window.isFocused = false;
      desktop.windowClosed();
    },
  };
}

const running = (changes: Partial<RunProgress> = {}): RunProgress =>
  run({ pullRequests: 30, pullRequestsExpected: 120, ...changes });
const ended = (state: RunProgress["state"], changes: Partial<RunProgress> = {}): RunProgress =>
  running({ state, endedAt: 5_000, ...changes });
const needsSignIn = running({
  state: "waiting",
  wait: { kind: "sign-in", accountId: running().accountId, failure: { code: "auth/token-rejected" } },
});
const paused = running({ state: "waiting", wait: { kind: "paused", since: 1 } });

test("the end of a sync is told once, to whoever looks elsewhere, and a click shows the sync", async () => {
  const { hear, told, click } = await openDesktop();
  hear(running());
  hear(ended("complete", { pullRequests: 120, repositories: 4 }));
  hear(ended("complete", { pullRequests: 120, repositories: 4 }));
  expect(told.notices).toEqual([
    {
      title: "acme is complete and verified",
      body: "120 pull requests in 4 repositories, as many as GitHub counts.",
    },
  ]);
  click();
  expect(told.opened).toEqual(["#/sync?organization=1"]);
});

test("a sync that needs a sign-in says so, and a click leads there", async () => {
  const { hear, told, click } = await openDesktop();
  hear(running());
  hear(needsSignIn);
  hear(needsSignIn);
  expect(told.notices.map(({ title }) => title)).toEqual(["Sign-in needed: acme"]);
  click();
  expect(told.opened).toEqual(["#/connect?account=1"]);
});

test("a sync that cannot store anything says what helps, and a click shows it; a database in use does not", async () => {
  const { hear, told, click } = await openDesktop();
  const unstored = (code: FailureCode): RunProgress =>
    running({ state: "waiting", wait: { kind: "storage", since: 1, failure: { code } } });
  hear(running());
  hear(unstored("store/busy"));
  hear(running());
  expect(told.notices).toEqual([]);
  hear(unstored("store/full"));
  hear(unstored("store/full"));
  expect(told.notices).toEqual([
    { title: "The disk is full: acme", body: "Free some space; Onramp goes on by itself." },
  ]);
  click();
  expect(told.opened).toEqual(["#/sync?organization=1"]);
});

test.each([
  ["gaps", ended("complete-with-gaps"), "acme is complete, with gaps"],
  ["a failure", ended("failed", { failure: { code: "store/full" } }), "The sync of acme failed"],
])("%s are told as what they are", async (_what, progress, title) => {
  const { hear, told } = await openDesktop();
  hear(running());
  hear(progress);
  expect(told.notices.map((notice) => notice.title)).toEqual([title]);
});

test("nothing is told of what the person did, sees, or does not want to be told", async () => {
  const cancelled = await openDesktop();
  cancelled.hear(running());
  cancelled.hear(paused);
  cancelled.hear(ended("cancelled"));
  expect(cancelled.told.notices).toEqual([]);

  const seen = await openDesktop();
  seen.window.isFocused = true;
  seen.hear(running());
  seen.hear(ended("complete"));
  expect(seen.told.notices).toEqual([]);

  const unwanted = await openDesktop({ notifies: false });
  unwanted.hear(running());
  unwanted.hear(ended("complete"));
  unwanted.closeWindow();
  expect(unwanted.told.notices).toEqual([]);
});

test("what had ended before the application started is no news", async () => {
  const { hear, told } = await openDesktop({}, ended("failed"));
  hear(ended("failed"));
  expect(told.notices).toEqual([]);
});

test("the taskbar shows the share, the wait and the failure, which stays until somebody looks", async () => {
  const { hear, told, desktop } = await openDesktop();
  hear(running());
  hear(running({ state: "waiting", wait: { kind: "offline", since: 1 } }));
  hear(paused);
  hear(needsSignIn);
  hear(ended("failed"));
  desktop.windowFocused();
  expect(told.progress).toEqual([
    { value: -1, mode: "none" },
    { value: 0.25, mode: "normal" },
    // Linux would show an unknown length as done.
    { value: 0.25, mode: "indeterminate" },
    { value: 0.25, mode: "paused" },
    { value: 0.25, mode: "error" },
    { value: 1, mode: "error" },
    { value: -1, mode: "none" },
  ]);
});

test("the taskbar is told what looks different, not every event", async () => {
  const { hear, told } = await openDesktop();
  for (let pullRequests = 1; pullRequests <= 200; pullRequests += 1) {
    hear(running({ pullRequests, pullRequestsExpected: 20_000 }));
  }
  expect(told.progress.map(({ value }) => value)).toEqual([-1, 0, 0.01]);
});

test("closing the window quits when nothing runs, or what runs waits for the person", async () => {
  const idle = await openDesktop();
  idle.closeWindow();
  expect(idle.told.quits).toBe(1);

  for (const waiting of [paused, needsSignIn]) {
    const held = await openDesktop({}, waiting);
    held.closeWindow();
    expect(held.told.quits).toBe(1);
  }

  const unwanted = await openDesktop({ keepsRunning: false }, running());
  unwanted.closeWindow();
  expect(unwanted.told.quits).toBe(1);
});

test("a sync outlives the window: that is said, and when it has ended its notice can be clicked for a while", async () => {
  const { hear, told, closeWindow, clock, click } = await openDesktop({}, running());
  closeWindow();
  expect(told.quits).toBe(0);
  expect(told.notices.map(({ title }) => title)).toEqual(["The sync goes on without the window"]);
  hear(ended("complete"));
  clock.advance(119_000);
  expect(told.quits).toBe(0);
  click();
  expect(told.opened).toEqual(["#/sync?organization=1"]);
  clock.advance(1_000);
  expect(told.quits).toBe(1);
});

test("whoever opens the window again meanwhile keeps the application", async () => {
  const { hear, told, closeWindow, clock, window, desktop } = await openDesktop({}, running());
  closeWindow();
  hear(ended("complete"));
  window.isOpen = true;
  desktop.windowOpened();
  clock.advance(600_000);
  expect(told.quits).toBe(0);
});

test("the tray comes and goes with its setting, and keeps the application without a window", async () => {
  const { hear, told, change, closeWindow, clock } = await openDesktop();
  expect(told.tray).toEqual([null]);
  change({ showsTray: true });
  hear(running());
  hear(paused);
  hear(ended("complete-with-gaps"));
  expect(told.tray.slice(1)).toEqual([
    { headline: "Nothing is synced yet", action: null },
    { headline: "acme: 25%", action: "pause" },
    { headline: "acme: paused", action: "resume" },
    { headline: "acme: complete, with gaps", action: null },
  ]);
  closeWindow();
  clock.advance(600_000);
  expect(told.quits).toBe(0);
  change({ showsTray: false });
  expect(told.tray.at(-1)).toBeNull();
});

test("the tray pauses what runs and resumes what is paused", async () => {
  const { hear, desktop, told } = await openDesktop();
  hear(running());
  await desktop.pauseOrResume();
  hear(paused);
  await desktop.pauseOrResume();
  hear(ended("complete"));
  await desktop.pauseOrResume();
  expect(told.calls).toEqual([
    ["sync.pause", { runId: 1 }],
    ["sync.resume", { runId: 1 }],
  ]);
});

test("of two syncs the newer one is shown; the application stays for either", async () => {
  const { hear, told, closeWindow } = await openDesktop({ showsTray: true });
  hear(running());
  hear(running({ runId: 2 as RunId, organizationLogin: "globex", pullRequests: 60 }));
  hear(running({ pullRequests: 90 }));
  expect(told.tray.at(-1)).toEqual({ headline: "globex: 50%", action: "pause" });
  hear(ended("complete", { runId: 2 as RunId, organizationLogin: "globex" }));
  hear(running({ pullRequests: 91 }));
  expect(told.tray.at(-1)).toEqual({ headline: "acme: 75%", action: "pause" });
  closeWindow();
  expect(told.quits).toBe(0);
});

test("once everything is forgotten, nothing around the window tells of a sync", async () => {
  const { forgetEverything, told } = await openDesktop({ showsTray: true }, paused);
  const tellsOfIt = () => JSON.stringify(told.tray.at(-1)).includes("acme");
  expect(tellsOfIt()).toBe(true);
  forgetEverything();
  await expect.poll(tellsOfIt).toBe(false);
});
