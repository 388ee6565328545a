import { expect, onTestFinished, test } from "vitest";
import { listLogFacets } from "../../../src/core/log/log-facets.ts";
import { StoredOrganization } from "../insights/stored-organization.ts";
import { entry, temporaryLog } from "./temporary-log.ts";

test("the log can be narrowed by what it speaks of, under the names that the database has", async () => {
  const stored = new StoredOrganization();
  onTestFinished(() => stored.remove());
  const anvil = stored.addRepository("acme/anvil");
  const { log, directory } = temporaryLog();
  log.write(entry({ runId: 1, jobId: 11, repositoryId: anvil }));
  log.write(entry({ runId: 1, jobId: 12, repositoryId: 999, code: "network/reset" }));
  log.write(entry({ runId: 2, jobId: 13, repositoryId: anvil, code: "network/reset" }));
  log.write(entry({}));
  await log.flush();

  const facets = listLogFacets(directory, stored.database, {});
  expect(facets.runs.map(({ id }) => id)).toEqual([2, 1]);
  expect(facets.repositories).toContainEqual({ id: anvil, fullName: "acme/anvil" });
  expect(facets.repositories).toContainEqual({ id: 999, fullName: null });
  expect(facets.codes).toEqual(["network/reset"]);
  const jobsOf = (chosen: { runId?: number; repositoryId?: number }) =>
    listLogFacets(directory, stored.database, chosen).jobs.map(({ id }) => id);
  expect(jobsOf({})).toEqual([13, 12, 11]);
  expect(jobsOf({ runId: 1 })).toEqual([12, 11]);
  expect(jobsOf({ repositoryId: anvil })).toEqual([13, 11]);
  expect(jobsOf({ runId: 2, repositoryId: anvil })).toEqual([13]);
});
