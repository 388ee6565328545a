import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Stage } from "./support/stage.ts";

const TERMINAL = fileURLToPath(new URL("../../src/cli/onramp.ts", import.meta.url));

let stage: Stage;
let busiest: string;
const running = new Set<ChildProcess>();
beforeEach(async () => {
  stage = await Stage.openUnconnected({ world: { repositories: 5, pullRequests: 700, members: 4 } });
  await stage.closeCore();
  [busiest] = (await stage.names()) as [string];
});
afterEach(async () => {
  for (const child of running) child.kill("SIGKILL");
  await stage.close();
});

/** `onramp sync` as a process of its own on the stage's data. */
function startSync(): ChildProcess {
  const { apiUrl, organization, token } = stage.github;
  const args = ["sync", "--api-url", apiUrl, "--org", organization, "--all", "--json"];
  const child = spawn(process.execPath, [TERMINAL, ...args, "--data-dir", stage.dataDirectory], {
    env: { PATH: process.env["PATH"], HOME: stage.dataDirectory, ONRAMP_TOKEN: token },
    stdio: ["ignore", "pipe", "ignore"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}

/** Runs the command to its end; its last line. */
async function finishSync(): Promise<unknown> {
  const child = startSync();
  let last = "";
  for await (const line of createInterface(child.stdout!)) last = line;
  return JSON.parse(last);
}

test(
  "after kill -9 in the middle, the same command goes on from the last page stored",
  { timeout: 60_000 },
  async () => {
    // Two pages of the largest repository are answered, the third is not.
    const hold = { type: "hold", match: { repository: busiest } } as const;
    await stage.control({ type: "on-page", repository: busiest, page: 2, command: hold });
    const child = startSync();
    const stored = () =>
      stage.count(
        `pull_requests p JOIN repositories r ON r.id = p.repository_id WHERE r.name = '${busiest}'`,
      );
    await expect.poll(stored, { timeout: 20_000 }).toBe(150);
    await kill(child);
    expect(stage.count("jobs WHERE state = 'leased'")).toBeGreaterThan(0);

    await stage.heal();
    await stage.newRequests();
    expect(await finishSync()).toMatchObject({ event: "done", verified: true });
    await stage.expectTruth();
    // It is the same run, and the pages that were stored are not asked for again.
    expect(stage.count("sync_runs")).toBe(1);
    const pages = (await stage.newRequests()).filter(({ variables }) => variables?.["name"] === busiest);
    expect(pages[0]!.variables!["after"]).toEqual(expect.any(String));
    expect(stage.database.pragma("integrity_check", { simple: true })).toBe("ok");
  },
);
