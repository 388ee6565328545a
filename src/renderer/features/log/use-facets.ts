import { useEffect, useState } from "react";
import type { RepositoryId, RunId } from "../../../shared/ids.ts";
import type { LogFacets } from "../../../shared/log-entry.ts";
import { call } from "../../client/bridge.ts";

const NO_FACETS: LogFacets = { runs: [], repositories: [], codes: [], jobs: [] };

/** New runs and codes turn up while one looks. */
const ASK_EVERY_MS = 3_000;

/** What can be chosen, kept up to date. Without an answer there is nothing to choose. */
export function useFacets(runId: RunId | undefined, repositoryId: RepositoryId | undefined): LogFacets {
  const [facets, setFacets] = useState(NO_FACETS);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isWanted = true;
    const chosen = {
      ...(runId !== undefined && { runId }),
      ...(repositoryId !== undefined && { repositoryId }),
    };
    const ask = async (): Promise<void> => {
      const answer = await call("logs.facets", chosen);
      if (!isWanted) return;
      if (answer.ok) setFacets(answer.value);
      timer = setTimeout(() => void ask(), ASK_EVERY_MS);
    };
    void ask();
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [runId, repositoryId]);
  return facets;
}
