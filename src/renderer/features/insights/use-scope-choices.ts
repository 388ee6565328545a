import { useEffect, useState } from "react";
import type { OrganizationId } from "../../../shared/ids.ts";
import type { ScopeChoices } from "../../../shared/insights.ts";
import { call } from "../../client/bridge.ts";
import { keepFresh } from "../../client/keep-fresh.ts";

const NOTHING_TO_CHOOSE: ScopeChoices = { repositories: [], authors: [] };

/** During a sync new authors turn up all the time; nobody needs them at once. */
const REST_MS = 10_000;

/** The stored repositories and authors of an organization, kept up to date. */
export function useScopeChoices(organizationId: OrganizationId): ScopeChoices {
  const [choices, setChoices] = useState(NOTHING_TO_CHOOSE);
  useEffect(
    () =>
      keepFresh({
        ask: () => call("insights.getChoices", { organizationId }),
        onAnswer: (answer) => {
          if (answer.ok) setChoices(answer.value);
        },
        isTouchedBy: (event) =>
          event.name === "insights.changed" && event.payload.organizationId === organizationId,
        restMs: REST_MS,
      }).stop,
    [organizationId],
  );
  return choices;
}
