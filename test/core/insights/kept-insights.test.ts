import { afterEach, beforeEach, expect, test } from "vitest";
import { openReadableDatabase, type ReadableDatabase } from "../../../src/core/database/connection.ts";
import { KeptInsights } from "../../../src/core/insights/kept-insights.ts";
import type { RepositoryId } from "../../../src/shared/ids.ts";
import { NOW, StoredOrganization } from "./stored-organization.ts";

const SECOND_MS = 1000;

let acme: StoredOrganization;
let anvil: RepositoryId;
let reading: ReadableDatabase;
let kept: KeptInsights;

beforeEach(() => {
  acme = new StoredOrganization();
  anvil = acme.addRepository("acme/anvil");
  reading = openReadableDatabase(acme.directory);
  kept = new KeptInsights();
});

afterEach(() => {
  reading.close();
  acme.remove();
});

const compute = (afterMs: number, staleAfterDays = 14) =>
  kept.compute(reading, { organizationId: acme.id, staleAfterDays }, NOW + afterMs);

test("while nothing is stored, the same question is answered as before, also after another one", () => {
  const first = compute(0);
  const other = compute(SECOND_MS, 30);
  expect(other.stale.afterDays).toBe(30);
  expect(compute(2 * SECOND_MS)).toBe(first);
  expect(compute(3 * SECOND_MS, 30)).toBe(other);
  expect(first.computedAt).toBe(NOW);
});

test("a row that is stored is in the next answer", () => {
  expect(compute(0).open.count).toBe(0);
  acme.addPullRequest(anvil);
  expect(compute(1).open.count).toBe(1);
});

test("after a minute ages are counted anew, and also when the clock was turned back", () => {
  compute(0);
  expect(compute(60 * SECOND_MS).computedAt).toBe(NOW + 60 * SECOND_MS);
  expect(compute(-SECOND_MS).computedAt).toBe(NOW - SECOND_MS);
});

test("only a few questions are remembered", () => {
  const first = compute(0, 1);
  for (let days = 2; days <= 9; days += 1) compute(0, days);
  expect(compute(0, 9).computedAt).toBe(NOW);
  expect(compute(SECOND_MS, 1)).not.toBe(first);
});
