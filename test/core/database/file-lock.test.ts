import { once } from "node:events";
import { readdirSync, readlinkSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { lockFile } from "../../../src/core/database/file-lock.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const thread = new URL("locking-thread.ts", import.meta.url);

test("whoever waited for a lock whose file was removed holds it on the new file, and keeps others out", async ({
  onTestFinished,
  skip,
}) => {
  skip(process.platform !== "linux", "only there it can be seen who has a file open");
  const path = join(temporaryDirectory(), "some.lock");
  const removed = lockFile(path, "exclusive", 0)!;
  const waiting = new Worker(thread, { workerData: { path } });
  onTestFinished(async () => void (await waiting.terminate()));
  const [told] = (await once(waiting, "message")) as [string];
  expect(told).toBe("waits");
  await expect.poll(() => timesOpen(path)).toBe(2);
  rmSync(path);
  removed.release();
  expect(await once(waiting, "message")).toEqual(["holds"]);
  expect(lockFile(path, "exclusive", 0)).toBeNull();

  const ended = once(waiting, "exit");
  waiting.postMessage("end");
  await ended;
  const free = lockFile(path, "exclusive", 0);
  expect(free).not.toBeNull();
  free?.release();
});

/** How often this process, with all its threads, has a file open. */
function timesOpen(path: string): number {
  const links = readdirSync("/proc/self/fd").map((name) => readLink(join("/proc/self/fd", name)));
  return links.filter((target) => target === path).length;
}

function readLink(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    // It was closed meanwhile.
    return null;
  }
}
