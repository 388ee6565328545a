import fc from "fast-check";
import { expect, test } from "vitest";
import { nextDue, type ScheduleSituation } from "../../../src/core/schedule/schedule-policy.ts";
import type { OrganizationId } from "../../../src/shared/ids.ts";
import { SCHEDULES } from "../../../src/shared/settings.ts";

const HOUR_MS = 3_600_000;
const OPENED_AT = 1_000 * HOUR_MS;
const ACME = 1 as OrganizationId;
const GLOBEX = 2 as OrganizationId;

function situation(changes: Partial<ScheduleSituation> = {}): ScheduleSituation {
  return {
    settings: { schedule: "hourly", syncsAtStart: false },
    openedAt: OPENED_AT,
    lastStarts: [{ organizationId: ACME, startedAt: OPENED_AT }],
    notBefore: 0,
    ...changes,
  };
}

test.each([
  ["hourly", HOUR_MS],
  ["every-4-hours", 4 * HOUR_MS],
  ["daily", 24 * HOUR_MS],
] as const)("%s: a sync is due so long after the last one began", (schedule, intervalMs) => {
  const settings = { schedule, syncsAtStart: false };
  expect(nextDue(situation({ settings }), OPENED_AT + 1)).toEqual({
    organizationId: ACME,
    at: OPENED_AT + intervalMs,
  });
});

test("off: nothing is due, however long ago the last sync was", () => {
  const settings = { schedule: "off", syncsAtStart: false } as const;
  expect(nextDue(situation({ settings }), OPENED_AT + 1_000 * HOUR_MS)).toBeNull();
});

test("what was never synced is not due: nobody has chosen it", () => {
  expect(nextDue(situation({ lastStarts: [] }), OPENED_AT)).toBeNull();
});

test("after a sleep over several times, one sync is due, now; the next one an interval after it began", () => {
  const woke = OPENED_AT + 5.5 * HOUR_MS;
  expect(nextDue(situation(), woke)?.at).toBe(woke);
  const lastStarts = [{ organizationId: ACME, startedAt: woke }];
  expect(nextDue(situation({ lastStarts }), woke + 1)?.at).toBe(woke + HOUR_MS);
});

test("at the start: due when the application opens, once, also without a schedule", () => {
  const settings = { schedule: "off", syncsAtStart: true } as const;
  const before = [{ organizationId: ACME, startedAt: OPENED_AT - 1 }];
  expect(nextDue(situation({ settings, lastStarts: before }), OPENED_AT)?.at).toBe(OPENED_AT);
  const since = [{ organizationId: ACME, startedAt: OPENED_AT + 3_000 }];
  expect(nextDue(situation({ settings, lastStarts: since }), OPENED_AT + 4_000)).toBeNull();
});

test("of several organizations the one that was synced longest ago comes first", () => {
  const lastStarts = [
    { organizationId: ACME, startedAt: OPENED_AT + 20 },
    { organizationId: GLOBEX, startedAt: OPENED_AT + 10 },
  ];
  expect(nextDue(situation({ lastStarts }), OPENED_AT)?.organizationId).toBe(GLOBEX);
});

test("a sync that could not be started is not due again at once", () => {
  const notBefore = OPENED_AT + 3 * HOUR_MS;
  expect(nextDue(situation({ notBefore }), OPENED_AT + 2 * HOUR_MS)?.at).toBe(notBefore);
});

test("never in the past, never more than an interval away, and never of an organization nobody synced", () => {
  const ids = fc.integer({ min: 1, max: 5 }).map((id) => id as OrganizationId);
  const times = fc.integer({ min: 0, max: 2 * OPENED_AT });
  const lastStarts = fc.array(fc.record({ organizationId: ids, startedAt: times }), { maxLength: 5 });
  fc.assert(
    fc.property(
      fc.constantFrom(...SCHEDULES),
      fc.boolean(),
      lastStarts,
      times,
      (schedule, syncsAtStart, starts, now) => {
        const settings = { schedule, syncsAtStart };
        const due = nextDue(situation({ settings, lastStarts: starts }), now);
        if (due === null) return;
        expect(due.at).toBeGreaterThanOrEqual(now);
        const last = starts.find(({ organizationId }) => organizationId === due.organizationId);
        expect(last).toBeDefined();
        const newest = Math.max(...starts.map(({ startedAt }) => startedAt));
        expect(due.at).toBeLessThanOrEqual(Math.max(now, OPENED_AT, newest + 24 * HOUR_MS));
      },
    ),
  );
});
