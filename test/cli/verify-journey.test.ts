import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { control, countTruth, orgOptions, startGitHub } from "./journey-world.ts";
import { eventsOf, makeTerminal } from "./terminal.ts";

describe.concurrent("looking again", { timeout: 150_000 }, () => {
  test("a review that vanished without a sign is found by verify, and not by a sync", async ({
    onTestFinished,
  }) => {
    const terminal = makeTerminal(onTestFinished);
    const github = await startGitHub(onTestFinished);
    const { token } = github;
    const sync = ["sync", ...orgOptions(github), "--json"];
    await terminal.run(sync, { token });
    await removeOneReview(github);
    const { reviews } = await countTruth(github);

    const again = await terminal.run(sync, { token });
    expect(eventsOf(again.stdout).at(-1)).toMatchObject({ event: "done", reviews: reviews + 1 });
    const verified = await terminal.run(["verify", "--json"], { token });
    expect(eventsOf(verified.stdout).at(-1)).toMatchObject({ event: "done", verified: true, reviews });
    expect(verified.exitCode).toBe(0);
  });

  test("records that contradict each other are shown by status, and mended by status --repair", async ({
    onTestFinished,
  }) => {
    const terminal = makeTerminal(onTestFinished);
    const github = await startGitHub(onTestFinished);
    const { token } = github;
    await terminal.run(["sync", ...orgOptions(github), "--json"], { token });
    const database = new Database(join(terminal.dataDirectory, "onramp.db"));
    database.exec("DELETE FROM pull_requests WHERE id = (SELECT max(id) FROM pull_requests)");
    database.close();

    const shown = await terminal.run(["status"]);
    expect(shown.stdout).toContain("The ledger claims");
    const mended = await terminal.run(["status", "--repair", "--json"], { token });
    expect(eventsOf(mended.stdout)).toContainEqual(
      expect.objectContaining({ event: "repaired", repairs: ["recount", "verify"] }),
    );
    expect(mended.exitCode).toBe(0);
    const { pullRequests } = await countTruth(github);
    expect(eventsOf(mended.stdout)).toContainEqual(
      expect.objectContaining({ event: "done", verified: true }),
    );
    const after = await terminal.run(["status"]);
    expect(after.stdout).toContain("nothing disagrees");
    expect(countRows(terminal.dataDirectory)).toBe(pullRequests);
  });
});

async function removeOneReview(github: Parameters<typeof control>[0]): Promise<void> {
  const { repositories } = await control(github, { type: "truth" }, "truth");
  for (const { fullName: repository } of repositories) {
    const { pullRequests } = await control(github, { type: "truth", repository }, "repository-truth");
    const reviewed = pullRequests.find(({ reviews }) => reviews.length > 0);
    if (reviewed === undefined) continue;
    await github.control({ type: "remove-review", repository, number: reviewed.number });
    return;
  }
  throw new Error("no pull request has a review");
}

function countRows(dataDirectory: string): number {
  const database = new Database(join(dataDirectory, "onramp.db"), { readonly: true });
  const count = database.prepare<[], number>("SELECT count(*) FROM pull_requests").pluck().get();
  database.close();
  return count!;
}
