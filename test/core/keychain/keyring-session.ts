import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeEach, onTestFinished } from "vitest";

/*
 * A real keychain service for tests: gnome-keyring in a D-Bus session and a home of its own.
 */

export const run = promisify(execFile);
export const childPath = fileURLToPath(new URL("keychain-child.ts", import.meta.url));

/** A home of its own, so that no keyring of the person who runs the tests is touched. */
export function emptyHome(): NodeJS.ProcessEnv {
  const home = mkdtempSync(join(tmpdir(), "onramp-keychain-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
  mkdirSync(join(home, ".cache"));
  return { PATH: process.env["PATH"], HOME: home, XDG_RUNTIME_DIR: home, LANG: "C.UTF-8" };
}

export const answersIn = (output: string) =>
  output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);

export interface DaemonOptions {
  home?: NodeJS.ProcessEnv;
  /** The configuration of a bus that is not the usual one. */
  busFile?: string;
}

/**
 * Runs commands of the shell in a D-Bus session of its own, with a keyring daemon that is ended and waited for
 * before the home is deleted. `$NODE` and `$CHILD` make the calls.
 */
export async function withDaemon(
  daemon: string,
  commands: string,
  { home = emptyHome(), busFile }: DaemonOptions = {},
): Promise<unknown[]> {
  const environment = { ...home, NODE: process.execPath, CHILD: childPath };
  const script = `${daemon} >/dev/null & for try in $(seq 200); do ${isDaemonReady} && break; sleep 0.05; done; ${commands}; kill $!; wait $!`;
  const bus = busFile === undefined ? [] : [`--config-file=${busFile}`];
  const { stdout } = await run("dbus-run-session", [...bus, "--", "sh", "-c", `${script}; exit 0`], {
    env: environment,
  });
  return answersIn(stdout);
}

const isDaemonReady = `dbus-send --session --print-reply --dest=org.freedesktop.DBus / \
  org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets | grep -q true`;
export const unlockedDaemon =
  "printf password | gnome-keyring-daemon --foreground --unlock --components=secrets";
export const daemonWithoutKeyring = "gnome-keyring-daemon --foreground --components=secrets";
export const lock = `dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets \
  org.freedesktop.Secret.Service.Lock array:objpath:/org/freedesktop/secrets/collection/login >/dev/null`;

/** Why there is no keyring daemon to test with, or null when there is one. */
export function missingDaemon(...more: readonly string[]): string | null {
  if (process.platform !== "linux")
    return `this is ${process.platform}, where the person's own keychain would be used`;
  const missing = ["dbus-run-session", "dbus-send", "gnome-keyring-daemon", ...more].filter(
    (command) => spawnSync("sh", ["-c", `command -v ${command}`]).status !== 0,
  );
  return missing.length === 0 ? null : `not installed: ${missing.join(", ")}`;
}

/** In a suite: skips its tests, each with the reason, unless there is none. */
export function skipBecause(reason: string | null): void {
  beforeEach(({ skip }) => skip(reason !== null, reason ?? ""));
}

/** How the bus starts the program that asks for a keyring's password (package `gcr`). */
const PROMPTER = "/usr/share/dbus-1/services/org.gnome.keyring.SystemPrompter.service";

/** Why the daemon cannot ask for a password here, or null when it can. */
export function missingPrompter(): string | null {
  return missingDaemon("Xvfb") ?? (existsSync(PROMPTER) ? null : "not installed: gcr");
}
