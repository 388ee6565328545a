import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect as connectSocket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text as readAll } from "node:stream/consumers";
import { chromium, type Page } from "playwright-core";
import { expect, vi } from "vitest";
import { processesWith } from "./processes.ts";

const root = join(import.meta.dirname, "../..");
/** A shared machine may be slow; nothing here waits this long on purpose. */
export const patiently = { timeout: 10_000, interval: 20 };
const main = join(import.meta.dirname, "fixture-app/main.ts");

/** What the app told of itself, in order. */
export type FixtureEvent = { event: string } & Record<string, unknown>;

/** The fixture app, running on the stand-in in a process of its own. */
export interface Fixture {
  readonly pid: number;
  readonly events: readonly FixtureEvent[];
  /** All that it wrote to standard error. */
  errors(): string;
  /** What it did outside its window, or was refused. */
  outside(): FixtureEvent[];
  /** Resolves with the exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  /** Where Chromium can be driven from. */
  endpoint(): string;
  /** The window's page, once it has loaded. Another one after a crash. */
  connect(): Promise<Page>;
  /** The ids of all processes that were started with this app's Chromium profile. */
  chromiumProcesses(): number[];
  /** Does what a person or the system would do outside the window; resolves with the answer. */
  act(command: object): Promise<string>;
  /** Starts the app a second time, on the same data. */
  startAgain(): Fixture;
  stop(): Promise<void>;
}

export function startFixture(
  env: Record<string, string> = {},
  folder = mkdtempSync(join(tmpdir(), "fixture-")),
): Fixture {
  const endpointFile = join(folder, "cdp");
  const logFile = join(folder, "outside.jsonl");
  const remote = join(folder, "remote.sock");
  const child = spawn(process.execPath, ["--import", join(root, "stand-in/register.ts"), main], {
    env: {
      ...process.env,
      ONRAMP_HEADLESS: process.env["ONRAMP_HEADLESS"] ?? "1",
      ONRAMP_STAND_IN_CDP_FILE: endpointFile,
      ONRAMP_STAND_IN_LOG: logFile,
      ONRAMP_STAND_IN_REMOTE: remote,
      XDG_CONFIG_HOME: folder,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error("Node did not start.");
  const events: FixtureEvent[] = [];
  createInterface(child.stdout).on("line", (line) => events.push(JSON.parse(line) as FixtureEvent));
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const ended = once(child, "close").then(([code, signal]) => (code ?? signal) as number | string);

  const endpoint = (): string => readFileSync(endpointFile, "utf8");

  async function connect(): Promise<Page> {
    await vi.waitFor(() => expect(existsSync(endpointFile), errors).toBe(true), patiently);
    await vi.waitFor(
      () => expect(events).toContainEqual(expect.objectContaining({ event: "loaded" })),
      patiently,
    );
    const browser = await chromium.connectOverCDP(endpoint());
    const page = browser.contexts()[0]?.pages()[0];
    if (!page) throw new Error("The app has no page.");
    return page;
  }

  return {
    pid,
    events,
    ended,
    endpoint,
    connect,
    errors: () => errors,
    outside: () =>
      existsSync(logFile)
        ? readFileSync(logFile, "utf8")
            .trim()
            .split("\n")
            .map((line) => JSON.parse(line) as FixtureEvent)
        : [],
    chromiumProcesses: () => processesWith(`stand-in-profile-${pid}-`),
    async act(command) {
      const socket = connectSocket(remote);
      socket.end(JSON.stringify(command));
      return readAll(socket);
    },
    startAgain: () => startFixture(env, folder),
    async stop() {
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
