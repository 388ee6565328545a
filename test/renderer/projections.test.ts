import { beforeEach, describe, expect, test, vi } from "vitest";
import { useAppStore } from "../../src/renderer/client/app-state.ts";
import { useOrganizationsStore } from "../../src/renderer/features/choose/organizations-store.ts";
import { useRepositoriesStore } from "../../src/renderer/features/choose/repositories-store.ts";
import { useInsightsStore } from "../../src/renderer/features/insights/insights-store.ts";
import { useRunStore } from "../../src/renderer/features/sync/run-store.ts";
import type { Bridge, WindowEvent } from "../../src/shared/bridge.ts";
import type { RepositoryList, SyncView } from "../../src/shared/contract.ts";
import type { Insights } from "../../src/shared/insights.ts";
import type { AccountId, OrganizationId, RunId } from "../../src/shared/ids.ts";
import { failed, ok, type Result } from "../../src/shared/result.ts";
import { DEFAULT_SETTINGS } from "../../src/shared/settings.ts";
import { account, appState, repository, row, run } from "./examples.ts";

/* Each store is a projection: what it shows follows from the answer and the events alone. */

const organizationId = 1 as OrganizationId;
let send: (event: WindowEvent) => void;
let answers: Result<unknown>[];

beforeEach(() => {
  const listeners = new Set<(event: WindowEvent) => void>();
  send = (event) => listeners.forEach((listener) => listener(event));
  answers = [];
  const onramp: Bridge = {
    call: () => Promise.resolve(answers.shift() as Result<never>),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  vi.stubGlobal("window", { onramp });
});

describe("the list of repositories", () => {
  const list = (state: RepositoryList["state"], ...ids: number[]): RepositoryList => ({
    organizationId,
    state,
    hidden: null,
    repositories: ids.map((id) => repository(id)),
  });
  const known = () => useRepositoriesStore.getState().list;
  const loading = { kind: "loading", pagesLoaded: 1, pagesTotal: 2 } as const;

  test("grows page by page, and a failure keeps what was loaded", async () => {
    answers.push(ok(list(loading, 1, 2)));
    const stop = useRepositoriesStore.getState().open(organizationId);
    expect(known()?.state.kind).toBe("asked");
    await expect.poll(() => known()?.repositories.size).toBe(2);
    send({
      name: "repositories.changed",
      payload: { organizationId, hidden: null, state: loading, changed: [repository(3)] },
    });
    const failure = { code: "github/server-error" } as const;
    const state = { kind: "failed", failure, pagesLoaded: 2 } as const;
    send({ name: "repositories.changed", payload: { organizationId, hidden: null, state, changed: [] } });
    expect(known()?.state).toEqual(state);
    expect(known()?.repositories.size).toBe(3);
    stop();
  });

  test("what changes of known repositories changes nothing of which they are, which a plan is asked for", async () => {
    answers.push(ok(list(loading, 1, 2)));
    const stop = useRepositoriesStore.getState().open(organizationId);
    await expect.poll(() => known()?.repositories.size).toBe(2);
    const before = known()?.ids;
    const tell = (id: number): void => {
      const changed = [repository(id, { pullRequestCount: 7 })];
      send({
        name: "repositories.changed",
        payload: { organizationId, hidden: null, state: loading, changed },
      });
    };
    tell(2);
    expect([...known()!.repositories.values()].map((it) => it.pullRequestCount)).toEqual([null, 7]);
    expect(known()?.ids).toBe(before);
    tell(3);
    expect(known()?.ids).toEqual([1, 2, 3]);
    stop();
  });

  test("a question that fails as a whole is a failure, not an empty list", async () => {
    answers.push(failed({ code: "auth/token-missing" }));
    const stop = useRepositoriesStore.getState().open(organizationId);
    await expect.poll(() => known()?.state.kind).toBe("failed");
    stop();
  });

  test("a list that failed for want of a token is asked for again once its account is signed in", async () => {
    answers.push(failed({ code: "auth/token-missing" }), ok(list(loading, 1)));
    const stop = useRepositoriesStore.getState().open(organizationId);
    await expect.poll(() => known()?.state.kind).toBe("failed");
    const tell = (isSignedIn: boolean): void => {
      const organization = { id: organizationId, accountId: account().id, login: "acme", name: null };
      const organizations = [{ ...organization, kind: "organization" as const, blocked: null }];
      const accounts = [account({ isSignedIn })];
      send({ name: "accounts.changed", payload: { accounts, organizations } });
    };
    tell(false);
    expect(known()?.state.kind).toBe("failed");
    tell(true);
    await expect.poll(() => known()?.state.kind).toBe("loading");
    stop();
  });

  test("another organization's pages do not get into it", async () => {
    answers.push(ok(list(loading, 1)));
    const stop = useRepositoriesStore.getState().open(organizationId);
    await expect.poll(() => known()?.repositories.size).toBe(1);
    const other = 2 as OrganizationId;
    send({
      name: "repositories.changed",
      payload: { organizationId: other, hidden: null, state: loading, changed: [repository(9)] },
    });
    expect(known()?.repositories.size).toBe(1);
    stop();
  });
});

test("organizations that could not be listed are asked for again by whoever comes back, and only then", async () => {
  const { ask, forgetFailures } = useOrganizationsStore.getState();
  const answer = () => useOrganizationsStore.getState().answers.get(account().id)?.kind;
  answers.push(failed({ code: "network/offline" }), ok([]));
  ask([account()]);
  await expect.poll(answer).toBe("failed");
  ask([account()]);
  expect(answer()).toBe("failed");
  forgetFailures();
  ask([account()]);
  await expect.poll(answer).toBe("loaded");
});

test("organizations that could not be listed for want of a token are asked for once there is one", async () => {
  const { ask } = useOrganizationsStore.getState();
  const other = account({ id: 2 as AccountId });
  const answer = () => useOrganizationsStore.getState().answers.get(other.id)?.kind;
  answers.push(failed({ code: "auth/token-missing" }), ok([]));
  ask([other]);
  await expect.poll(answer).toBe("failed");
  ask([{ ...other, isSignedIn: false }]);
  expect(answer()).toBe("failed");
  ask([other]);
  await expect.poll(answer).toBe("loaded");
});

describe("the run", () => {
  const view = (runId: number, ...rows: SyncView["repositories"]): SyncView => ({
    run: run({ runId: runId as RunId }),
    repositories: rows,
  });
  const known = () => {
    const { projection } = useRunStore.getState();
    return projection.kind === "known" ? projection : null;
  };

  test("a row that is older than the known one changes nothing", async () => {
    answers.push(ok(view(1, row(5, { pullRequests: 100, changedAt: 50 }))));
    const stop = useRunStore.getState().open(organizationId);
    await expect.poll(() => known()?.rows.size).toBe(1);
    const late = row(5, { pullRequests: 20, changedAt: 40 });
    const next = row(5, { pullRequests: 130, changedAt: 60 });
    send({ name: "run.changed", payload: { run: run(), changed: [late] } });
    expect([...known()!.rows.values()][0]?.pullRequests).toBe(100);
    send({ name: "run.changed", payload: { run: run(), changed: [next] } });
    expect([...known()!.rows.values()][0]?.pullRequests).toBe(130);
    stop();
  });

  test("of a run that has just begun all rows are asked for", async () => {
    answers.push(ok(view(1, row(5))), ok(view(2, row(5), row(6))));
    const stop = useRunStore.getState().open(organizationId);
    await expect.poll(() => known()?.run.runId).toBe(1);
    send({ name: "run.changed", payload: { run: run({ runId: 2 as RunId }), changed: [row(6)] } });
    await expect.poll(() => known()?.rows.size).toBe(2);
    expect(known()?.run.runId).toBe(2);
    stop();
  });
});

test("insights are called by the scope that they are of, also while those of another are asked for", async () => {
  const insights = (since: string) => ok({ scope: { organizationId, since } } as Insights);
  const { open } = useInsightsStore.getState();
  const shown = () => {
    const { insights, scopeName } = useInsightsStore.getState();
    return [insights?.scope.since, scopeName];
  };
  answers.push(insights("2026-01-01"));
  const stop = open({ organizationId }, "one");
  await expect.poll(shown).toEqual(["2026-01-01", "one"]);
  stop();
  answers.push(insights("2026-02-02"));
  const stopOther = open({ organizationId }, "other");
  expect(shown()).toEqual(["2026-01-01", "one"]);
  await expect.poll(shown).toEqual(["2026-02-02", "other"]);
  stopOther();
});

test("a recovery of the database is told at once, and all is asked for again when it is over", async () => {
  const before = appState({ run: run({ runId: 5 as RunId }) });
  answers.push(ok(before), ok({ ...before, run: null }));
  const stop = useAppStore.getState().open();
  const shown = () => {
    const { app } = useAppStore.getState();
    return app.kind === "known" ? app.state : null;
  };
  await expect.poll(() => shown()?.run?.runId).toBe(5);
  const failure = { code: "store/corrupt" } as const;
  send({ name: "recovery.changed", payload: { recovery: { kind: "under-way", at: 1, failure } } });
  expect(shown()?.recovery?.kind).toBe("under-way");
  expect(answers).toHaveLength(1);
  send({ name: "recovery.changed", payload: { recovery: null } });
  expect(shown()?.recovery).toBeNull();
  await expect.poll(() => shown()?.run).toBeNull();
  stop();
});

test("the settings are those that were set last", async () => {
  answers.push(ok(appState()));
  const stop = useAppStore.getState().open();
  const shown = () => {
    const { app } = useAppStore.getState();
    return app.kind === "known" ? app.state.settings : null;
  };
  await expect.poll(shown).toEqual(DEFAULT_SETTINGS);
  const settings = { ...DEFAULT_SETTINGS, reservePercent: 25 };
  send({ name: "settings.changed", payload: { settings } });
  expect(shown()).toEqual(settings);
  stop();
});

test("the app shows a run that is going on until it ends or a newer one begins", async () => {
  const state = appState({ run: run({ runId: 5 as RunId }) });
  answers.push(ok(state), ok(state));
  const stop = useAppStore.getState().open();
  const shown = () => {
    const { app } = useAppStore.getState();
    return app.kind === "known" ? app.state.run : null;
  };
  await expect.poll(() => shown()?.runId).toBe(5);
  const hear = (runId: number, endedAt: number | null): void =>
    send({ name: "run.changed", payload: { run: run({ runId: runId as RunId, endedAt }), changed: [] } });
  hear(4, null);
  expect(shown()?.runId).toBe(5);
  hear(6, null);
  expect(shown()?.runId).toBe(6);
  hear(6, 100);
  expect(shown()).toMatchObject({ runId: 6, endedAt: 100 });
  // Paused, so that nothing is heard of it.
  await expect.poll(() => shown()?.runId).toBe(5);
  stop();
});
