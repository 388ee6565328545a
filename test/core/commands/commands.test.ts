import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { COMMAND_INPUTS, type AnyEvent, type CommandName } from "../../../src/shared/contract.ts";
import { FAILURE_TEXTS } from "../../../src/shared/failure-texts.ts";
import type { Failure } from "../../../src/shared/failures.ts";
import type { RepositoryId } from "../../../src/shared/ids.ts";
import type { Core } from "../../../src/core/core.ts";
import { readOrganization, saveAccount, saveOrganization } from "../../../src/core/database/account-store.ts";
import { toGitHubId } from "../../../src/core/database/host-ids.ts";
import { endRun } from "../../../src/core/database/run-store.ts";
import { createSessionKeychain } from "../../../src/core/keychain/session-keychain.ts";
import { openCore } from "../../../src/core/open-core.ts";
import { systemClock } from "../../../src/core/ports.ts";
import { takeEngineLock } from "../../../src/core/sync/engine-lock.ts";
import { GRACE, StoredRunWorld } from "../sync/stored-run.ts";

/*
 * Commands on a stored organization whose account is not signed in: nothing here can make a request.
 */

let world: StoredRunWorld;
let core: Core;
let events: AnyEvent[];

beforeEach(async () => {
  world = new StoredRunWorld();
  events = [];
  core = await openCore({
    dataDirectory: world.organization.directory,
    version: "0.0.0-test",
    keychain: createSessionKeychain(),
    clock: systemClock,
    network: { isOnline: () => false, onChange: () => () => undefined },
    workerFiles: {
      sync: new URL("../../../src/workers/sync-worker.ts", import.meta.url),
      reader: new URL("../../../src/workers/reader-worker.ts", import.meta.url),
    },
    resumesAtStart: false,
    startSample: () => Promise.reject(new Error("the sample is not needed")),
  });
  core.subscribe((event) => events.push(event));
});

afterEach(async () => {
  await core.close();
  world.remove();
});

/** What a command that is given this input is refused with. */
async function refusalOf(name: CommandName, input: unknown): Promise<Failure> {
  const result = await core.call(name, input);
  if (result.ok) throw new Error(`${name} was not refused: ${JSON.stringify(result.value)}`);
  return result.failure;
}

async function answerOf<Name extends CommandName>(name: Name, input: unknown) {
  const result = await core.call(name, input);
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

const organizationId = () => world.organization.id;
const end = (outcome: "complete" | "failed") =>
  endRun(world.database, world.runId, outcome, null, world.clock.now());

describe("input from outside", () => {
  test.each(["no.such.command", "constructor", "__proto__", "toString", ""])(
    "%j is no command",
    async (name) => {
      expect(await refusalOf(name as CommandName, {})).toMatchObject({ code: "usage/unknown-command" });
    },
  );

  test("that does not fit is refused by the name of what is wrong", async () => {
    expect(await refusalOf("sync.pause", { runId: "one" })).toMatchObject({
      code: "usage/bad-input",
      detail: expect.stringContaining("sync.pause: runId"),
    });
    expect(await refusalOf("sync.pause", { runId: 1, more: true })).toMatchObject({
      code: "usage/bad-input",
    });
  });

  test("of any kind is answered with a failure that has a text, and never throws (S6)", async () => {
    const names = Object.keys(COMMAND_INPUTS) as CommandName[];
    const needsInput = names.filter((name) => !COMMAND_INPUTS[name].safeParse({}).success);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...needsInput), fc.anything(), async (name, input) => {
        const failure = await refusalOf(name, input);
        expect(Object.keys(FAILURE_TEXTS)).toContain(failure.code);
      }),
      { numRuns: 300 },
    );
  });
});

