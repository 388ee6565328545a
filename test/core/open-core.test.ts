import { existsSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, onTestFinished, test } from "vitest";
import { takeEngineLock } from "../../src/core/sync/engine-lock.ts";
import type { RecoveryReport } from "../../src/shared/recovery.ts";
import { Stage } from "../journeys/support/stage.ts";
import { fileIn, makeIndexDiffer, overwritePage, pagesOf } from "./database/recovery-world.ts";

/** A stage whose organization was read and verified, with every commit in the database's file. */
async function syncedStage(): Promise<Stage> {
  const stage = await Stage.open({ world: { repositories: 6, pullRequests: 240, members: 9 } });
  onTestFinished(() => stage.close());
  await stage.start();
  await stage.expectVerified();
  inFile(stage, (database) => database.pragma("wal_checkpoint(TRUNCATE)"));
  return stage;
}

/** Does something with the database through a connection of its own. */
function inFile(stage: Stage, act: (database: Database.Database) => void): void {
  const database = new Database(fileIn(stage.dataDirectory));
  act(database);
  database.close();
}

/** What was told about the database, in order. */
const toldOf = (stage: Stage): (RecoveryReport["kind"] | null)[] =>
  stage.events.flatMap((event) =>
    event.name === "recovery.changed" ? [event.payload.recovery?.kind ?? null] : [],
  );

test("damage that a query meets: everything is closed, recovered and opened again, and the sync is taken up", async () => {
  const stage = await syncedStage();
  for (const page of pagesOf(stage.dataDirectory, "reviews", "leaf"))
    overwritePage(stage.dataDirectory, page);
  await expect(stage.call("insights.get", { organizationId: stage.organization.id })).rejects.toMatchObject({
    failure: { code: "store/corrupt" },
  });
  await expect.poll(() => toldOf(stage)).toEqual(["under-way", "recovered"]);
  const { recovery } = await stage.call("app.getState", {});
  expect(recovery).toMatchObject({ kind: "recovered", incompleteTables: ["reviews"] });
  // Nobody had to sign in again, or to start anything.
  await stage.expectVerified();
});

/** Makes the database so large that it is not checked as a whole at the start. */
function enlarge(stage: Stage): void {
  inFile(stage, (database) =>
    database
      .prepare(
        "INSERT INTO http_cache SELECT id, 'large', 'etag', hex(zeroblob(9 * 1024 * 1024)) FROM accounts",
      )
      .run(),
  );
}

test("a large database is checked after the start, and an index that disagrees is repaired meanwhile (P15)", async () => {
  const stage = await syncedStage();
  await stage.closeCore();
  enlarge(stage);
  makeIndexDiffer(stage.dataDirectory);
  await stage.openCore();
  expect(toldOf(stage)).toEqual([]);
  await stage.clock.pass(10_000);
  await expect.poll(() => toldOf(stage)).toEqual(["repaired"]);
  expect((await stage.call("app.getState", {})).recovery).toMatchObject({ kind: "repaired" });
});

test("a large database that turns out to be damaged is recovered without a restart (P14)", async () => {
  const stage = await syncedStage();
  await stage.closeCore();
  enlarge(stage);
  overwritePage(stage.dataDirectory, pagesOf(stage.dataDirectory, "reviews", "leaf").at(-1)!);
  await stage.openCore();
  await stage.clock.pass(10_000);
  await expect.poll(() => toldOf(stage)).toEqual(["under-way", "recovered"]);
  const { recovery } = await stage.call("app.getState", {});
  if (recovery?.kind !== "recovered") throw new Error("the state does not tell");
  expect(existsSync(join(recovery.setAside, "onramp.db"))).toBe(true);
  await stage.expectVerified();
});

describe("a database that lacks a part of its schema is set aside at the start, and what fits is saved:", () => {
  const lacking = async (sql: string): Promise<{ stage: Stage; recovery: RecoveryReport | null }> => {
    const stage = await syncedStage();
    await stage.closeCore();
    inFile(stage, (database) => database.exec(sql));
    await stage.openCore();
    return { stage, recovery: (await stage.call("app.getState", {})).recovery };
  };

  test("a table", async () => {
    const { stage, recovery } = await lacking("DROP TABLE settings");
    expect(recovery).toMatchObject({
      kind: "recovered",
      cause: "schema 1 lacks its table settings",
      incompleteTables: ["settings"],
      repositoriesToRead: 0,
    });
    await stage.expectVerified();
  });

  test("a column, whose rows are read again before they are called verified", async () => {
    const { stage, recovery } = await lacking("ALTER TABLE reviews DROP COLUMN author_kind");
    expect(recovery).toMatchObject({
      kind: "recovered",
      cause: "schema 1 lacks its table reviews",
      incompleteTables: ["reviews"],
      repositoriesToRead: 6,
    });
    await stage.expectVerified();
    inFile(stage, (database) => {
      const kinds = "SELECT count(*) FROM reviews WHERE author_login IS NOT NULL AND author_kind IS NULL";
      expect(database.prepare(kinds).pluck().get()).toBe(0);
    });
  });

  test("but not one to which somebody added something of their own", async () => {
    const { recovery } = await lacking("CREATE VIEW mine AS SELECT title FROM pull_requests");
    expect(recovery).toBeNull();
  });
});

describe("damage is not recovered under the feet of another process that", () => {
  test("runs a sync", async () => {
    const stage = await syncedStage();
    await stage.closeCore();
    const other = takeEngineLock(stage.dataDirectory, new Date(0));
    overwritePage(stage.dataDirectory, 1);
    await expect(stage.openCore()).rejects.toMatchObject({ failure: { code: "store/held" } });
    if (other.ok) other.value.release();
    await stage.openCore();
    expect((await stage.call("app.getState", {})).recovery).toMatchObject({ kind: "recovered" });
  });

  test("only has the database open; when that meets the damage it recovers by itself", async () => {
    const stage = await syncedStage();
    // Nothing is left to do: the engine is not started.
    await stage.restart();
    for (const page of pagesOf(stage.dataDirectory, "reviews", "leaf"))
      overwritePage(stage.dataDirectory, page);
    await expect(stage.openSecondCore()).rejects.toMatchObject({
      failure: { code: "store/held", detail: "another process has the database open" },
    });
    await stage.call("insights.get", { organizationId: stage.organization.id }).catch(() => undefined);
    await expect.poll(() => toldOf(stage)).toEqual(["under-way", "recovered"]);
    await stage.expectVerified();
  });
});
