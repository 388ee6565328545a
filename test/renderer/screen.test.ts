import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { firstScreen, hashOf, organizationOf, screenOf, type Screen } from "../../src/renderer/app/screen.ts";
import type { AccountId, OrganizationId, RepositoryId, RunId, JobId } from "../../src/shared/ids.ts";
import { LOG_LEVELS } from "../../src/shared/log-entry.ts";
import { appState, run } from "./examples.ts";

const anyId = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const anyOrganizationId = fc.option(anyId.map((id) => id as OrganizationId));
const anyRepository = fc.record({
  id: anyId.map((id) => id as RepositoryId),
  name: fc.string({ unit: "grapheme" }),
});
const anyScreen: fc.Arbitrary<Screen> = fc.oneof(
  fc.record({
    kind: fc.constant("connect" as const),
    accountId: fc.option(anyId.map((id) => id as AccountId)),
  }),
  fc.record({
    kind: fc.constantFrom("choose", "sync", "diagnostics"),
    organizationId: anyOrganizationId,
  }),
  fc.record(
    {
      kind: fc.constant("insights" as const),
      organizationId: anyOrganizationId,
      repository: anyRepository,
    },
    { requiredKeys: ["kind", "organizationId"] },
  ),
  fc.record({
    kind: fc.constant("log" as const),
    scope: fc.record(
      {
        repository: anyRepository,
        runId: anyId.map((id) => id as RunId),
        code: fc.constantFrom("network/reset" as const, "verify/mismatch" as const),
        level: fc.constantFrom(...LOG_LEVELS),
        around: fc.record({ sequence: anyId, at: anyId }),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record({
    kind: fc.constant("log" as const),
    scope: fc.record({ jobId: anyId.map((id) => id as JobId), view: fc.constant("timeline" as const) }),
  }),
);

const emptyState = appState();

describe("the hash mirrors the screen", () => {
  test("every screen comes back from its hash", () => {
    fc.assert(
      fc.property(anyScreen, (screen) => {
        expect(screenOf(hashOf(screen))).toEqual(screen);
      }),
    );
  });

  test("no text in the address bar makes it throw", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => screenOf(`#/${text}`)).not.toThrow();
      }),
    );
  });

  test.each(["", "#", "#/", "#/settings", "#/Sync", "#/constructor"])("%j names no screen", (hash) => {
    expect(screenOf(hash)).toBeNull();
  });

  test.each(["0", "-1", "1.5", "abc", "1e3", "99999999999999999999"])(
    "an organization of %j is left out",
    (text) => {
      expect(screenOf(`#/sync?organization=${text}`)).toEqual({ kind: "sync", organizationId: null });
    },
  );
});

describe("the first screen", () => {
  test("is Connect for whoever has no account", () => {
    expect(firstScreen(emptyState)).toEqual({ kind: "connect", accountId: null });
  });

  test("is the sync while one is going on, and the insights after it", () => {
    expect(firstScreen({ ...emptyState, run: run() }).kind).toBe("sync");
    expect(firstScreen({ ...emptyState, run: run({ state: "complete", endedAt: 5 }) }).kind).toBe("insights");
  });
});

test("a screen without an organization is about the last run's", () => {
  const screen: Screen = { kind: "sync", organizationId: null };
  const state = { ...emptyState, run: run({ organizationId: 7 as OrganizationId }) };
  expect(organizationOf(screen, state)).toBe(7);
  expect(organizationOf({ ...screen, organizationId: 3 as OrganizationId }, state)).toBe(3);
  expect(organizationOf(screen, emptyState)).toBeNull();
});
