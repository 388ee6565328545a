import { globSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runCommand, runTool } from "../check/run-tool.ts";
import { findBrowser } from "../../stand-in/find-browser.ts";
import { planInstall, type Command, type Machine, type Need } from "./plan-install.ts";

const NO_BROWSER =
  "please install Chromium, Chrome or Edge (on Debian: sudo apt-get install chromium), or name one with ONRAMP_BROWSER";

/**
 * Installs what the tests need and this machine lacks, where that is permitted, and says exactly what to install
 * where it is not. Answers with what is still missing: without a browser the window's tests cannot run; without a
 * keyring the keychain's tests skip themselves.
 */
export async function prepare(print: (line: string) => void): Promise<Need[]> {
  const { run, ask } = planInstall(findMissing(), describeMachine());
  for (const command of run) {
    print(`  running: ${command.join(" ")}`);
    const { exitCode, output } = await runInstall(command);
    if (exitCode !== 0) print(`${output.trimEnd()}\n  it ended with exit code ${exitCode}`);
  }
  for (const request of ask) print(`  please run, then test again: ${request}`);

  const missing = findMissing();
  if (missing.includes("browser")) print(`  ${NO_BROWSER}`);
  print(missing.length === 0 ? "  everything is there" : `  missing: ${missing.join(", ")}`);
  return missing;
}

function runInstall([program, ...args]: Command): ReturnType<typeof runCommand> {
  if (program === "playwright") return runTool(program, args, { output: "keep" });
  return runCommand(program, args, { output: "keep", env: { DEBIAN_FRONTEND: "noninteractive" } });
}

function findMissing(): Need[] {
  const missing: Need[] = [];
  if (findBrowser() === null) missing.push("browser");
  if (process.platform === "linux" && !hasKeyring()) missing.push("keyring");
  return missing;
}

function hasKeyring(): boolean {
  const programs = ["gnome-keyring-daemon", "dbus-daemon"];
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const libraries = ["/usr/lib/*/libsecret-1.so.0", "/usr/lib{,64}/libsecret-1.so.0"];
  return (
    programs.every((name) => globSync(folders.map((folder) => join(folder, name))).length > 0) &&
    globSync(libraries).length > 0
  );
}

function describeMachine(): Machine {
  return {
    platform: process.platform,
    distribution: readDistribution(),
    isRoot: process.getuid?.() === 0,
  };
}

function readDistribution(): string | null {
  try {
    return /^ID="?([^"\n]+)"?$/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1] ?? null;
  } catch {
    return null;
  }
}
