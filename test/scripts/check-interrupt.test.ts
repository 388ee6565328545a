import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { ROOT } from "../../scripts/check/run-tool.ts";

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s ends the running tool and what it started, then exits with %i", async (signal, exitCode) => {
  const folder = mkdtempSync(join(tmpdir(), "onramp-interrupt-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const script = join(folder, "script.ts");
  // The shell's background process ignores SIGINT, as a stubborn server might.
  writeFileSync(
    script,
    `import { endToolsOnInterrupt, runCommand } from "${pathToFileURL(join(ROOT, "scripts/check/run-tool.ts"))}";
     endToolsOnInterrupt();
     await runCommand("sh", ["-c", "sleep 100 & echo $!; wait"], { output: "show" });
     console.log("a next step began");`,
  );

  const host = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
  const lines: string[] = [];
  const reader = createInterface(host.stdout).on("line", (line) => lines.push(line));
  await once(reader, "line");
  const startedPid = Number(lines[0]);
  expect(isAlive(startedPid)).toBe(true);

  host.kill(signal);
  expect(await once(host, "exit")).toEqual([exitCode, null]);
  await expect.poll(() => isAlive(startedPid)).toBe(false);
  expect(lines).toEqual([String(startedPid)]);
});
