import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { writeRefusingBus } from "../support/refusing-bus.ts";

/** Why there is no keychain service to test with, or null when there is one. */
export function missingKeyring(): string | null {
  if (process.platform !== "linux")
    return `this is ${process.platform}, where the person's own keychain would be used`;
  const missing = ["dbus-daemon", "dbus-send", "gnome-keyring-daemon"].filter(
    (command) => spawnSync("sh", ["-c", `command -v ${command}`]).status !== 0,
  );
  return missing.length === 0 ? null : `not installed: ${missing.join(", ")}`;
}

/**
 * Starts a keychain service of the test's own, unlocked, on a private bus in a home of its own; both end with the test.
 * Gives the variables with which a process finds it. `refuses` is a bus that lets no message through to the service.
 */
export async function startKeyring(
  onTestFinished: (cleanUp: () => Promise<void>) => void,
  { refuses = false } = {},
): Promise<Record<string, string>> {
  const home = mkdtempSync(join(tmpdir(), "onramp-keyring-"));
  mkdirSync(join(home, ".cache"));
  const environment = { PATH: process.env["PATH"]!, HOME: home, XDG_RUNTIME_DIR: home, LANG: "C.UTF-8" };

  const rules = refuses ? `--config-file=${writeRefusingBus(home)}` : "--session";
  const bus = spawn("dbus-daemon", [rules, "--nofork", "--print-address"], {
    env: environment,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [address] = (await once(createInterface({ input: bus.stdout }), "line")) as [string];
  const service = spawn("gnome-keyring-daemon", ["--foreground", "--unlock", "--components=secrets"], {
    env: { ...environment, DBUS_SESSION_BUS_ADDRESS: address },
    stdio: ["pipe", "ignore", "ignore"],
  });
  service.stdin.end("password");
  onTestFinished(async () => {
    for (const child of [service, bus]) {
      const ended = child.exitCode === null ? once(child, "exit") : null;
      child.kill("SIGKILL");
      await ended;
    }
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });
  return { DBUS_SESSION_BUS_ADDRESS: address };
}

/** Locks the keychain of `startKeyring`. Nobody can be asked to unlock it: the service has no display. */
export function lockKeyring(environment: Record<string, string>): void {
  const service = ["--dest=org.freedesktop.secrets", "/org/freedesktop/secrets"];
  const call = [
    "org.freedesktop.Secret.Service.Lock",
    "array:objpath:/org/freedesktop/secrets/collection/login",
  ];
  const { status, stderr } = spawnSync("dbus-send", ["--session", "--print-reply", ...service, ...call], {
    env: { PATH: process.env["PATH"], ...environment },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`The keychain could not be locked: ${stderr}`);
}
