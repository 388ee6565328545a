import { saveRepositories } from "../../src/core/database/repository-store.ts";
import { addToRun } from "../../src/core/database/run-repositories.ts";
import type { RepositoryId } from "../../src/shared/ids.ts";
import type { NewStore } from "./new-store.ts";

/** Adds a repository to the organization and to its run. */
export function addRepository(store: NewStore, githubId: number, fullName: string): RepositoryId {
  const { database, organizationId, runId } = store;
  const id = githubId as RepositoryId;
  saveRepositories(
    database,
    [
      {
        ...{ id, organizationId, host: "bench.invalid", nodeId: `R_${githubId}`, fullName },
        name: fullName.split("/")[1]!,
        ...{ description: null, visibility: "private", isFork: false, isArchived: false, isDisabled: false },
        ...{ hasPullRequests: true, primaryLanguage: null, defaultBranch: "main" },
        ...{ createdAt: null, updatedAt: null, pushedAt: null },
      },
    ],
    1,
  );
  addToRun(database, runId, [id]);
  return id;
}