describe("what is not there", () => {
  const nowhere = 999_999;
  test.each<[CommandName, object]>([
    ["sync.start", { organizationId: nowhere, repositories: { kind: "all" } }],
    ["sync.plan", { organizationId: nowhere, repositories: { kind: "all" } }],
    ["sync.verify", { organizationId: nowhere, repositories: { kind: "all" } }],
    ["repositories.load", { organizationId: nowhere }],
    ["sync.pause", { runId: nowhere }],
    ["sync.resume", { runId: nowhere }],
    ["sync.cancel", { runId: nowhere }],
    ["sync.retry", { runId: nowhere }],
    ["account.signOut", { accountId: nowhere }],
    ["organizations.list", { accountId: nowhere }],
  ])("%s says so", async (name, input) => {
    expect(await refusalOf(name, input)).toMatchObject({
      code: "usage/bad-input",
      detail: expect.stringMatching(/^There is no/),
    });
  });

  test("what was never synced cannot be synced as before", async () => {
    world.database.exec("DELETE FROM sync_runs");
    const input = { organizationId: organizationId(), repositories: { kind: "as-before" } };
    expect(await refusalOf("sync.start", input)).toMatchObject({ code: "usage/not-allowed-now" });
  });

  test("a repository that was chosen and is not known starts nothing", async () => {
    const known = world.addRepository(false);
    end("complete");
    const repositories = { kind: "ids", ids: [known, 4_711] };
    expect(await refusalOf("sync.start", { organizationId: organizationId(), repositories })).toMatchObject({
      code: "usage/bad-input",
      detail: expect.stringContaining("4711"),
    });
    expect(world.database.prepare("SELECT count(*) FROM sync_runs").pluck().get()).toBe(1);
  });
});

test("an organization that GitHub refuses is refused with GitHub's reason", async () => {
  const blocked: Failure = { code: "auth/sso-required", link: "https://github.com/orgs/acme/sso" };
  world.database.prepare("UPDATE organizations SET blocked = ?").run(JSON.stringify(blocked));
  const choice = { organizationId: organizationId(), repositories: { kind: "all" } };
  expect(await refusalOf("sync.start", choice)).toEqual(blocked);
  expect(await refusalOf("sync.plan", choice)).toEqual(blocked);
  expect(await refusalOf("repositories.load", { organizationId: organizationId() })).toEqual(blocked);
});

describe("a sync that has ended", () => {
  test.each(["sync.pause", "sync.resume", "sync.cancel"] as const)("is not changed by %s", async (name) => {
    end("complete");
    const before = world.run();
    expect(await refusalOf(name, { runId: world.runId })).toMatchObject({
      code: "usage/not-allowed-now",
      detail: expect.stringContaining("complete"),
    });
    expect(world.run()).toEqual(before);
  });

  test("with nothing to retry stays ended", async () => {
    world.settle(world.addRepository());
    end("complete");
    expect(await answerOf("sync.retry", { runId: world.runId })).toEqual({ retried: 0 });
    expect(world.run().outcome).toBe("complete");
  });
});

