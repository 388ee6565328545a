import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { control, countTruth, findSecret, orgOptions, startGitHub } from "./journey-world.ts";
import { eventsOf, makeTerminal } from "./terminal.ts";

describe("export", { timeout: 150_000 }, () => {
  test("after a sync the files hold what GitHub holds, and the manifest says that it is verified", async ({
    onTestFinished,
  }) => {
    const terminal = makeTerminal(onTestFinished);
    const github = await startGitHub(onTestFinished);
    const { token } = github;
    const truth = await countTruth(github);
    expect((await terminal.run(["sync", ...orgOptions(github), "--all"], { token })).exitCode).toBe(0);

    const out = join(terminal.dataDirectory, "exported");
    const ended = await terminal.run(["export", "--out", out, "--format", "json", "--json"]);
    expect(ended.exitCode).toBe(0);
    expect(eventsOf(ended.stdout)).toMatchObject([
      { event: "file", name: "pull-requests.json", rows: truth.pullRequests },
      { event: "file", name: "reviews.json", rows: truth.reviews },
      { event: "file", name: "insights.json", rows: null },
      { event: "exported", organization: github.organization, gaps: 0, neverRead: 0 },
    ]);
    expect(JSON.parse(readFileSync(join(out, "pull-requests.json"), "utf8"))).toHaveLength(
      truth.pullRequests,
    );
    expect(JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"))).toMatchObject({
      coverage: { verifiedRepositories: truth.repositories, share: 1 },
      gaps: [],
    });
    expect(findSecret(token, out, [ended.stdout, ended.stderr])).toEqual([]);

    // A second one is refused until it is allowed to replace the first.
    const refused = await terminal.run(["export", "--out", out, "--format", "json"]);
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain("file/exists");
    const text = await terminal.run(["export", "--out", out, "--format", "json", "--force"]);
    expect(text.exitCode).toBe(0);
    expect(text.stdout).toMatch(/pull-requests\.json +240 /);
    expect(text.stderr).toMatch(/Careful with whom you share it: it names \d+ private repositor/);
    expect(readdirSync(out)).toHaveLength(4);
  });

  test("with gaps the files are there and the exit code is 2; the manifest names the repository and the cause", async ({
    onTestFinished,
  }) => {
    const terminal = makeTerminal(onTestFinished);
    const github = await startGitHub(onTestFinished);
    const { token } = github;
    const { repositories } = await control(github, { type: "truth" }, "truth");
    const repository = repositories.find(({ pullRequests }) => pullRequests > 0)!.fullName;
    await github.control({ type: "miscount", repository, by: 1 });
    expect((await terminal.run(["sync", ...orgOptions(github), "--all"], { token })).exitCode).toBe(2);
    const out = join(terminal.dataDirectory, "exported");
    const ended = await terminal.run(["export", "--out", out, "--format", "csv"]);
    expect(ended.exitCode).toBe(2);
    expect(ended.stderr).toContain("Not complete: 1 repository with gaps, named in manifest.json.");
    expect(JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"))).toMatchObject({
      gaps: [{ repository, stream: "pull_requests", failure: { code: "verify/mismatch" } }],
    });
  });

  test.each([
    [["--format", "csv"], "--out"],
    [["--out", "x"], "--format"],
    [["--out", "x", "--format", "xml"], "csv, json"],
  ])("%j is wrong usage that names what is missing", async (args, named) => {
    const terminal = makeTerminal(onTestFinished);
    const ended = await terminal.run(["export", ...args]);
    expect(ended.exitCode).toBe(64);
    expect(ended.stderr).toContain(named);
  });

  test("a place that cannot be a folder is named", async ({ onTestFinished }) => {
    const terminal = makeTerminal(onTestFinished);
    const github = await startGitHub(onTestFinished);
    const { token } = github;
    await terminal.run(["sync", ...orgOptions(github), "--all"], { token });
    const out = join(terminal.dataDirectory, "a-file");
    writeFileSync(out, "");
    const ended = await terminal.run(["export", "--out", out, "--format", "csv"]);
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toContain("file/not-written");
    expect(ended.stderr).toContain(out);
  });
});
