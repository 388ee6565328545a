import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { expect } from "vitest";
import { describeFailure } from "../../src/shared/failures.ts";
import { fault, recovers } from "./support/fault-test.ts";

const TERMINAL = fileURLToPath(new URL("../../src/cli/onramp.ts", import.meta.url));

recovers(
  "P2",
  "a process killed between a fetched page and its commit: that page is fetched again, nothing is there twice",
  async (stage, [busiest]) => {
    await stage.closeCore();
    const { apiUrl, organization, token } = stage.github;
    const hold = await stage.hold({ repository: busiest });
    const args = [
      "sync",
      "--api-url",
      apiUrl,
      "--org",
      organization,
      "--json",
      "--data-dir",
      stage.dataDirectory,
    ];
    const env = { PATH: process.env["PATH"], HOME: stage.dataDirectory, ONRAMP_TOKEN: token };
    const child = spawn(process.execPath, [TERMINAL, ...args], { env, stdio: "ignore" });
    await hold.reached();
    // With the write lock taken, the page is answered and cannot be committed.
    const lock = new Database(join(stage.dataDirectory, "onramp.db"));
    lock.exec("BEGIN IMMEDIATE");
    await hold.release();
    await stage.hasAnswered(busiest);
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await exited;
    lock.exec("ROLLBACK");
    lock.close();

    await stage.newRequests();
    await stage.openCore();
    // The terminal kept the token for its own session.
    await stage.connect();
    await stage.end();
    const again = (await stage.newRequests()).filter(({ variables }) => variables?.["name"] === busiest);
    expect(again.filter(({ variables }) => variables!["after"] === null)).toHaveLength(1);
  },
);

fault(
  "P18",
  "a data directory that cannot be made or written is one clear sentence at the start",
  async (stage) => {
    const directory = mkdtempSync(join(tmpdir(), "onramp-rights-"));
    writeFileSync(join(directory, "a-file"), "");
    const refused = stage.openSecondCore({ dataDirectory: join(directory, "a-file", "data") });
    await expect(refused).rejects.toMatchObject({ failure: { code: "store/not-writable" } });
    expect(describeFailure({ code: "store/not-writable" }).action).toContain("--data-dir");
    expect(readdirSync(directory)).toEqual(["a-file"]);
    rmSync(directory, { recursive: true });
  },
);

fault("P19", "a database of a newer version is refused, and not a byte of it is changed", async (stage) => {
  await stage.closeCore();
  stage.database.pragma("user_version = 999");
  stage.database.pragma("wal_checkpoint(TRUNCATE)");
  const file = join(stage.dataDirectory, "onramp.db");
  const before = readFileSync(file);
  await expect(stage.openCore()).rejects.toMatchObject({ failure: { code: "store/newer-version" } });
  expect(readFileSync(file).equals(before)).toBe(true);
});

recovers(
  "P20",
  "another connection holds the write lock: every screen is answered, and every write comes through",
  async (stage, [busiest]) => {
    const hold = await stage.hold({ repository: busiest });
    await stage.start();
    await hold.reached();
    await stage.runShows({ counts: expect.objectContaining({ complete: 3 }) });
    stage.database.exec("BEGIN IMMEDIATE");
    await hold.release();
    await stage.hasAnswered(busiest);
    const { runId } = (await stage.view()).run;
    // A write waits for the lock; what only reads does not wait for the write.
    let isPaused = false;
    const paused = stage.call("sync.pause", { runId }).then(() => (isPaused = true));
    await stage.call("app.getState", {});
    await stage.call("insights.get", { organizationId: stage.organization.id });
    expect(isPaused).toBe(false);
    stage.database.exec("ROLLBACK");
    await paused;
    await stage.call("sync.resume", { runId });
  },
);

fault(
  "P21",
  "a second process on the data directory is told who works there, and starts nothing",
  async (stage, [busiest]) => {
    const hold = await stage.hold({ repository: busiest });
    await stage.start();
    await hold.reached();
    const { apiUrl, organization, token } = stage.github;
    const args = [
      "sync",
      "--api-url",
      apiUrl,
      "--org",
      organization,
      "--json",
      "--data-dir",
      stage.dataDirectory,
    ];
    const env = { PATH: process.env["PATH"], HOME: stage.dataDirectory, ONRAMP_TOKEN: token };
    const child = spawn(process.execPath, [TERMINAL, ...args], { env, stdio: ["ignore", "pipe", "ignore"] });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (output += chunk));
    const [exitCode] = (await once(child, "close")) as [number];
    expect(exitCode).toBe(1);
    expect(output).toContain("store/held");
    expect(output).toContain(`process ${process.pid}`);
    expect(stage.count("sync_runs")).toBe(1);
    await hold.release();
    await stage.expectVerified();
  },
);
