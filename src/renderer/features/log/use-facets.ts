import { useEffect, useState } from "react";
import type { RepositoryId, RunId } from "../../../shared/ids.ts";
import type { LogFacets } from "../../../shared/log-entry.ts";
import { call } from "../../client/bridge.ts";

const NO_FACETS: LogFacets = { runs: [], repositories: [], codes: [], jobs: [] };

/** What can be chosen, asked anew when the choice changes what jobs there are. Without an answer there is nothing to choose. */
export function useFacets(runId: RunId | undefined, repositoryId: RepositoryId | undefined): LogFacets {
  const [facets, setFacets] = useState(NO_FACETS);
  useEffect(() => {
    let isWanted = true;
    const chosen = {
      ...(runId !== undefined && { runId }),
      ...(repositoryId !== undefined && { repositoryId }),
    };
    void call("logs.facets", chosen).then((answer) => {
      if (isWanted && answer.ok) setFacets(answer.value);
    });
    return () => {
      isWanted = false;
    };
  }, [runId, repositoryId]);
  return facets;
}
