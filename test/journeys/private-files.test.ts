import { closeSync, openSync, readdirSync, statSync, truncateSync, writeSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Stage } from "./support/stage.ts";

test("every file of a whole journey is the person's alone: sync, log search, recovery of a damaged database", async ({
  skip,
}) => {
  skip(process.platform === "win32", "Windows has no such modes");
  const usual = process.umask(0o002);
  const stage = await Stage.open({ world: { repositories: 4, pullRequests: 200, members: 3 } });
  await stage.start();
  await stage.expectVerified();
  await stage.call("logs.search", { search: "sync" });
  expectPrivate(stage.dataDirectory, ["onramp.db", "onramp.db-wal", "engine.lock", "logs/log.db"]);

  await stage.closeCore();
  overwriteHeader(join(stage.dataDirectory, "onramp.db"));
  // It would mend the header.
  truncateSync(join(stage.dataDirectory, "onramp.db-wal"));
  await stage.openCore();
  await stage.call("logs.search", { search: "damaged" });
  const [setAside] = readdirSync(stage.dataDirectory).filter((name) => name.startsWith("damaged-"));
  expectPrivate(stage.dataDirectory, ["onramp.db", join(setAside!, "onramp.db")]);
  await stage.close();
  process.umask(usual);
});

/** That nobody else may do anything with what lies in the folder, among which these are. */
function expectPrivate(folder: string, among: readonly string[]): void {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  expect(names).toEqual(expect.arrayContaining([...among]));
  const loose = names.filter((name) => (statSync(join(folder, name)).mode & 0o077) !== 0);
  expect(loose).toEqual([]);
}

/** SQLite knows a database by its first 16 bytes; without its header of 100 bytes a file is none. */
function overwriteHeader(path: string): void {
  const file = openSync(path, "r+");
  writeSync(file, new Uint8Array(100), 0, 100, 0);
  closeSync(file);
}
