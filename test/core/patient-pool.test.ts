import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PatientPool } from "../../src/core/patient-pool.ts";

let folder: string;
let pool: PatientPool<"slow" | "endless", void>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "onramp-pool-"));
  pool = new PatientPool({
    filename: new URL("slow-worker.ts", import.meta.url).href,
    minThreads: 1,
    maxThreads: 1,
    workerData: { folder },
  });
});
afterEach(async () => {
  await pool.end();
  rmSync(folder, { recursive: true });
});

const has = (name: string): boolean => existsSync(join(folder, name));

test("a thread that is still loading is ended once it has loaded", async () => {
  const hung = new AbortController();
  const aborted = pool.run("endless", { signal: hung.signal }).catch(() => "aborted");
  await expect.poll(() => has("started")).toBe(true);
  rmSync(join(folder, "loaded"));
  // Another thread takes the place of the one that is ended.
  hung.abort();
  await aborted;
  await pool.end();
  expect(has("loaded")).toBe(true);
  expect(pool.threads).toEqual([]);
});

test("a task that is not answered in time is given up, and its thread is not ended for it", async () => {
  await expect(pool.runWithin(50, "slow")).rejects.toThrow("no answer within 0.05 s");
  await expect.poll(() => has("answered")).toBe(true);
});

test("a thread that has a task is ended once it has answered", async () => {
  const answer = pool.run("slow");
  await expect.poll(() => has("started")).toBe(true);
  await Promise.all([answer, pool.end()]);
  expect(has("answered")).toBe(true);
});

test("a thread that hangs is ended nevertheless, and its task is rejected", async () => {
  const ended = pool.run("endless").catch((error: Error) => error.message);
  await expect.poll(() => has("started")).toBe(true);
  await pool.end();
  expect(await ended).toBe("Terminating worker thread");
  expect(pool.threads).toEqual([]);
});
