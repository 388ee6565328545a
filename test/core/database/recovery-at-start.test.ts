import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { PAGE_BYTES } from "../../../src/core/database/recovery/torn-page.ts";
import type { SampleServer } from "../../../src/sample/sample-server.ts";
import { countTruth, orgOptions, startGitHub } from "../../cli/journey-world.ts";
import { eventsOf, makeTerminal, type Ended } from "../../cli/terminal.ts";
import { expectSameRows, readStored, readTruth } from "../../journeys/support/truth.ts";
import { makeIndexDiffer, overwrite, overwritePage, pagesOf } from "./recovery-world.ts";

// Each test syncs in processes of their own; on a busy machine that takes long.
vi.setConfig({ testTimeout: 90_000 });

let github: SampleServer;
/** A data directory as the first sync left it; each test damages a copy. */
let syncedDirectory: string;
const cleanUps: (() => Promise<void>)[] = [];

beforeAll(async () => {
  github = await startGitHub((cleanUp) => cleanUps.push(cleanUp));
  const terminal = makeTerminal((cleanUp) => cleanUps.push(cleanUp));
  const { exitCode, stderr } = await syncWith(terminal);
  if (exitCode !== 0 || stderr !== "") throw new Error(`the first sync failed: ${stderr}`);
  syncedDirectory = terminal.dataDirectory;
}, 90_000);

afterAll(async () => {
  for (const cleanUp of cleanUps) await cleanUp();
});

type Terminal = ReturnType<typeof makeTerminal>;

const syncWith = (terminal: Terminal): Promise<Ended> =>
  terminal.run(["sync", ...orgOptions(github), "--all", "--json"], { token: github.token });

/** A terminal whose organization has been read and verified. */
function syncedTerminal(): { terminal: Terminal; sync(): Promise<Ended> } {
  const terminal = makeTerminal(onTestFinished);
  cpSync(syncedDirectory, terminal.dataDirectory, { recursive: true });
  return { terminal, sync: () => syncWith(terminal) };
}

async function expectVerified({ stdout, exitCode }: Ended): Promise<void> {
  expect(eventsOf(stdout).at(-1)).toMatchObject({ event: "done", verified: true });
  expect(exitCode).toBe(0);
  const { pullRequests, reviews, members } = await countTruth(github);
  expect(eventsOf(stdout).at(-1)).toMatchObject({ pullRequests, reviews, members });
}

/** What the terminal says of the database, for scripts. */
const saidOf = (ended: Ended): unknown[] =>
  eventsOf(ended.stdout).filter(({ event }) => event === "database");

const setAsideIn = (directory: string): string[] =>
  readdirSync(directory).filter((name) => name.startsWith("damaged-"));

test("a lost header: the person is told what was saved and where the damaged file is, and nothing is fetched twice (P13)", async () => {
  const { terminal, sync } = syncedTerminal();
  overwrite(terminal.dataDirectory, 0, 100);
  const damaged = readFileSync(join(terminal.dataDirectory, "onramp.db"), "base64");
  const ended = await sync();
  const [setAside] = setAsideIn(terminal.dataDirectory);
  expect(readFileSync(join(terminal.dataDirectory, setAside!, "onramp.db"), "base64")).toBe(damaged);
  expect(saidOf(ended)).toEqual([
    expect.objectContaining({ kind: "recovered", repositoriesToRead: 0, incompleteTables: [] }),
  ]);
  expect(ended.stderr).toContain("The database was damaged and has been recovered. Saved: 1 account, ");
  expect(ended.stderr).toContain(`Nothing was lost. The damaged file was set aside, unchanged: `);
  await expectVerified(ended);
});

test.each([
  ["of pull requests", "pull_requests"],
  ["of reviews", "reviews"],
  ["of repositories", "repositories"],
  ["of accounts", "accounts"],
  ["of the ledger", "coverage"],
])("a lost page %s: what was on it is read again by the next sync, and verified (P14)", async (_, table) => {
  const { terminal, sync } = syncedTerminal();
  overwritePage(terminal.dataDirectory, pagesOf(terminal.dataDirectory, table, "leaf")[0]!);
  const status = await terminal.run(["status"]);
  expect(status.stderr).toContain("What ");
  expect(status.stderr).toContain("is read again by the next sync");
  expect(status.stdout).not.toContain("Complete");
  await expectVerified(await sync());
  expect(setAsideIn(terminal.dataDirectory)).toHaveLength(1);
});

test("an index that disagrees with its table: it is repaired, and the person is told (P15)", async () => {
  const { terminal, sync } = syncedTerminal();
  makeIndexDiffer(terminal.dataDirectory);
  const ended = await sync();
  expect(saidOf(ended)).toEqual([expect.objectContaining({ kind: "repaired" })]);
  expect(ended.stderr).toContain("The database was repaired.");
  expect(ended.exitCode).toBe(0);
  expect(setAsideIn(terminal.dataDirectory)).toEqual([]);
});

test("a row of which the end was cut off with the file is read again, though SQLite takes it for whole (P4, P14)", async () => {
  const { terminal, sync } = syncedTerminal();
  const { dataDirectory } = terminal;
  const path = join(dataDirectory, "onramp.db");
  // The oldest row of a page stands at its end, and a review's last column is a text: five characters become zeros.
  const page = Math.max(...pagesOf(dataDirectory, "reviews", "leaf"));
  truncateSync(path, page * PAGE_BYTES - 5);
  const ended = await sync();
  expect(saidOf(ended)).toEqual([expect.objectContaining({ kind: "recovered" })]);
  await expectVerified(ended);
  expectSameRows(readStored(dataDirectory), await readTruth(github));
});

test("a recovery whose process was killed when it was nearly done is finished, and told, at the next start", async () => {
  const { terminal, sync } = syncedTerminal();
  const { dataDirectory } = terminal;
  overwrite(dataDirectory, 0, 100);
  await sync();
  // As it was before the last steps.
  const [setAside] = setAsideIn(dataDirectory);
  renameSync(join(dataDirectory, "onramp.db"), join(dataDirectory, "saved.db"));
  renameSync(join(dataDirectory, setAside!, "onramp.db"), join(dataDirectory, "onramp.db"));
  renameSync(join(dataDirectory, setAside!), join(dataDirectory, "recovery.ready"));
  renameSync(join(dataDirectory, "saved.db"), join(dataDirectory, "recovery.ready", "onramp.db"));
  const saved = { accounts: 1, repositories: 6, pullRequests: 240, reviews: 0 };
  writeFileSync(
    join(dataDirectory, "recovery.ready", "recovery.json"),
    JSON.stringify({
      ...{ kind: "recovered", at: 0, cause: "", setAside: join(dataDirectory, setAside!), saved },
      ...{ incompleteTables: [], repositoriesToRead: 0 },
    }),
  );
  const ended = await sync();
  expect(saidOf(ended)).toEqual([expect.objectContaining({ kind: "recovered" })]);
  await expectVerified(ended);
  expect(existsSync(join(dataDirectory, setAside!, "onramp.db"))).toBe(true);
});
