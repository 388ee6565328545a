import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { makeTerminal } from "./terminal.ts";

const TERMINAL = fileURLToPath(new URL("../../src/cli/onramp.ts", import.meta.url));

describe.concurrent("where there is no room", { timeout: 120_000 }, () => {
  test("a full disk keeps nobody from looking, nor from forgetting everything", async ({
    skip,
    onTestFinished,
  }) => {
    const terminal = makeTerminal(onTestFinished);
    const disk = join(terminal.home, "disk");
    mkdirSync(disk);
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=600k", "tmpfs", disk]);
    skip(mounted.status !== 0, "no right to mount a small disk");
    onTestFinished(() => void spawnSync("umount", [disk]));
    const place = ["--data-dir", join(disk, "data")];

    const sync = await terminal.run(["sync", "--sample", "--wait", "0.02", ...place]);
    expect(sync.stderr).toContain("The disk is full");
    expect(sync.exitCode).toBe(4);

    const status = await terminal.run(["status", ...place]);
    expect(status).toMatchObject({ exitCode: 0, stderr: "" });
    expect(status.stdout).toContain("harborlight");

    const forgotten = await terminal.run(["forget", "--yes", ...place]);
    expect(forgotten).toMatchObject({ exitCode: 0, stderr: "" });
  });

  test("an answer that standard output has no room for is a failure, not done", ({ skip }) => {
    skip(process.platform !== "linux", "no /dev/full here");
    for (const args of ["--version", "--help --json"]) {
      const { status, stderr } = spawnSync(
        "sh",
        ["-c", `"$0" "$1" ${args} >/dev/full`, process.execPath, TERMINAL],
        {
          encoding: "utf8",
        },
      );
      expect(stderr).toContain("standard output (ENOSPC)");
      expect(status).toBe(1);
    }
  });

  test("a folder that takes no folder, such as /proc, is refused at once", async ({
    skip,
    onTestFinished,
  }) => {
    skip(process.platform !== "linux", "no /proc here");
    const terminal = makeTerminal(onTestFinished);
    const { exitCode, stderr } = await terminal.run(["status", "--data-dir", "/proc/onramp/data"]);
    expect(stderr).toContain("store/not-writable");
    expect(exitCode).toBe(1);
  });
});
