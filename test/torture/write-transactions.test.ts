import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { makeIndexDiffer } from "../core/database/recovery-world.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { TorturedSync, TortureWorld } from "./support/tortured-sync.ts";
import type { Observation } from "./support/watch-writes.ts";

test("every transaction begins IMMEDIATE and is forced to the disk, in the main thread, in workers, and in a repair", async () => {
  const file = join(temporaryDirectory(), "writes.jsonl");
  const preload = new URL("support/watch-writes.ts", import.meta.url).href;
  const environment = { NODE_OPTIONS: `--import ${preload}`, WATCH_WRITES: file };
  const sync = new TorturedSync(await TortureWorld.open(onTestFinished), onTestFinished);
  // The first one makes the database, the second one repairs it and finds nothing to read.
  sync.expectVerified(await sync.start(environment).ended);
  makeIndexDiffer(sync.dataDirectory);
  sync.expectVerifiedRun(await sync.start(environment).ended);

  const observations = readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Observation);
  const begins = observations.filter(({ what }) => what === "begin");
  expect(new Set(begins.map(({ thread }) => thread))).toEqual(new Set(["main", "worker"]));
  for (const { sql, synchronous } of begins)
    expect({ sql, synchronous }).toEqual({ sql: "BEGIN IMMEDIATE", synchronous: 2 });
  // Outside of transactions, connections and new files are only set up.
  const others = observations
    .filter(({ what }) => what === "write")
    .map(({ sql }) => sql.replace(/ = .*/, ""));
  expect(new Set(others)).toEqual(new Set(["PRAGMA journal_mode", "PRAGMA application_id"]));
}, 60_000);
