import { afterEach, beforeEach, expect, test } from "vitest";
import { SlicePool, type SliceHandle } from "../../../src/core/sync/slice-pool.ts";
import type { AccountId, OrganizationId } from "../../../src/shared/ids.ts";
import type { Slice } from "../../../src/shared/slices.ts";

const slice: Slice = {
  ...{
    kind: "counts",
    lease: null,
    runId: null,
    accountId: 1 as AccountId,
    apiUrl: "https://github.invalid",
  },
  ...{ organizationId: 1 as OrganizationId, subjectId: 1, payload: {}, attempt: 1, maxPages: 1 },
};

const openPool = (dataDirectory: string): SlicePool =>
  new SlicePool({
    workerFile: new URL("patient-worker.ts", import.meta.url),
    dataDirectory,
    ...{ threads: 2, slicesPerThread: 8 },
  });

let pool: SlicePool;
beforeEach(() => {
  pool = openPool("unused");
});
afterEach(() => pool.close());

/** Starts slices and counts those that have said that they are at work. */
function start(count: number): { handles: SliceHandle[]; atWork: () => number } {
  let atWork = 0;
  const handles = Array.from({ length: count }, () => pool.run(slice, () => (atWork += 1)));
  return { handles, atWork: () => atWork };
}

const outcomesOf = (handles: readonly SliceHandle[]) =>
  Promise.all(
    handles.map(({ outcome }) => outcome.then((it) => (it.kind === "failed" ? it.failure.code : it.kind))),
  );

test("all slices that there is room for are at work side by side, though any of them can be ended", async () => {
  expect(await pool.checkHealth()).toBeNull();
  const { handles, atWork } = start(pool.capacity);
  await expect.poll(atWork).toBe(16);
  for (const handle of handles) handle.send({ kind: "abort" });
  expect(await outcomesOf(handles)).toEqual(Array.from({ length: 16 }, () => "yield"));
});

test("a thread that is ended takes its other slices with it, and another one takes its place", async () => {
  const { handles, atWork } = start(3);
  await expect.poll(atWork).toBe(3);
  handles[1]!.terminate();
  expect(await outcomesOf(handles)).toEqual(["worker/crashed", "worker/hung", "worker/crashed"]);
  const next = start(1);
  await expect.poll(next.atWork).toBe(1);
  next.handles[0]!.send({ kind: "abort" });
  expect(await outcomesOf(next.handles)).toEqual(["yield"]);
});

test("closed before its first thread has proved itself, it does not say that none can be started, and starts no other", async () => {
  const silent = openPool("silent");
  const health = silent.checkHealth();
  await silent.close();
  expect(await health).toBeNull();
  expect(silent.degraded).toBe(false);
  const { outcome } = silent.run(slice, () => undefined);
  expect(await outcome).toMatchObject({ kind: "failed", failure: { detail: "the pool is closed" } });
});
