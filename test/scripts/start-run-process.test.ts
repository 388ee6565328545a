import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { startProcess } from "../../scripts/start/run-process.ts";

const runProcess = new URL("../../scripts/start/run-process.ts", import.meta.url).href;

/** Starts a process that starts another with `childScript`, and waits until that one says its number. */
async function startParent(childScript: string) {
  const { command, args } = parentOf(childScript);
  const parent = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(parent.stdout, "data")) as [Buffer];
  return { parent, childPid: Number(line.toString()) };
}

function parentOf(childScript: string): { command: string; args: string[] } {
  return {
    command: process.execPath,
    args: [
      "--input-type=module",
      "-e",
      `import { endAllOnInterrupt, endAllWithParent, startProcess } from ${JSON.stringify(runProcess)};
       endAllOnInterrupt(500);
       endAllWithParent(500);
       const args = ["-e", ${JSON.stringify(childScript)}];
       await startProcess(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] }).ended;`,
    ],
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test("the end of a process is told with its code", async () => {
  const { ended } = startProcess(process.execPath, ["-e", "process.exit(7)"], { stdio: "ignore" });
  expect(await ended).toMatchObject({ exitCode: 7, signal: null });
});

test("what cannot be started ends with 127", async () => {
  expect(await startProcess("/no/such/program", [], {}).ended).toMatchObject({ exitCode: 127 });
});

describe.skipIf(process.platform === "win32")("an interrupt", () => {
  test("reaches what was started, and is waited for", async () => {
    const { parent, childPid } = await startParent(
      'process.on("SIGINT", () => process.exit(0)); setInterval(() => {}, 1000); console.log(process.pid);',
    );
    parent.kill("SIGINT");
    const [code] = (await once(parent, "exit")) as [number];
    expect(code).toBe(130);
    expect(isRunning(childPid)).toBe(false);
  });

  test("ends by force what does not listen", async () => {
    const { parent, childPid } = await startParent(
      'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log(process.pid);',
    );
    parent.kill("SIGTERM");
    const [code] = (await once(parent, "exit")) as [number];
    expect(code).toBe(143);
    expect(isRunning(childPid)).toBe(false);
  });

  test("is also the end of what started it, which may have had no time to say so", async () => {
    const { command, args } = parentOf(
      "setInterval(() => {}, 1000); console.log(process.ppid, process.pid);",
    );
    // As npm does: a shell between, which passes nothing on.
    const shell = spawn("sh", ["-c", '"$0" "$@"; exit 0', command, ...args], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(shell.stdout, "data")) as [Buffer];
    const pids = line.toString().trim().split(" ").map(Number);
    shell.kill("SIGKILL");
    await expect.poll(() => pids.filter(isRunning)).toEqual([]);
  });
});
