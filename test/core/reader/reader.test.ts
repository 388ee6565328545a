import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Failure } from "../../../src/shared/failures.ts";
import { computeInsights } from "../../../src/core/insights/compute-insights.ts";
import { createReader, type Reader } from "../../../src/core/reader/reader.ts";
import { NOW, StoredOrganization } from "../insights/stored-organization.ts";

const WORKER_FILE = new URL("../../../src/workers/reader-worker.ts", import.meta.url);

let acme: StoredOrganization;
let reader: Reader;
let troubles: Failure[];

beforeEach(() => {
  acme = new StoredOrganization();
  troubles = [];
  acme.addPullRequest(acme.addRepository("acme/anvil"));
});

afterEach(async () => {
  await reader.close();
  acme.remove();
});

function start(workerFile = WORKER_FILE): void {
  const logDirectory = join(acme.directory, "logs");
  mkdirSync(logDirectory);
  reader = createReader({
    workerFile,
    dataDirectory: acme.directory,
    logDirectory,
    onTrouble: (failure) => troubles.push(failure),
  });
}

/** A worker script that first does something else, then what the real one does. */
function workerThat(onLoad: string, onTask = ""): URL {
  const path = join(acme.directory, "worker.mts");
  writeFileSync(
    path,
    `import { existsSync, writeFileSync } from "node:fs";
     import { isMainThread, parentPort } from "node:worker_threads";
     const beside = (name) => ${JSON.stringify(acme.directory)} + "/" + name;
     ${onLoad}
     const { default: answer } = await import(${JSON.stringify(WORKER_FILE.href)});
     export default function (task) {
       ${onTask}
       return answer(task);
     }`,
  );
  return pathToFileURL(path);
}

const readBeside = (name: string): string => readFileSync(join(acme.directory, name), "utf8");

const askForInsights = () => reader.computeInsights({ organizationId: acme.id }, NOW);

describe("the reader", () => {
  test("answers every kind of query as the functions themselves do", async () => {
    start();
    expect(await askForInsights()).toEqual({
      ok: true,
      value: computeInsights(acme.database, { organizationId: acme.id }, NOW),
    });
    expect(await reader.searchLog({ search: "anything" })).toEqual({
      ok: true,
      value: { entries: [], olderBefore: null, newerAfter: -1 },
    });
    expect(await reader.reconcile(acme.id, new Set([7]))).toMatchObject({
      ok: true,
      value: [{ fullName: "acme/anvil", storedPullRequests: 1 }],
    });
    expect(await reader.listScopeChoices(acme.id)).toMatchObject({
      ok: true,
      value: { repositories: [{ fullName: "acme/anvil", pullRequests: 1 }] },
    });
    const unfinishedFolder = mkdtempSync(join(acme.directory, "unfinished-"));
    const request = { organizationId: acme.id, folder: acme.directory, unfinishedFolder, mayReplace: false };
    expect(await reader.exportData({ ...request, format: "json", version: "1.2.3", now: NOW })).toMatchObject(
      { ok: true, value: { files: [{ rows: 1 }, { rows: 0 }, { rows: null }] } },
    );
    expect(JSON.parse(readBeside("pull-requests.json"))).toHaveLength(1);
    expect(troubles).toEqual([]);
  });

  test("sees what was committed since its last answer", async () => {
    start();
    await askForInsights();
    acme.addPullRequest(acme.addRepository("acme/bellows"));
    expect(await askForInsights()).toMatchObject({ value: { open: { count: 2 } } });
  });

  test("answers many calls at once, each with its own answer", async () => {
    start();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        reader.computeInsights({ organizationId: acme.id, authorLogin: `author-${index}` }, NOW),
      ),
    );
    expect(answers.map((answer) => answer.ok && answer.value.scope.authorLogin)).toEqual(
      Array.from({ length: 20 }, (_, index) => `author-${index}`),
    );
  });

  test("gives a query's failure back as it is, and the next query works", async () => {
    start();
    expect(await reader.computeInsights({ organizationId: acme.id, since: "soon" }, NOW)).toEqual({
      ok: false,
      failure: { code: "usage/bad-input", detail: "not a time: soon" },
    });
    expect(await askForInsights()).toMatchObject({ ok: true });
    expect(troubles).toEqual([]);
  });

  test("runs its queries in another thread, which sees nothing of the environment but where compiled code is kept", async () => {
    const compiled = join(acme.directory, "compiled");
    vi.stubEnv("NODE_COMPILE_CACHE", compiled);
    vi.stubEnv("ONRAMP_TOKEN", "ghp_canary");
    start(workerThat(`writeFileSync(beside("seen"), JSON.stringify({ isMainThread, env: process.env }));`));
    expect(await askForInsights()).toMatchObject({ ok: true });
    expect(JSON.parse(readBeside("seen"))).toEqual({
      isMainThread: false,
      env: { NODE_COMPILE_CACHE: compiled },
    });
  });
});