describe("a sync under way", () => {
  let id: RepositoryId;
  beforeEach(() => {
    id = world.addRepository();
    world.enqueue(id);
  });

  const view = async () => (await answerOf("sync.get", { organizationId: organizationId() }))!;
  /** What was told of it last. */
  const told = () => events.findLast(({ name }) => name === "run.changed")?.payload;

  test("is the newest of its organization, with a row for each repository", async () => {
    const { run, repositories } = await view();
    expect(run).toMatchObject({ runId: world.runId, state: "planned", repositories: 1 });
    expect(repositories).toMatchObject([{ repositoryId: id, state: "queued" }]);
  });

  test("waits when it is paused, and everyone is told", async () => {
    await answerOf("sync.pause", { runId: world.runId });
    expect((await view()).run).toMatchObject({ state: "waiting", wait: { kind: "paused" } });
    await expect
      .poll(told)
      .toMatchObject({ run: { state: "waiting" }, changed: [{ repositoryId: id, state: "waiting" }] });
  });

  test("that is resumed without a token waits for a sign-in, and spends no attempt on it", async () => {
    await answerOf("sync.pause", { runId: world.runId });
    await answerOf("sync.resume", { runId: world.runId });
    await expect
      .poll(async () => (await view()).run)
      .toMatchObject({
        state: "waiting",
        wait: { kind: "sign-in", failure: { code: "auth/token-missing" } },
      });
    // Beside it the run has the jobs that every run begins with: whichever fails first tells, the others follow.
    await expect.poll(() => world.jobAbout(id)).toMatchObject({ state: "ready", attempt: 0 });
  });

  test("is over when it is cancelled: nothing of it shows as running, and no job is left", async () => {
    await answerOf("sync.cancel", { runId: world.runId });
    const { run, repositories } = await view();
    expect(run).toMatchObject({ state: "cancelled", wait: null, counts: { cancelled: 1, running: 0 } });
    expect(repositories).toMatchObject([{ state: "cancelled" }]);
    expect(world.job().state).toBe("cancelled");
    await expect.poll(told).toMatchObject({ run: { state: "cancelled" } });
  });

  test("shows a job that was given up as failed, with its reason, and retries it on demand", async () => {
    world.fail(world.leaseOnly().lease, { code: "github/page-unreadable" });
    expect((await view()).repositories).toMatchObject([
      { state: "failed", failure: { code: "github/page-unreadable" } },
    ]);
    expect(await answerOf("sync.retry", { runId: world.runId, repositoryId: id })).toEqual({ retried: 1 });
    expect(world.jobAbout(id)).toMatchObject({
      state: expect.stringMatching(/ready|leased/),
      failure: null,
    });
  });

  test("that is started once more tries what was given up again, instead of ending with it", async () => {
    world.fail(world.leaseOnly().lease, { code: "github/page-unreadable" });
    const repositories = { kind: "ids", ids: [id] };
    const started = await answerOf("sync.start", { organizationId: organizationId(), repositories });
    expect(started).toEqual({ runId: world.runId });
    expect(world.listJobs("dead")).toEqual([]);
  });

  test("goes on as the account through which its organization is read when it is started once more", async () => {
    const { database, organization, clock } = world;
    const grace = saveAccount(database, GRACE, clock.now());
    const { kind, login } = readOrganization(database, organization.id)!;
    const githubId = toGitHubId(organization.id);
    saveOrganization(database, {
      ...{ accountId: grace, host: GRACE.host, githubId, login, name: null, kind, blocked: null },
    });
    const repositories = { kind: "ids", ids: [id] };
    await answerOf("sync.start", { organizationId: organizationId(), repositories });
    expect(world.run()).toMatchObject({ id: world.runId, accountId: grace });
  });

  test.each(["sync.start", "sync.resume", "sync.retry"] as const)(
    "is left to the other Onramp that is at work, which %s names (P21)",
    async (name) => {
      const lock = takeEngineLock(world.organization.directory, new Date());
      const start = { organizationId: organizationId(), repositories: { kind: "ids", ids: [id] } };
      expect(await refusalOf(name, name === "sync.start" ? start : { runId: world.runId })).toMatchObject({
        code: "store/held",
        detail: expect.stringContaining(`process ${process.pid}`),
      });
      expect(world.job().state).toBe("ready");
      if (lock.ok) lock.value.release();
    },
  );
});

test("nothing can be verified where nothing is stored", async () => {
  end("complete");
  const input = { organizationId: organizationId(), repositories: { kind: "all" } };
  expect(await refusalOf("sync.verify", input)).toMatchObject({ code: "usage/not-allowed-now" });
});

test("the state of the application names the run that goes on before one that has ended", async () => {
  endRun(world.database, world.addRun(), "cancelled", null, world.clock.now());
  world.addRepository();
  const state = await answerOf("app.getState", {});
  expect(state).toMatchObject({ version: "0.0.0-test", run: { runId: world.runId } });
  expect(state.accounts).toMatchObject([{ login: "ada", isSignedIn: false }]);
  expect(state.organizations).toMatchObject([{ id: organizationId() }]);
});