describe("when the thread dies", () => {
  test("in a query, the query is tried once more in a new thread", async () => {
    start(
      workerThat(
        "",
        `if (task.kind === "insights" && !existsSync(beside("died"))) {
           writeFileSync(beside("died"), "");
           process.exit(1);
         }`,
      ),
    );
    expect(await askForInsights()).toMatchObject({ ok: true, value: { open: { count: 1 } } });
    expect(existsSync(join(acme.directory, "died"))).toBe(true);
    expect(troubles).toEqual([{ code: "worker/crashed", detail: expect.stringContaining("code: 1") }]);
  });

  test("of a query every time, that query fails and others go on", async () => {
    start(workerThat("", `if (task.kind === "insights") process.exit(1);`));
    const [insights, rows] = await Promise.all([askForInsights(), reader.reconcile(acme.id, new Set())]);
    expect(insights).toEqual({
      ok: false,
      failure: { code: "worker/crashed", detail: expect.stringContaining("code: 1") },
    });
    expect(rows).toMatchObject({ ok: true });
    expect(troubles).toHaveLength(2);
  });

  test("between queries, the next one is answered by its replacement", async () => {
    start(
      workerThat(
        "",
        `if (task.kind === "search-log") setTimeout(() => { throw new Error("out of order"); });`,
      ),
    );
    expect(await reader.searchLog({})).toMatchObject({ ok: true });
    await expect
      .poll(() => troubles)
      .toEqual([{ code: "worker/crashed", detail: "reader thread: out of order" }]);
    expect(await askForInsights()).toMatchObject({ ok: true });
  });
});

describe("where no thread can be started", () => {
  test.each([
    ["its file is missing", () => new URL("no-such-worker.ts", WORKER_FILE)],
    ["it throws while loading", () => workerThat(`throw new Error("no native module");`)],
    ["it exits while loading", () => workerThat(`process.exit(9);`)],
  ])("because %s, queries are answered all the same, and that is said once", async (_why, workerFile) => {
    start(workerFile());
    expect(await askForInsights()).toMatchObject({ ok: true, value: { open: { count: 1 } } });
    expect(await reader.searchLog({})).toMatchObject({ ok: true });
    expect(await reader.reconcile(acme.id, new Set())).toMatchObject({ ok: true });
    expect(troubles).toEqual([
      { code: "worker/crashed", detail: expect.stringContaining("no reader thread: ") },
    ]);
  });
});

describe("closing", () => {
  const closed = { ok: false, failure: { code: "usage/not-allowed-now", detail: "Onramp is closing" } };

  test("answers what is under way and what comes later with a failure, and twice is as good as once", async () => {
    start(workerThat("", `if (task.kind === "insights") for (;;);`));
    await reader.searchLog({});
    const underWay = askForInsights();
    await reader.close();
    expect(await underWay).toEqual(closed);
    expect(await reader.searchLog({})).toEqual(closed);
    await reader.close();
    expect(troubles).toEqual([]);
  });

  test("before the first query starts no thread", async () => {
    start(workerThat(`writeFileSync(beside("started"), "");`));
    await reader.close();
    expect(await askForInsights()).toEqual(closed);
    expect(existsSync(join(acme.directory, "started"))).toBe(false);
  });
});
